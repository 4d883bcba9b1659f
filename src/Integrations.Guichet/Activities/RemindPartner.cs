using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Reminds a partner of an open task: a letter, and the To Do task becomes important.</summary>
[Activity("Guichet.RemindPartner", Category = GuichetActivities.Category, Fr = "Relancer le partenaire", En = "Remind the partner",
    DescriptionFr = "Envoie la lettre de relance et rend la tâche importante dans la boîte du partenaire.",
    DescriptionEn = "Sends the reminder and makes the task important in the partner's mailbox.")]
public sealed class RemindPartner : Activity
{
    [Input(Fr = "Tâche", En = "Task", Required = true)]
    public readonly Input<string> TaskId = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var task = desk.RequireTask(context, context.Get(TaskId));
        if (!task.IsOpen) return;
        context.EmitNotice(desk, "partner-reminder", task.PartnerId, task.Procedure, task.Id);
        if (desk.Knowledge.HasTodo(task.PartnerId)) context.EmitTask(desk, DeskCommands.RemindTask, task.PartnerId, task.Id);
    }
}
