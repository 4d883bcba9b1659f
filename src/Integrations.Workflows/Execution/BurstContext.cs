namespace Integrations.Workflows.Execution;

/// <summary>
/// All that a burst may know of the outside: the time, new ids and the domain's view of the file.
/// The same plan, state, stimulus and context give the same result.
/// </summary>
/// <remarks>
/// Values that cross the border (inputs, outputs, payloads) are null, <see cref="bool"/>, <see cref="long"/>,
/// <see cref="double"/>, <see cref="decimal"/>, <see cref="string"/>, <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/>
/// or a <see cref="System.Text.Json.Nodes.JsonNode"/> (object, array).
/// </remarks>
public sealed record BurstContext
{
    /// <summary>The instant of the burst, UTC. It does not move while the burst runs.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Gives a new id each time: short, unique, ordered within a burst.</summary>
    public required Func<string> NewId { get; init; }

    /// <summary>The domain's session on the file that this instance belongs to (opened by the runtime, closed after the burst).</summary>
    public object? Domain { get; init; }

    /// <summary>
    /// Finds the plan of the published version of a definition, so that a child that this burst starts and waits for runs within it.
    /// Null: children are started by commands only.
    /// </summary>
    public Func<string, WorkflowPlan?>? FindPublished { get; init; }

    /// <summary>True: <see cref="Domain"/> is the session of the instance's correlation id alone, so a child with another one starts in a burst of its own.</summary>
    public bool IsDomainPerCorrelation { get; init; }

    /// <summary>How many parents' bursts are around this one.</summary>
    internal int Depth { get; init; }

    /// <summary>Null in the outermost burst, until it begins.</summary>
    internal BurstAllowance? Allowance { get; init; }

    /// <summary>Whether known faults of the real engine are mended (always, but for comparing with its recordings).</summary>
    public EngineFaults EngineFaults { get; init; }

    /// <summary>Where scripts and loops stop.</summary>
    public BurstLimits Limits { get; init; } = BurstLimits.Default;
}

/// <summary>What to do about faults of the real engine that its users suffer from; each is explained in docs/conformance.md.</summary>
public enum EngineFaults
{
    /// <summary>Do the right thing.</summary>
    Mended,

    /// <summary>Do as the real engine does, so that the rest of a recording can be compared. Not for production.</summary>
    Reproduced,
}

/// <summary>Limits of one burst. A burst that passes one ends with an incident; it never hangs.</summary>
public sealed record BurstLimits
{
    /// <summary>The defaults.</summary>
    public static BurstLimits Default { get; } = new();

    /// <summary>Activity executions in one burst; stops a cycle that has no waiting activity.</summary>
    public int MaxActivityExecutions { get; init; } = 10_000;

    /// <summary>Children within children in one burst; stops a workflow that executes itself.</summary>
    public int MaxChildDepth { get; init; } = 16;

    /// <summary>
    /// Incidents that the state of an instance keeps, the latest; the journal has them all. Bounds what a loop that goes on after each incident
    /// writes at each burst.
    /// </summary>
    public int MaxIncidents { get; init; } = 500;
}
