using System.ComponentModel.DataAnnotations;
using Integrations.Runtime.Retention;

namespace Integrations.Host.Settings;

/// <summary>
/// How many days what no longer serves is kept. Section <c>Retention</c>. The files and their events are not concerned: they are kept until
/// the rules of archives say otherwise.
/// </summary>
public sealed class RetentionPeriods
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Retention";

    private const string Rule = "Une durée de conservation (section Retention) va de 1 à 36 500 jours.";

    /// <summary>Finished workflows with their journal.</summary>
    [Range(1, 36_500, ErrorMessage = Rule)]
    public int FinishedWorkflowDays { get; set; } = 365;

    /// <summary>Handled arrivals: as long as one is kept, a second delivery of it has no effect.</summary>
    [Range(1, 36_500, ErrorMessage = Rule)]
    public int HandledArrivalDays { get; set; } = 180;

    /// <summary>Sendings done.</summary>
    [Range(1, 36_500, ErrorMessage = Rule)]
    public int DoneSendingDays { get; set; } = 365;

    /// <summary>Quarantine and dead letters that nobody replayed.</summary>
    [Range(1, 36_500, ErrorMessage = Rule)]
    public int UnhandledDays { get; set; } = 730;

    /// <summary>As the runtime takes them.</summary>
    internal RetentionSettings ToSettings() => new()
    {
        FinishedInstances = TimeSpan.FromDays(FinishedWorkflowDays),
        HandledMessages = TimeSpan.FromDays(HandledArrivalDays),
        DeliveredCommands = TimeSpan.FromDays(DoneSendingDays),
        Unhandled = TimeSpan.FromDays(UnhandledDays),
    };
}
