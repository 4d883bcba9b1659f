using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Conformance.Playing;

/// <summary>The definition of a recording and those it depends on, compiled with the recording's flowchart mode and incident strategy.</summary>
internal sealed class RecordedWorkflows
{
    private static readonly ActivityRegistry Registry = ActivityRegistry.WithElsa();

    private readonly List<WorkflowDefinition> _definitions;
    private readonly Dictionary<WorkflowDefinition, WorkflowPlan> _plans = new(ReferenceEqualityComparer.Instance);

    public RecordedWorkflows(Recording recording)
    {
        _definitions =
        [
            Read((JsonObject)recording.Json["definition"]!, recording),
            .. (recording.Json["dependencies"] as JsonArray ?? []).OfType<JsonObject>().Select(json => Read(json, recording)),
        ];
        Main = PlanOf(_definitions[0]);
    }

    public WorkflowPlan Main { get; }

    /// <summary>The published version of a definition, or else its only one; null: there is none.</summary>
    public WorkflowPlan? Find(string definitionId) => Newest(definition => definition.DefinitionId == definitionId) is { } found ? PlanOf(found) : null;

    private static WorkflowDefinition Read(JsonObject json, Recording recording) => WorkflowDefinitionJson.Read(json) with
    {
        IncidentStrategy = (string?)recording.Json["incidentStrategy"] == "continue" ? IncidentStrategy.Continue : IncidentStrategy.Fault,
        FlowchartMode = (string?)recording.Json["flowchartMode"] == "token" ? FlowchartMode.Token : FlowchartMode.Counter,
    };

    private WorkflowPlan PlanOf(WorkflowDefinition definition)
    {
        if (_plans.TryGetValue(definition, out var plan)) return plan;
        return _plans[definition] = WorkflowCompiler.Compile(definition, Registry, FindActivity);
    }

    private WorkflowDefinition? FindActivity(WorkflowActivityReference reference) =>
        _definitions.Find(definition => definition.Id == reference.VersionId)
        ?? Newest(definition => definition.DefinitionId == reference.DefinitionId)
        ?? Newest(definition => definition.IsUsableAsActivity && WorkflowActivityReference.TypeName(definition.Name ?? "") == reference.Type);

    private WorkflowDefinition? Newest(Func<WorkflowDefinition, bool> matches) =>
        _definitions.Where(matches).OrderByDescending(definition => definition.IsPublished).ThenByDescending(definition => definition.Version).FirstOrDefault();
}
