using System.Text.Json.Nodes;

namespace Integrations.Runtime.Instances;

/// <summary>One execution of an activity, as the journal tells it: what a viewer shows when an activity is clicked.</summary>
public sealed record ActivityExecution
{
    /// <summary>Unique over all instances.</summary>
    public required string Id { get; init; }

    /// <summary>Id in its definition.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Key in the plan: the id, but inside a workflow used as an activity.</summary>
    public required string ActivityKey { get; init; }

    /// <summary>Type.</summary>
    public required string ActivityType { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>Instant of the burst in which it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Instant of the burst in which it completed, faulted or was cancelled, UTC; null: it runs.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>It waits on a bookmark.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The outcomes that it chose; null: none of its own.</summary>
    public IReadOnlyList<string>? Outcomes { get; init; }

    /// <summary>Inputs kept by its definition, as they were last evaluated.</summary>
    public JsonObject? Inputs { get; init; }

    /// <summary>Outputs kept by its definition.</summary>
    public JsonObject? Outputs { get; init; }

    /// <summary>Message of its fault.</summary>
    public string? Fault { get; init; }
}

/// <summary>Where an execution stands, in Elsa's words.</summary>
public enum ExecutionStatus
{
    /// <summary>It runs or waits.</summary>
    Running,

    /// <summary>Came to its end.</summary>
    Completed,

    /// <summary>Cancelled.</summary>
    Canceled,

    /// <summary>Stopped by a fault; a retry makes it run again.</summary>
    Faulted,
}

/// <summary>How often an activity was executed in an instance: the badges of a viewer.</summary>
/// <param name="ActivityKey">Key in the plan.</param>
/// <param name="Started">Executions begun.</param>
/// <param name="Completed">Executions that completed.</param>
/// <param name="IsBlocked">One of them waits on a bookmark.</param>
/// <param name="IsFaulted">One of them faulted.</param>
public sealed record ActivityCount(string ActivityKey, int Started, int Completed, bool IsBlocked, bool IsFaulted)
{
    /// <summary>Executions that did not complete.</summary>
    public int Uncompleted => Started - Completed;
}
