using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>What a change of version does to one instance. Nothing is written: it is the answer of a dry run and the ground of the real one.</summary>
public sealed record MigrationReport
{
    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Id of the version that it runs on.</summary>
    public required string From { get; init; }

    /// <summary>Id of the version that it would run on.</summary>
    public required string To { get; init; }

    /// <summary>What stays and what changes, in the order in which it was looked at.</summary>
    public required IReadOnlyList<MigrationFinding> Changes { get; init; }

    /// <summary>What forbids it; empty: it can be done.</summary>
    public required IReadOnlyList<MigrationFinding> Obstacles { get; init; }

    /// <summary>The instance on the new version; null when there is an obstacle.</summary>
    public InstanceState? State { get; init; }
}

/// <summary>One thing that a change of version keeps, changes or cannot do.</summary>
/// <param name="Code">Stable ASCII code, for example "activity-missing".</param>
/// <param name="Subject">Activity id, variable name or connection that it is about; null: the instance as a whole.</param>
/// <param name="Message">For people, in French.</param>
public sealed record MigrationFinding(string Code, string? Subject, string Message);
