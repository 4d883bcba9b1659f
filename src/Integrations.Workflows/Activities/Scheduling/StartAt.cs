using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Waits for an instant, or starts the workflow at it.</summary>
[Activity("Elsa.StartAt", Category = "Scheduling", En = "Start At", Fr = "À une date", DescriptionEn = "Trigger execution at a specific time in the future.", DescriptionFr = "Attend une date, ou démarre le workflow à cette date.", Kind = ActivityKind.Trigger)]
public sealed class StartAt : Activity
{
    /// <summary>The instant.</summary>
    [Input(En = "Date and time", Fr = "Date et heure")]
    public readonly Input<DateTimeOffset> DateTime = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var due = context.Get(DateTime);
        if (!context.IsTriggerOfStart && due > context.Now) Waiting.Until(context, "Elsa.StartAt", due, new System.Text.Json.Nodes.JsonObject { ["executeAt"] = Waiting.Text(due) });
    }

    /// <inheritdoc/>
    protected internal override Trigger? GetTrigger(ActivityContext context) => new() { Name = "Elsa.StartAt", At = context.Get(DateTime) };
}
