namespace Integrations.Workflows.Definitions;

/// <summary>Something in a definition that a designer must or should mend.</summary>
/// <param name="Code">Stable ASCII code, for example "unknown-activity".</param>
/// <param name="ActivityId">The activity; null when it is the workflow as a whole.</param>
/// <param name="Place">The input, port or connection inside the activity, where there is one.</param>
/// <param name="Line">Line in the expression, from 1; 0 when it does not apply.</param>
/// <param name="Column">Column in the expression, from 1; 0 when it does not apply.</param>
/// <param name="Message">What is wrong and what to do, in French.</param>
public sealed record DefinitionProblem(string Code, string? ActivityId, string? Place, int Line, int Column, string Message)
{
    /// <summary>Error: the definition is refused at publish. Warning: it runs, but not as drawn.</summary>
    public ProblemSeverity Severity { get; init; } = ProblemSeverity.Error;
}

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>It runs, but a person should look.</summary>
    Warning,

    /// <summary>Refused at publish.</summary>
    Error,
}
