using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>Which instances to list. Parts that are given all hold; a list that is given and empty fits none.</summary>
public sealed record InstanceFilter
{
    /// <summary>A part of the id, of the name or of the correlation id, in any case of ASCII letters.</summary>
    public string? SearchTerm { get; init; }

    /// <summary>Only these instances.</summary>
    public IReadOnlyCollection<string>? InstanceIds { get; init; }

    /// <summary>Only of this definition.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Only of these definitions.</summary>
    public IReadOnlyCollection<string>? DefinitionIds { get; init; }

    /// <summary>Only of this version.</summary>
    public string? DefinitionVersionId { get; init; }

    /// <summary>Only of versions with this number.</summary>
    public int? DefinitionVersion { get; init; }

    /// <summary>Only of this file.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only children of this instance.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>Only with this status.</summary>
    public WorkflowStatus? Status { get; init; }

    /// <summary>Only with one of these statuses.</summary>
    public IReadOnlyCollection<WorkflowStatus>? Statuses { get; init; }

    /// <summary>Only with this sub-status.</summary>
    public WorkflowSubStatus? SubStatus { get; init; }

    /// <summary>Only with one of these sub-statuses.</summary>
    public IReadOnlyCollection<WorkflowSubStatus>? SubStatuses { get; init; }

    /// <summary>Only with incidents, or only without.</summary>
    public bool? HasIncidents { get; init; }

    /// <summary>Only those that can never move; false: no matter.</summary>
    public bool StalledOnly { get; init; }

    /// <summary>When they began.</summary>
    public InstantRange Created { get; init; } = InstantRange.Any;

    /// <summary>When they last moved.</summary>
    public InstantRange Updated { get; init; } = InstantRange.Any;

    /// <summary>When they ended; one that runs is in no range but <see cref="InstantRange.Any"/>.</summary>
    public InstantRange Finished { get; init; } = InstantRange.Any;

    /// <summary>Order.</summary>
    public InstanceOrder Order { get; init; }

    /// <summary>The first or the oldest first; false: the last or the newest.</summary>
    public bool Ascending { get; init; }

    /// <summary>Only what a definition says is asked for, in the order in which the instances began.</summary>
    internal bool IsOfDefinitionsOnly =>
        (DefinitionId is not null || DefinitionIds is not null)
        && this with { DefinitionId = null, DefinitionIds = null, Ascending = false } == new InstanceFilter();
}

/// <summary>Instants between two others, both included.</summary>
/// <param name="From">UTC; null: no limit.</param>
/// <param name="To">UTC; null: no limit.</param>
/// <param name="Except">But not this one.</param>
public sealed record InstantRange(DateTimeOffset? From = null, DateTimeOffset? To = null, DateTimeOffset? Except = null)
{
    /// <summary>All.</summary>
    public static InstantRange Any { get; } = new();

    /// <summary>What is in both; of two exceptions the other one counts.</summary>
    public InstantRange And(InstantRange other) => new(
        From is null || other.From > From ? other.From ?? From : From,
        To is null || other.To < To ? other.To ?? To : To,
        other.Except ?? Except);
}

/// <summary>Orders of a list of instances.</summary>
public enum InstanceOrder
{
    /// <summary>By the instant of creation.</summary>
    Created,

    /// <summary>By the instant of the last burst.</summary>
    Updated,

    /// <summary>By the instant of the end; those that run come before all others.</summary>
    Finished,

    /// <summary>By name.</summary>
    Name,
}
