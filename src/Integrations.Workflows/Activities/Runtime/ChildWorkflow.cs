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

    /// <summary>The child ended: its outputs go to the result. A child that faulted has not ended, since it can be retried: the wait goes on.</summary>
    public static void Ended(ActivityContext context, Resumption resumption, Output<object> result)
    {
        if (resumption.Get(StimulusInput.SubStatus) is nameof(WorkflowSubStatus.Faulted))
        {
            var (_, _, name, key, payload, _) = resumption.Bookmark;
            context.CreateBookmark(name, key, payload);
            return;
        }

        context.Set(result, resumption.Get(StimulusInput.Output)!);
    }
}
