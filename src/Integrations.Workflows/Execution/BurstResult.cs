namespace Integrations.Workflows.Execution;

/// <summary>The next state and every effect of a burst. Nothing else leaves a burst.</summary>
public sealed record BurstResult
{
    /// <summary>State after the burst; the state passed in is not changed.</summary>
    public required InstanceState State { get; init; }

    /// <summary>Bookmarks created by this burst and still there at its end.</summary>
    public IReadOnlyList<Bookmark> BookmarksAdded { get; init; } = [];

    /// <summary>Ids of bookmarks that existed before the burst and are gone.</summary>
    public IReadOnlyList<string> BookmarksRemoved { get; init; } = [];

    /// <summary>Commands for the outside, in the order in which they were emitted.</summary>
    public IReadOnlyList<Command> Commands { get; init; } = [];

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>Incidents raised by this burst.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>Lines printed by WriteLine.</summary>
    public IReadOnlyList<string> Printed { get; init; } = [];

    /// <summary>Children that this burst started and that ran within it, in order.</summary>
    public IReadOnlyList<ChildBurst> Children { get; init; } = [];
}
