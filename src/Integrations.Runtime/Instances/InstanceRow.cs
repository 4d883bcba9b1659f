using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>What lists show of an instance.</summary>
public sealed record InstanceHeader
{
    /// <summary>Unique id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Logical id of the definition.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Immutable id of the version it runs on.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>The number of the file it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that started it.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Status.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Sub-status.</summary>
    public required WorkflowSubStatus SubStatus { get; init; }

    /// <summary>Number of incidents so far.</summary>
    public required int IncidentCount { get; init; }

    /// <summary>It runs but waits for nothing, so it can never move: its drawing must be mended, or it is cancelled.</summary>
    public required bool IsStalled { get; init; }

    /// <summary>First burst, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last burst, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Last burst of a finished instance, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Number of committed bursts: 1 after the first. A write supposes the version before its own.</summary>
    public required long Version { get; init; }
}

/// <summary>A stored instance.</summary>
/// <param name="Header">What lists show.</param>
/// <param name="State">The state as the engine serialises it.</param>
public sealed record InstanceRow(InstanceHeader Header, ReadOnlyMemory<byte> State)
{
    /// <summary>The span of the last burst (W3C Trace Context), to which the next one links; null: nobody watched. Lists do not read it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The state before it was serialised, for the cache of the process that made it.</summary>
    internal InstanceState? Live { get; init; }
}

/// <summary>A place where an instance waits, as found by key or by time.</summary>
/// <param name="Id">Unique over all instances.</param>
/// <param name="InstanceId">Who waits.</param>
/// <param name="CorrelationId">The file of the instance.</param>
/// <param name="ActivityId">The activity that waits.</param>
/// <param name="Name">Kind of wait.</param>
/// <param name="StimulusKey">What it waits for.</param>
/// <param name="DueAt">When time alone resumes it (UTC); null: never, or the timer has fired already.</param>
public sealed record BookmarkRow(
    string Id,
    string InstanceId,
    string? CorrelationId,
    string ActivityId,
    string Name,
    string StimulusKey,
    DateTimeOffset? DueAt);

/// <summary>What one burst did.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Version">The version of the instance that the burst led to.</param>
/// <param name="At">Instant of the burst, UTC.</param>
/// <param name="Entries">Compact JSON, see <see cref="JournalCodec"/>.</param>
public sealed record JournalRow(string InstanceId, long Version, DateTimeOffset At, ReadOnlyMemory<byte> Entries);
