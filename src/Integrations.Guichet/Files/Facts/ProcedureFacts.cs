using System.Text.Json.Serialization;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;

namespace Integrations.Guichet.Files.Facts;

/// <summary>A procedure exists in the file and waits for its deposit.</summary>
/// <param name="Code">"PC", "ICPE_E"...</param>
/// <param name="Label">French name.</param>
/// <param name="Rule">The statutory rule, kept for the life of the file.</param>
/// <param name="Place">Clock and holidays of the authority that decides.</param>
public sealed record ProcedureOpened(string Code, string Label, ClockRule Rule, LegalPlace Place) : ProcedureFact
{
    /// <summary>Directory id of the authority.</summary>
    public string? AuthorityId { get; init; }

    /// <summary>Its name, as shown.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>Its role: "mairie", "prefecture", "epci", "region", "drac".</summary>
    public string? AuthorityRole { get; init; }

    /// <summary>INSEE code of the commune that the procedure is about.</summary>
    public string? Commune { get; init; }
}

/// <summary>The authority holds the file.</summary>
/// <param name="On">Legal date of the deposit: reception (paper), or sending of the electronic acknowledgement.</param>
/// <param name="CompletenessLimit">Last day on which a request for pieces may be notified; null where there is none.</param>
/// <param name="MissingPieces">Pieces known to be missing on that day.</param>
public sealed record ProcedureDeposited(DateOnly On, DateOnly? CompletenessLimit, IReadOnlyList<string> MissingPieces) : ProcedureFact
{
    /// <summary>Number given by the authority: "PC0740812700012".</summary>
    public string? Reference { get; init; }
}

/// <summary>The procedure is not needed after all.</summary>
public sealed record ProcedureDropped(string Reason) : ProcedureFact;

/// <summary>The statutory clock runs.</summary>
/// <param name="StartedOn">The day from which the period counts.</param>
/// <param name="LastDay">Last day for the authority, until 24:00 local time.</param>
/// <param name="Silence">What silence means afterwards.</param>
/// <param name="SilenceFrom">The day, from 00:00 local time, on which it has its effect.</param>
/// <param name="Estimated">True while completeness is not settled, or while an earlier phase has no real date.</param>
public sealed record ClockStarted(DateOnly StartedOn, DateOnly LastDay, SilenceMeaning Silence, DateOnly SilenceFrom, bool Estimated) : ProcedureFact;

/// <summary>The authority told the firm that the period is longer.</summary>
/// <param name="Article">Ground, as in the letter: "R*423-24".</param>
/// <param name="NotifiedOn">Day on which the firm is reputed to have the letter.</param>
/// <param name="LastDay">Last day that counts now; null while the clock has not started.</param>
/// <param name="Counts">False when it came too late or may not be added: the last day does not move.</param>
/// <param name="Reason">Why, in French.</param>
public sealed record PeriodModified(string Article, DateOnly NotifiedOn, DateOnly? LastDay, bool Counts, string Reason) : ProcedureFact
{
    /// <summary>Months added, when the ground adds months.</summary>
    public int? AddedMonths { get; init; }

    /// <summary>The whole period, when the ground gives another one.</summary>
    public Period? NewPeriod { get; init; }
}

/// <summary>The clock stands still (CRPA L114-5).</summary>
/// <param name="From">Day of the notification.</param>
/// <param name="Until">It runs again from this day at the latest.</param>
/// <param name="Reason">Why, in French.</param>
public sealed record ClockSuspended(DateOnly From, DateOnly? Until, string Reason) : ProcedureFact;

/// <summary>The clock runs again.</summary>
/// <param name="On">First day that counts again.</param>
/// <param name="SuspendedDays">Days of this suspension.</param>
/// <param name="LastDay">Last day now.</param>
public sealed record ClockResumed(DateOnly On, int SuspendedDays, DateOnly LastDay) : ProcedureFact;

/// <summary>A phase of an environmental authorisation began.</summary>
/// <param name="Phase">Which.</param>
/// <param name="On">Day of its event.</param>
/// <param name="EndsOn">Last day of that phase by law.</param>
/// <param name="LastDay">Last day of the whole procedure as known now.</param>
/// <param name="Estimated">True while that last day rests on a date that has not happened.</param>
public sealed record PhaseReached(EnvironmentalPhase Phase, DateOnly On, DateOnly EndsOn, DateOnly LastDay, bool Estimated) : ProcedureFact
{
    /// <summary>True when the CODERST or CDNPS is consulted: three months to decide.</summary>
    public bool Coderst { get; init; }
}

/// <summary>Phases of the environmental authorisation deposited from 22 October 2024 (C. env. L181-9).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnvironmentalPhase>))]
public enum EnvironmentalPhase
{
    /// <summary>Complete and regular: State services have 45 days (D181-17-1).</summary>
    Examination,

    /// <summary>Public consultation, three months (L181-10-1).</summary>
    Consultation,

    /// <summary>The report was sent to the petitioner; the decision is due in two months, three with the CODERST.</summary>
    Decision,
}

/// <summary>The period ended without an answer; a person must confirm it.</summary>
/// <param name="Meaning">What the silence means.</param>
/// <param name="LastDay">Last day of the period.</param>
/// <param name="From">Day on which the effect is born.</param>
public sealed record SilenceEffect(SilenceMeaning Meaning, DateOnly LastDay, DateOnly From) : ProcedureFact;

/// <summary>The desk's promise for a procedure, in working days; it may be edited, the statutory clock may not.</summary>
public sealed record ServicePromised(DateOnly From, int WorkingDays, DateOnly DueOn) : ProcedureFact;

/// <summary>The promise waits, for example for the firm.</summary>
public sealed record ServicePaused(DateOnly From, string Reason) : ProcedureFact;

/// <summary>The promise counts again.</summary>
public sealed record ServiceResumed(DateOnly On, DateOnly DueOn) : ProcedureFact;
