using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>
/// The statutory rules known to the product, by code of procedure. A planned procedure may carry another length
/// (five months for a building open to the public): take the rule and change its <see cref="ClockRule.Decision"/>.
/// </summary>
public static class ClockRules
{
    /// <summary>First day on which this set is valid: the environmental phases of the "loi industrie verte" apply from then.</summary>
    public const string Version = "2024-10-22";

    private static readonly Dictionary<string, ClockRule> ByCode = new List<ClockRule>
    {
        new()
        {
            Code = "CU_B", Version = Version, Start = ClockStart.Reception, Decision = new Period.Months(2),
            Silence = SilenceMeaning.TacitCertificateLimited, Reference = "C. urb. R*410-10, R*410-12",
        },
        Urbanism("DP", 1, SilenceMeaning.NoOpposition, "C. urb. R*423-23 a"),
        Urbanism("PC", 3, SilenceMeaning.TacitPermit, "C. urb. R*423-19, R*423-23 c, L424-2"),
        Urbanism("PA", 3, SilenceMeaning.TacitPermit, "C. urb. R*423-19, R*423-23 c, L424-2"),
        Urbanism("AT_ERP", 4, SilenceMeaning.TacitPermit, "CCH L122-3"),
        new() { Code = "ICPE_D", Version = Version, Start = ClockStart.Never, Reference = "C. env. R512-47, R512-48" },
        new()
        {
            Code = "ICPE_E", Version = Version, Start = ClockStart.DeclaredCompleteAndRegular, Decision = new Period.Months(5),
            Silence = SilenceMeaning.ImplicitRefusal, Reference = "C. env. R512-46-18",
        },
        new()
        {
            Code = "AE", Version = Version, Start = ClockStart.EnvironmentalPhases, Decision = new Period.Months(2),
            Silence = SilenceMeaning.ImplicitRefusal, Reference = "C. env. L181-9, R181-41, R181-42",
        },
        new()
        {
            Code = "IOTA_D", Version = Version, Start = ClockStart.CompleteFile, Decision = new Period.Months(2),
            Silence = SilenceMeaning.NoOpposition, Completeness = new Period.CalendarDays(15),
            WhenIncomplete = IncompletenessEffect.Restarts, FirmAnswer = new Period.Months(3),
            Reference = "C. env. L214-3, R214-35",
        },
        new()
        {
            Code = "CAS_PAR_CAS", Version = Version, Start = ClockStart.CompleteFile, Decision = new Period.CalendarDays(35),
            Silence = SilenceMeaning.ImpactStudyRequired, Completeness = new Period.CalendarDays(15),
            WhenIncomplete = IncompletenessEffect.Restarts, Reference = "C. env. R122-3-1",
        },
        new()
        {
            Code = "ARCHEO", Version = Version, Start = ClockStart.Reception, Decision = new Period.Months(1),
            Silence = SilenceMeaning.Waiver, Reference = "C. patr. R523-18",
        },
        new()
        {
            Code = "PINM_ACCORD", Version = Version, Start = ClockStart.Reception, Decision = new Period.Months(1),
            Silence = SilenceMeaning.DeemedAgreement, Reference = "C. urb. L300-6-2 II",
        },
        Aid("AIDE_IMMO"),
        Aid("AIDE_REGION"),
    }.ToDictionary(rule => rule.Code);

    /// <summary>The rule of a procedure; one without a statutory clock for a code that has none (INPI, SKILLS, RACC_*, CTRL_LEGALITE).</summary>
    public static ClockRule Of(string code) =>
        ByCode.GetValueOrDefault(code) ?? new ClockRule { Code = code, Version = Version, Start = ClockStart.Never };

    private static ClockRule Urbanism(string code, int months, SilenceMeaning silence, string reference) => new()
    {
        Code = code,
        Version = Version,
        Start = ClockStart.CompleteFile,
        Decision = new Period.Months(months),
        Silence = silence,
        Completeness = new Period.Months(1),
        WhenIncomplete = IncompletenessEffect.RestartsWhenAskedInTime,
        FirmAnswer = new Period.Months(3),
        Reference = reference,
    };

    private static ClockRule Aid(string code) => new()
    {
        Code = code,
        Version = Version,
        Start = ClockStart.Reception,
        Decision = new Period.Months(2),
        Silence = SilenceMeaning.ImplicitRejection,
        WhenIncomplete = IncompletenessEffect.Suspends,
        Reference = "CRPA L231-4 3°, L114-5",
    };
}
