using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.ElsaApi.Definitions;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>
/// The test of one activity in the editor: it runs alone, with the variables around it at their first values. What it asks of the outside is
/// not done, and nothing is stored.
/// </summary>
internal static class ActivityTrials
{
    /// <summary>Maps the test.</summary>
    public static void MapActivityTrials(this RouteGroupBuilder api) =>
        api.MapPost("/tests/activities", TryAsync).RequireAuthorization(Policies.Operate).AddEndpointFilter(InstanceRefusals.AnswerAsync);

    private static async Task<IResult> TryAsync(HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        if (await FindVersionAsync(body["workflowDefinitionHandle"] as JsonObject ?? [], runtime, cancellation) is not { } version)
            return ElsaProblems.BadRequest("Ce workflow n'existe pas, ou plus.");
        var whole = await runtime.Definitions.CompileAsync(version, cancellation);
        if (Alone(version, whole.Nodes[0].Id, body["activityHandle"] as JsonObject ?? [], runtime) is not { } alone)
            return ElsaProblems.BadRequest("Cette activité n'est pas dans le workflow enregistré : enregistrez-le, puis recommencez.");
        var plan = await runtime.Definitions.CompileAsync(version with { Json = alone.ToJsonString() }, cancellation);
        var execution = Run(plan, runtime.Time.GetUtcNow());
        return ElsaJson.Ok(new
        {
            activityState = execution.Inputs ?? [],
            payload = execution.Outcomes is { } outcomes ? new Dictionary<string, object> { ["Outcomes"] = outcomes } : [],
            outputs = execution.Outputs ?? [],
            exception = execution.Fault is { } fault ? InstanceView.Exception(fault, null) : null,
            status = execution.Status,
        });
    }

    private static async Task<DefinitionVersion?> FindVersionAsync(JsonObject handle, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        if (RequestBody.Text(handle, "definitionVersionId") is { } versionId) return await runtime.Store.GetDefinitionVersionAsync(versionId, cancellation);
        if (RequestBody.Text(handle, "definitionId") is not { } definitionId) return null;
        var text = RequestBody.Text(handle, "versionOptions") ?? nameof(DefinitionScope.Latest);
        return VersionOptions.TryParse(text, out var options)
            ? await options.FindAsync(runtime.Store, definitionId, cancellation)
            : throw new InstanceQueryException("versionOptions", $"« {text} » n'est pas une version.");
    }

    /// <summary>The definition with this activity as its root, which keeps all values; null: it is not there.</summary>
    private static JsonObject? Alone(DefinitionVersion version, string workflowId, JsonObject handle, WorkflowRuntime runtime)
    {
        var document = (JsonObject)JsonNode.Parse(version.Json)!;
        if (document["root"] is not JsonObject root) return null;
        var drawn = ActivityDocument.ForStudio(root, workflowId, runtime.Definitions);
        var nodeId = RequestBody.Text(handle, "activityNodeId")
            ?? (string?)ActivityDocument.Activities(drawn).FirstOrDefault(activity => (string?)activity["id"] == RequestBody.Text(handle, "activityId"))?["nodeId"];
        var path = DefinitionGraphReading.PathTo(drawn, nodeId ?? "");
        if (path.Count == 0) return null;
        IEnumerable<JsonNode?> around = [.. List(document["variables"]), .. path.SkipLast(1).SelectMany(activity => List(activity["variables"]))];
        document["variables"] = new JsonArray([.. around.Select(variable => variable?.DeepClone())]);
        document["root"] = path[^1].DeepClone();
        document["customProperties"] = new JsonObject { ["logPersistenceConfig"] = new JsonObject { ["default"] = "Include" } };
        return document;
    }

    private static ActivityExecution Run(WorkflowPlan plan, DateTimeOffset now)
    {
        var number = 0;
        var context = new BurstContext { Now = now, NewId = () => $"essai-{++number}" };
        var result = Burst.Run(plan, InstanceState.New(plan, "essai"), new Stimulus.Start(StimulusInput.None), context);
        var executions = JournalReading.Executions([new JournalRow("essai", 1, now, JournalCodec.Write(result.Journal))]);
        return executions.First(execution => execution.ActivityKey == plan.Nodes[1].Key);
    }

    private static IEnumerable<JsonNode?> List(JsonNode? node) => node as JsonArray ?? [];
}
