using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>Last days of appeals against a decision. The zone is that of the tribunal or of the préfet.</summary>
public static class AppealPeriods
{
    private static readonly Period TwoFrancMonths = new Period.FrancMonths(2);

    /// <summary>Third parties: two months franc from the first day of a panel posted without break (C. urb. R600-2; CPC art. 642).</summary>
    public static PeriodEnd ByThirdParties(DateOnly panelFirstDay, HolidayZone zone) => TwoFrancMonths.Evaluate(panelFirstDay, zone);

    /// <summary>"Déféré préfectoral": two months franc from reception (CGCT L2131-6; CE 5 June 2009 n° 312682).</summary>
    public static PeriodEnd ByThePrefet(DateOnly receivedOn, HolidayZone zone) => TwoFrancMonths.Evaluate(receivedOn, zone);

    /// <summary>The firm itself, before the tribunal: two months franc from the notification (CJA R421-1).</summary>
    public static PeriodEnd ByTheFirm(DateOnly notifiedOn, HolidayZone zone) => TwoFrancMonths.Evaluate(notifiedOn, zone);

    /// <summary>
    /// "Recours gracieux" in urbanism: one month, read the cautious way (not franc). It does not move the limit of the tribunal
    /// (C. urb. L600-12-2, loi 2025-1129).
    /// </summary>
    public static PeriodEnd ToTheAuthority(DateOnly notifiedOn, HolidayZone zone) => new Period.Months(1).Evaluate(notifiedOn, zone);
}
