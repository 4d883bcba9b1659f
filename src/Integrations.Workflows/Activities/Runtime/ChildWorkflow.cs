using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>What ExecuteWorkflow and DispatchWorkflow share: the command that starts a child instance, and the bookmark for its end.</summary>
internal static class ChildWorkflow
{
    /// <summary>Asks the runtime to start a child instance. Returns its id.</summary>
    public static string Start(ActivityContext context, string definitionId, JsonObject? input, string? correlationId, bool wait)
    {
        var instanceId = context.NewId();
        var bookmark = wait
            ? context.CreateBookmark("Elsa.ExecuteWorkflow", StimulusKey.ForChild(instanceId), new JsonObject { ["childInstanceId"] = instanceId, ["definitionId"] = definitionId })
            : null;
        var payload = new JsonObject
        {
            ["definitionId"] = definitionId,
            ["versionOptions"] = "Published",
            ["instanceId"] = instanceId,
            ["input"] = Values.ToJson(input) ?? new JsonObject(),
            ["correlationId"] = correlationId,
            ["parentInstanceId"] = context.InstanceId,
        };
        context.Emit(new Command(RuntimeCommands.DispatchWorkflow, instanceId, payload, bookmark?.Id));
        return instanceId;
    }

    /// <summary>The outputs of the child; a child that faulted faults the activity that waits for it.</summary>
    public static object? OutputOf(ActivityContext context, Resumption resumption)
    {
        if (resumption.Get(StimulusInput.SubStatus) is nameof(WorkflowSubStatus.Faulted))
            context.Fault($"Child workflow '{resumption.Bookmark.Payload["definitionId"]}' faulted.");
        return resumption.Get(StimulusInput.Output);
    }
}
