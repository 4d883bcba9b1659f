using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Hands a task to whoever listens and waits for its result (SEMANTICS 22).</summary>
[Activity("Elsa.RunTask", Category = "Primitives", En = "Run Task", Fr = "Confier une tâche", DescriptionEn = "Requests a given task to be run.", DescriptionFr = "Confie une tâche au dehors et attend son résultat.")]
public sealed class RunTask : Activity
{
    /// <summary>Name of the task.</summary>
    [Input(En = "Task name", Fr = "Nom de la tâche", Required = true)]
    public readonly Input<string> TaskName = new();

    /// <summary>What the task needs to know.</summary>
    [Input(En = "Payload", Fr = "Contenu", UIHint = "multiline")]
    public readonly Input<JsonObject> Payload = new();

    /// <summary>Id given to the task.</summary>
    [Output(En = "Task ID", Fr = "Identifiant de la tâche")]
    public readonly Output<string> TaskId = new();

    /// <summary>Result of the task.</summary>
    [Output(En = "Result", Fr = "Résultat")]
    public readonly Output<object> Result = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var taskId = context.NewId();
        var name = context.Get(TaskName) ?? "";
        var bookmark = context.CreateBookmark("Elsa.RunTask", StimulusKey.ForTask(taskId), new JsonObject { ["taskId"] = taskId, ["taskName"] = name });
        var payload = new JsonObject { ["taskId"] = taskId, ["taskName"] = name, ["payload"] = Values.ToJson(context.Get(Payload)) };
        context.Emit(new Command(RuntimeCommands.RunTask, taskId, payload, bookmark.Id));
        context.Set(TaskId, taskId);
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption) =>
        context.Set(Result, resumption.Get(StimulusInput.Result)!);
}
