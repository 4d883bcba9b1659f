using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// Waits for a line of text. A server has no console: whoever resumes the bookmark gives the line, as the input <see cref="Line"/>.
/// </summary>
[Activity("Elsa.ReadLine", Category = "Console", En = "Read Line", Fr = "Lire une ligne", DescriptionEn = "Waits for a line of text that a person or a program gives.", DescriptionFr = "Attend une ligne de texte, donnée par une personne ou un programme.")]
public sealed class ReadLine : Activity
{
    /// <summary>Name of the resume's input that holds the line.</summary>
    public const string Line = "line";

    /// <summary>The line.</summary>
    [Output(En = "Result", Fr = "Ligne")]
    public readonly Output<string> Result = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) =>
        context.CreateBookmark("Elsa.ReadLine", "Elsa.ReadLine:" + context.ExecutionId, new JsonObject { ["activityName"] = Node.Name });

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption) =>
        context.Set(Result, Values.ToText(resumption.Get(Line) ?? resumption.Get(StimulusInput.Result)));
}
