using System.Collections.Frozen;
using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Execution;

/// <summary>A definition made ready to run: compiled once, never changed, shared by any number of threads.</summary>
public sealed class WorkflowPlan
{
    private readonly FrozenDictionary<string, ActivityNode> _byKey;

    internal WorkflowPlan(ActivityNode[] nodes)
    {
        Nodes = nodes;
        _byKey = nodes.ToFrozenDictionary(node => node.Key, StringComparer.Ordinal);
    }

    /// <summary>Logical id of the definition, the same over its versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Immutable id of this version.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>Number of this version.</summary>
    public required int Version { get; init; }

    /// <summary>Name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>What starts new instances.</summary>
    public IReadOnlyList<WorkflowTrigger> Triggers { get; internal set; } = [];

    /// <summary>Declared inputs.</summary>
    public required IReadOnlyList<Definitions.InputDefinition> Inputs { get; init; }

    /// <summary>Declared outputs.</summary>
    public required IReadOnlyList<Definitions.OutputDefinition> Outputs { get; init; }

    /// <summary>What happens after a fault.</summary>
    public required IncidentStrategy IncidentStrategy { get; init; }

    /// <summary>How much of what happens is written down.</summary>
    public JournalLevel Journal { get; internal set; } = JournalLevel.Activities;

    /// <summary>When a new instance may start. The runtime holds it, since only the store knows what runs.</summary>
    public ActivationStrategy Activation { get; init; }

    /// <summary>How its flowcharts run.</summary>
    public required FlowchartMode FlowchartMode { get; init; }

    /// <summary>All activities; the workflow itself is the first.</summary>
    public IReadOnlyList<ActivityNode> Nodes { get; }

    /// <summary>Finds an activity by its key (see <see cref="ActivityNode.Key"/>): for one of this definition itself, its id.</summary>
    public ActivityNode? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Other workflows may use it as an activity.</summary>
    public bool IsUsableAsActivity { get; init; }

    /// <summary>Outcomes of the workflow when it is used as an activity.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>What is wrong in the definition; a host publishes only without errors.</summary>
    public IReadOnlyList<Definitions.DefinitionProblem> Problems { get; internal set; } = [];

    internal ActivityNode Root => Nodes[0];
}

/// <summary>An activity that starts new instances of its workflow.</summary>
/// <param name="ActivityId">The activity where the new instance starts.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Trigger">What fires it.</param>
public sealed record WorkflowTrigger(string ActivityId, string ActivityType, Trigger Trigger);

/// <summary>What happens after a fault.</summary>
public enum IncidentStrategy
{
    /// <summary>The instance is Finished/Faulted; what was already scheduled still runs (recording f13).</summary>
    Fault,

    /// <summary>The path of the fault stops, the others go on (recording f13.continue).</summary>
    Continue,
}

/// <summary>How much of what happens is written to the journal of an instance.</summary>
public enum JournalLevel
{
    /// <summary>Only what faulted and what was cancelled (customProperties.journalLevel = "Faults").</summary>
    Faults,

    /// <summary>What each activity did, without values.</summary>
    Activities,

    /// <summary>And the values of the inputs and outputs that the definition includes (Elsa's log persistence).</summary>
    Values,
}

/// <summary>Elsa's activation strategies: when a new instance of a definition may start.</summary>
public enum ActivationStrategy
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>When no other instance of the definition runs.</summary>
    Singleton,

    /// <summary>When no other instance of the definition with the same correlation id runs.</summary>
    CorrelatedSingleton,

    /// <summary>When no other instance of any definition with the same correlation id runs. Without a correlation id: always.</summary>
    Correlation,
}

/// <summary>Elsa's two ways of running a flowchart (SEMANTICS 1).</summary>
public enum FlowchartMode
{
    /// <summary>Connections are visited, followed or not; dead paths never block. The library's default, and ours.</summary>
    Counter,

    /// <summary>Tokens travel along the connections that are followed; a join may wait for ever for one that cannot come.</summary>
    Token,
}

/// <summary>An activity in a plan.</summary>
public sealed class ActivityNode
{
    /// <summary>Position in <see cref="WorkflowPlan.Nodes"/>.</summary>
    public required int Index { get; init; }

    /// <summary>Id in its definition. Not unique in the plan: a workflow used as an activity brings its own ids along.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>Unique in the plan, and the same each time it is compiled: the id, after the key of the workflow used as an activity that it belongs to.</summary>
    public string Key { get; internal set; } = "";

    /// <summary>Name given by the designer, or the id.</summary>
    public required string Name { get; init; }

    /// <summary>Type name in the definition.</summary>
    public required string Type { get; init; }

    /// <summary>Version of the type: of a workflow used as an activity the number of its version, else 1.</summary>
    public int TypeVersion => Activity is WorkflowDefinitionActivity used ? used.Definition.Version : 1;

    /// <summary>The activity itself, bound to this place.</summary>
    public required Activity Activity { get; init; }

    /// <summary>The composite that holds it; null for the workflow.</summary>
    public ActivityNode? Parent { get; init; }

    /// <summary>The workflow used as an activity to whose definition it belongs; null for the definition of the plan itself.</summary>
    public ActivityNode? Consumer { get; init; }

    /// <summary>The designer let it start the workflow.</summary>
    public bool CanStartWorkflow { get; init; }

    /// <summary>A flowchart ends with it.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Outcomes declared by the activity's type; null when the type is unknown.</summary>
    internal IReadOnlyList<string>? DeclaredOutcomes { get; init; }

    /// <summary>How tokens merge before it, in a token-based flowchart.</summary>
    internal MergeMode MergeMode { get; init; }

    internal InputField[] Inputs { get; set; } = [];

    /// <summary>Which of its values the journal keeps; null: none.</summary>
    internal Definitions.KeptValues? Kept { get; init; }

    /// <summary>Inputs that are evaluated before each execution.</summary>
    internal InputField[] AutoInputs { get; set; } = [];

    internal VariableScope Scope { get; init; } = null!;

    /// <summary>Variables declared by this activity; null: none.</summary>
    internal VariableDeclaration[]? Variables { get; init; }

    /// <summary>Elsa's path from the workflow to this activity: ids joined by colons.</summary>
    public string NodeId => Parent is null ? Id : Parent.NodeId + ":" + Id;
}
