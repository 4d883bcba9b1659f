using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Starts the workflow again and again, or waits once for the interval.</summary>
[Activity("Elsa.Timer", Category = "Scheduling", En = "Timer", Fr = "Minuterie", DescriptionEn = "Trigger workflow execution at a specific interval.", DescriptionFr = "Démarre le workflow à intervalle régulier.", Kind = ActivityKind.Trigger)]
public sealed class Timer : Activity
{
    /// <summary>The interval.</summary>
    [Input(En = "Interval", Fr = "Intervalle")]
    public readonly Input<TimeSpan> Interval = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (!context.IsTriggerOfStart) Waiting.Until(context, "Elsa.Timer", context.Now + context.Get(Interval));
    }

    /// <inheritdoc/>
    protected internal override Trigger? GetTrigger(ActivityContext context) =>
        context.Get(Interval) is var interval && interval > System.TimeSpan.Zero ? new Trigger { Name = "Elsa.Timer", Interval = interval } : null;
}
