using System.Globalization;

namespace Integrations.Workflows.Execution;

/// <summary>What a state says to those who look at it: where it stands, and its variables by the ids of the definition.</summary>
public static class InstanceInsight
{
    /// <summary>Executions that are not at their end, and those above them, in the order in which they began; of a finished instance the workflow alone.</summary>
    public static IReadOnlyList<OpenExecution> OpenExecutions(this InstanceState state) =>
    [
        .. state.Executions.Select(record => new OpenExecution(
            IdOf(state, record.Number), record.Parent < 0 ? null : IdOf(state, record.Parent), record.ActivityKey, record.Status == ActivityStatus.Faulted)),
    ];

    /// <summary>The execution that waits on a bookmark.</summary>
    public static string ExecutionOf(this InstanceState state, Bookmark bookmark) => IdOf(state, bookmark.Execution);

    /// <summary>The workflow's own variables, in the order of their declaration, with the values that they have now.</summary>
    public static IReadOnlyList<VariableValue> VariableValues(this InstanceState state, WorkflowPlan plan)
    {
        if (plan.Root.Variables is not { } declared || state.Executions is not [{ Variables: { } values }, ..] || values.Length != declared.Length) return [];
        return [.. declared.Select((variable, slot) => new VariableValue(variable.Id, variable.Name, values[slot]))];
    }

    /// <summary>The state with other values of the workflow's own variables, converted to their types.</summary>
    /// <param name="state">A state that waits.</param>
    /// <param name="plan">The version on which it runs.</param>
    /// <param name="values">By id of the variable; those that the workflow does not declare are left out.</param>
    /// <returns>Null: none of them is declared, or the workflow has not begun.</returns>
    public static InstanceState? WithVariables(this InstanceState state, WorkflowPlan plan, IReadOnlyDictionary<string, object?> values)
    {
        if (plan.Root.Variables is not { } declared || state.Executions is not [{ Variables: { } before } root, ..]) return null;
        if (!Array.Exists(declared, variable => values.ContainsKey(variable.Id))) return null;
        var after = declared.Select((variable, slot) => values.TryGetValue(variable.Id, out var value) ? variable.Type.Convert(value) : before[slot]);
        return state with { Executions = [root with { Variables = [.. after] }, .. state.Executions.Skip(1)] };
    }

    /// <summary>The state of an instance that ended elsewhere: nothing of it can run again, and its variables are shown as they were.</summary>
    /// <param name="past">What is known of it.</param>
    /// <param name="plan">The version on which it ran.</param>
    /// <param name="variables">By id of the variable.</param>
    public static InstanceState AsHistory(this InstanceState past, WorkflowPlan plan, IReadOnlyDictionary<string, object?> variables)
    {
        var root = new ExecutionRecord
        {
            Number = 0,
            ActivityKey = plan.Root.Key,
            Parent = -1,
            Status = past.SubStatus == WorkflowSubStatus.Finished ? ActivityStatus.Completed : ActivityStatus.Canceled,
            Variables = plan.Root.Variables is { } declared ? [.. declared.Select(variable => variable.Type.Convert(variables.GetValueOrDefault(variable.Id)))] : null,
        };
        return past with { Status = WorkflowStatus.Finished, Bookmarks = [], Executions = [root], NextExecution = 1 };
    }

    private static string IdOf(InstanceState state, int number) => $"{state.InstanceId}:{number.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>An execution that is not at its end, or that one is below.</summary>
/// <param name="Id">As in the journal (<see cref="JournalEntry.ExecutionId"/>).</param>
/// <param name="ParentId">The execution above; null for the workflow.</param>
/// <param name="ActivityKey">Key in the plan.</param>
/// <param name="IsFaulted">It stopped by a fault.</param>
public sealed record OpenExecution(string Id, string? ParentId, string ActivityKey, bool IsFaulted);

/// <summary>A variable of an instance.</summary>
/// <param name="Id">Id in the definition.</param>
/// <param name="Name">Name in scripts.</param>
/// <param name="Value">See <see cref="Values"/>.</param>
public sealed record VariableValue(string Id, string Name, object? Value);
