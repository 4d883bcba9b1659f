using System.ComponentModel.DataAnnotations;

namespace Integrations.Host.Telemetry;

/// <summary>
/// What is told to whom. Section <c>Telemetry</c>. OTLP has the settings of its standard, <c>OTEL_EXPORTER_OTLP_*</c>. Without any exporter
/// nothing is measured.
/// </summary>
internal sealed class TelemetrySettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Telemetry";

    /// <summary>
    /// Connection string of Application Insights. Not under the name that Azure gives it: that one the Functions host reads too, and its own
    /// requests and lines keep whole addresses, signed links among them.
    /// </summary>
    public string? AzureMonitor { get; set; }

    /// <summary>Application Insights takes no key: the identity of the service signs in.</summary>
    public bool AzureMonitorByIdentity { get; set; }

    /// <summary>Metrics may be scraped at <see cref="TelemetryServices.MetricsPath"/>, by a member of the desk or a key with the role of reader.</summary>
    public bool Prometheus { get; set; }

    /// <summary>How often what waits is counted in the store.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Telemetry:Period va d'une seconde à une heure.")]
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Work that waits for longer makes the service not ready.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "Telemetry:LongestWait va de 10 secondes à un jour.")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A legal period that ends within so many days is at risk.</summary>
    [Range(0, 365, ErrorMessage = "Telemetry:DaysAtRisk va de 0 à 365 jours.")]
    public int DaysAtRisk { get; set; } = 3;
}
