using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Clocks;

/// <summary>Limits of the electronic acknowledgements of an online request (CRPA R112-11-1, R112-11-2).</summary>
public static class AcknowledgementLimits
{
    /// <summary>"Accusé d'enregistrement électronique": at once, at the latest one working day after reception.</summary>
    public static DateOnly Recording(DateOnly received, HolidayZone zone) => zone.AddWorkingDays(received, 1);

    /// <summary>"Accusé de réception électronique": ten working days after reception.</summary>
    public static DateOnly Reception(DateOnly received, HolidayZone zone) => zone.AddWorkingDays(received, 10);
}
