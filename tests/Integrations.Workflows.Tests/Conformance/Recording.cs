using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Conformance;

/// <summary>One recording of the real engine: a definition, the steps of a scenario, and what the engine did after each.</summary>
internal sealed record Recording(string Name, JsonObject Json)
{
    private static readonly ActivityRegistry Registry = ActivityRegistry.WithElsa();

    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(Recording).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Recordings/", StringComparison.Ordinal)).Select(n => n["Recordings/".Length..^".json".Length]).Order(StringComparer.Ordinal)];

    public JsonArray Expected => (JsonArray)Json["expected"]!;

    public JsonArray Steps => (JsonArray)Json["steps"]!;

    public bool IsSuspectedEngineBug => Json["suspectedEngineBug"] is not null;

    public static Recording Load(string name)
    {
        using var stream = typeof(Recording).Assembly.GetManifestResourceStream($"Recordings/{name}.json")!;
        return new Recording(name, (JsonObject)JsonNode.Parse(stream)!);
    }

    /// <summary>The plan, with the incident strategy of the recording.</summary>
    public WorkflowPlan Compile()
    {
        var definition = WorkflowDefinitionJson.Read((JsonObject)Json["definition"]!);
        var strategy = (string?)Json["incidentStrategy"] == "continue" ? IncidentStrategy.Continue : IncidentStrategy.Fault;
        var mode = (string?)Json["flowchartMode"] == "token" ? FlowchartMode.Token : FlowchartMode.Counter;
        return WorkflowCompiler.Compile(definition with { IncidentStrategy = strategy, FlowchartMode = mode }, Registry);
    }
}
