using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Ends a task in the partner's mailbox; one that answered is thanked and told what follows.</summary>
[Activity("Guichet.CloseTask", Category = GuichetActivities.Category, Fr = "Clore la tâche et remercier", En = "Close the task and thank",
    DescriptionFr = "Marque la tâche faite dans la boîte du partenaire et, s'il a répondu, le remercie en disant la suite.",
    DescriptionEn = "Marks the task done in the partner's mailbox and, if it answered, thanks it and says what follows.")]
public sealed class CloseTask : Activity
{
    [Input(Fr = "Tâche", En = "Task", Required = true)]
    public readonly Input<string> TaskId = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var task = desk.RequireTask(context, context.Get(TaskId));
        if (desk.Knowledge.HasTodo(task.PartnerId)) context.EmitTask(desk, DeskCommands.CompleteTask, task.PartnerId, task.Id);
        if (task.Status == PartnerTaskStatus.Answered) context.EmitNotice(desk, "partner-thanks", task.PartnerId, task.Procedure, task.Id);
    }
}
