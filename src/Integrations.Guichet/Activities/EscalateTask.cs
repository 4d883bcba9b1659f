using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>A partner is late: the desk is told to call, and the file says that the task went up.</summary>
[Activity("Guichet.EscalateTask", Category = GuichetActivities.Category, Fr = "Alerter le guichet", En = "Escalate",
    DescriptionFr = "Note l'escalade et écrit au référent : le partenaire n'a pas répondu, il faut l'appeler.",
    DescriptionEn = "Notes the escalation and writes to the referee: the partner has not answered, call it.")]
public sealed class EscalateTask : Activity
{
    [Input(Fr = "Tâche", En = "Task", Required = true)]
    public readonly Input<string> TaskId = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var task = desk.RequireTask(context, context.Get(TaskId));
        if (!task.IsOpen) return;
        context.Require(desk.Acts.EscalateTask(task.Id, desk.File.Referee?.Name ?? desk.Knowledge.Profile.Referee, "Pas de réponse à l'échéance."));
        context.EmitNotice(desk, "partner-escalation", DeskCommands.ToDesk, task.Procedure, task.Id);
    }
}
