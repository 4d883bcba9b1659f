using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Waits for a partner's answer or its silence; on the way it leaves by "Remind" and "Overdue", and is drawn back to itself.</summary>
[Activity("Guichet.WaitForTask", Category = GuichetActivities.Category, Fr = "Attendre la réponse du partenaire", En = "Wait for the partner's answer",
    DescriptionFr = "Attend la réponse. Relance dix puis trois jours ouvrés avant l'échéance, retard après. Reliez Relance et Retard à leur action, puis revenez ici.",
    DescriptionEn = "Waits for the answer. Remind leaves ten and three working days before the due day, Overdue after it. Connect them to their action, then come back here.")]
[Outcomes("Answered", "Remind", "Overdue", "Deemed", "Closed")]
public sealed class WaitForTask : FileEventWait
{
    internal static readonly string[] Types =
    [
        nameof(PartnerTaskAnswered), nameof(PartnerTaskReminded), nameof(AlertRaised), nameof(OpinionDeemed), nameof(PartnerTaskCancelled),
    ];

    [Input(Fr = "Tâche", En = "Task", Required = true)]
    public readonly Input<string> TaskId = new();

    protected override void Execute(ActivityContext context)
    {
        context.Domain<DeskSession>().RequireTask(context, context.Get(TaskId));
        LookOrWait(context, context.Get(TaskId), Types);
    }

    protected override void Resume(ActivityContext context, Resumption resumption) => Execute(context);

    private protected override void Found(ActivityContext context, DeskSession desk, FileEvent recorded) => context.Complete(recorded.Fact switch
    {
        PartnerTaskAnswered => "Answered",
        PartnerTaskReminded => "Remind",
        AlertRaised { About: AlertAbout.Partner } => "Overdue",
        OpinionDeemed => "Deemed",
        _ => "Closed",
    });
}
