using System.Collections.Immutable;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>The statutory clock of a procedure as its events leave it. Nobody edits it.</summary>
public sealed record StatutoryClock
{
    /// <summary>A clock that has not started.</summary>
    public static StatutoryClock NotStarted { get; } = new();

    /// <summary>Day from which the period counts; null while the clock has not started.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>Last day for the authority, until 24:00 local time.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>What its silence will mean.</summary>
    public SilenceMeaning Silence { get; init; }

    /// <summary>Day, from 00:00 local time, on which silence has its effect.</summary>
    public DateOnly? SilenceFrom { get; init; }

    /// <summary>True while the dates rest on something that has not happened: show "estimation".</summary>
    public bool Estimated { get; init; }

    /// <summary>Changes of the period that were notified, those without effect too.</summary>
    public ImmutableList<PeriodModified> Modifications { get; init; } = [];

    /// <summary>Suspensions, the last one perhaps still open.</summary>
    public ImmutableList<Suspension> Suspensions { get; init; } = [];

    /// <summary>True while pieces are awaited and the clock stands still.</summary>
    public bool Suspended => Suspensions is [.., { ResumedOn: null }];

    /// <summary>True when the clock has started and does not stand still.</summary>
    public bool Running => StartedOn is not null && !Suspended;

    internal StatutoryClock Stopped() => this with { StartedOn = null, LastDay = null, SilenceFrom = null, Estimated = false };

    internal StatutoryClock Until(DateOnly lastDay) => this with { LastDay = lastDay, SilenceFrom = lastDay.AddDays(1) };
}

/// <summary>A time during which a clock stood still.</summary>
/// <param name="From">Day of the notification.</param>
/// <param name="Until">It runs again from this day at the latest.</param>
/// <param name="ResumedOn">Day on which it ran again; null while it stands still.</param>
public sealed record Suspension(DateOnly From, DateOnly? Until, DateOnly? ResumedOn = null);

/// <summary>The desk's promise beside the statutory clock: working days, editable, with a pause.</summary>
/// <param name="From">First day.</param>
/// <param name="WorkingDays">Promise.</param>
/// <param name="DueOn">Day promised.</param>
public sealed record ServiceClock(DateOnly From, int WorkingDays, DateOnly DueOn)
{
    /// <summary>Day from which it waits; null when it runs.</summary>
    public DateOnly? PausedFrom { get; init; }

    /// <summary>Why it waits.</summary>
    public string? PauseReason { get; init; }
}
