using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>What ExecuteWorkflow and DispatchWorkflow share: the command that starts a child instance, and the bookmark for its end.</summary>
internal static class ChildWorkflow
{
    /// <summary>Asks the runtime to start a child instance in a burst of its own, and waits for its end where asked to.</summary>
    public static void Dispatch(ActivityContext context, string definitionId, JsonObject? input, string? correlationId, bool wait)
    {
        var instanceId = context.NewId();
        var bookmark = wait ? Wait(context, instanceId) : null;
        Emit(context, instanceId, definitionId, input, correlationId, bookmark?.Id);
    }

    /// <summary>Asks the runtime to start a child instance with this id in a burst of its own.</summary>
    public static void Emit(ActivityContext context, string instanceId, string definitionId, JsonObject? input, string? correlationId, string? bookmarkId)
    {
        var payload = new JsonObject
        {
            ["definitionId"] = definitionId,
            ["versionOptions"] = "Published",
            ["instanceId"] = instanceId,
            ["input"] = Values.ToJson(input) ?? new JsonObject(),
            ["correlationId"] = correlationId,
            ["parentInstanceId"] = context.InstanceId,
        };
        context.Emit(new Command(RuntimeCommands.DispatchWorkflow, instanceId, payload, bookmarkId));
    }

    /// <summary>Waits for the end of a child instance.</summary>
    public static Bookmark Wait(ActivityContext context, string instanceId) =>
        context.CreateBookmark(context.Node.Type, StimulusKey.ForChild(instanceId), new JsonObject { ["childInstanceId"] = instanceId });

    /// <summary>The correlation id of a child: the one that was given, or else that of its parent, of which the real engine knows nothing.</summary>
    public static string? CorrelationOf(ActivityContext context, string? given) =>
        given is { Length: > 0 } ? given : context.Run.Reproduces ? null : context.CorrelationId;

    /// <summary>The inputs of a child: those that the designer gave, and the id of its parent.</summary>
    public static JsonObject InputOf(ActivityContext context, Input<JsonObject> given)
    {
        var input = (JsonObject?)context.Get(given)?.DeepClone() ?? [];
        input["ParentInstanceId"] = context.InstanceId;
        return input;
    }

    /// <summary>The engine's sentence for a child without a published definition.</summary>
    public static string NotPublished(string definitionId) => $"No published version of workflow definition with ID {definitionId} found.";

    /// <summary>Faults when there is no definition to start, where the host can tell.</summary>
    public static void Require(ActivityContext context, string definitionId)
    {
        if (context.Run.Context.FindPublished is { } find && find(definitionId) is null) context.Fault(NotPublished(definitionId));
    }

    /// <summary>The child ended. False: it faulted, which is no end, since it can be retried: the wait goes on.</summary>
    public static bool TryEnd(ActivityContext context, Resumption resumption)
    {
        if (context.Run.Reproduces || resumption.Get(StimulusInput.SubStatus) is not nameof(WorkflowSubStatus.Faulted)) return true;
        var (_, _, name, key, payload, _) = resumption.Bookmark;
        context.CreateBookmark(name, key, payload);
        return false;
    }
}
