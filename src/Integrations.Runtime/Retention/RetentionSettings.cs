namespace Integrations.Runtime.Retention;

/// <summary>
/// How long is kept what no longer serves. The events of a file and its documents are not among it: they are the file, and only the
/// rules of archives say what becomes of them.
/// </summary>
public sealed record RetentionSettings
{
    /// <summary>Finished instances with their journal, after their end. One that faulted can be retried as long as it is there.</summary>
    public TimeSpan FinishedInstances { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Handled messages, after their handling. As long as one is kept, a second delivery of it has no effect.</summary>
    public TimeSpan HandledMessages { get; init; } = TimeSpan.FromDays(180);

    /// <summary>Delivered commands, after their delivery. What a firm or a partner was sent also stands in the events of the file.</summary>
    public TimeSpan DeliveredCommands { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Quarantined and dead messages and dead letters that nobody replayed, after they were put aside.</summary>
    public TimeSpan Unhandled { get; init; } = TimeSpan.FromDays(730);

    /// <summary>When the daily run begins, UTC.</summary>
    public TimeOnly At { get; init; } = new(2, 30);

    /// <summary>Rows looked at in one unit at most, so that others write in between.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>The first daily run after an instant.</summary>
    internal DateTimeOffset RunAfter(DateTimeOffset instant)
    {
        var sameDay = new DateTimeOffset(DateOnly.FromDateTime(instant.UtcDateTime), At, TimeSpan.Zero);
        return sameDay > instant ? sameDay : sameDay.AddDays(1);
    }

    /// <summary>The instant before which rows of a kind are deleted.</summary>
    internal DateTimeOffset Before(RetentionKind kind, DateTimeOffset now) => now - kind switch
    {
        RetentionKind.FinishedInstances => FinishedInstances,
        RetentionKind.HandledMessages => HandledMessages,
        RetentionKind.DeliveredCommands => DeliveredCommands,
        _ => Unhandled,
    };
}

/// <summary>What a retention run deletes, in this order.</summary>
public enum RetentionKind
{
    /// <summary>Finished instances, their journal and what is left of their bookmarks.</summary>
    FinishedInstances,

    /// <summary>Handled messages.</summary>
    HandledMessages,

    /// <summary>Messages in quarantine or given up.</summary>
    UnhandledMessages,

    /// <summary>Delivered commands.</summary>
    DeliveredCommands,

    /// <summary>Dead letters.</summary>
    DeadCommands,
}

/// <summary>Rows of one kind that are past their time. Deleted only if they still are when the unit is written.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Before">They ended before this instant, UTC.</param>
/// <param name="Rows">Their numbers in the store.</param>
public sealed record ExpiredRows(RetentionKind Kind, DateTimeOffset Before, IReadOnlyList<long> Rows);

/// <summary>A part of a walk over the rows of one kind, oldest first.</summary>
/// <param name="Rows">Those past their time.</param>
/// <param name="Next">Where the walk goes on; null: it came to rows that are younger than the limit.</param>
public sealed record ExpiredPage(IReadOnlyList<long> Rows, long? Next);

/// <summary>What a retention run deleted, or would delete.</summary>
/// <param name="At">Begin of the run, UTC.</param>
/// <param name="DryRun">Nothing was deleted.</param>
/// <param name="Counts">Rows by kind.</param>
public sealed record RetentionReport(DateTimeOffset At, bool DryRun, IReadOnlyDictionary<RetentionKind, long> Counts);
