using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Integrations.Host.Access;
using Integrations.Host.Hosting;
using Integrations.Runtime.Processing;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Integrations.Host.Telemetry;

/// <summary>Puts traces, metrics and logs into the service, for whom the settings name.</summary>
internal static class TelemetryServices
{
    /// <summary>Where metrics are scraped. Below the paths that take keys.</summary>
    public const string MetricsPath = AccessRefusals.Elsa + "/metrics";

    private const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds telemetry. In production the console speaks JSON, one document a line; a demonstration speaks to a person.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, bool demonstration)
    {
        var configuration = builder.Configuration;
        builder.Services.AddOptions<TelemetrySettings>().BindConfiguration(TelemetrySettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DeskMeter>();
        if (builder.Environment.IsProduction() && !demonstration)
            builder.Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "O"));

        var (otlp, azure, prometheus) = (configuration[Otlp] is { Length: > 0 }, configuration[Key(nameof(TelemetrySettings.AzureMonitor))] is { Length: > 0 }, IsScraped(configuration));
        if (!otlp && !azure && !prometheus) return;
        builder.Services.AddBackgroundWork<WaitingCount>();
        builder.Services.AddOpenTelemetry()
            // The worker, not the process: who starts again and again on one of them is then told from workers that come and go.
            .ConfigureResource(resource => resource
                .AddService("guichet", serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version?.ToString(3), serviceInstanceId: Environment.MachineName)
                .AddEnvironmentVariableDetector())
            .WithTracing(tracing =>
            {
                tracing.AddSource(RuntimeTelemetry.Name).AddHttpClientInstrumentation().AddAspNetCoreInstrumentation(http => http.Filter = IsTold).AddProcessor<IdsOnly>();
                if (otlp) tracing.AddOtlpExporter();
                if (azure) tracing.AddAzureMonitorTraceExporter(Azure);
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(RuntimeTelemetry.Name, DeskMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime");
                if (otlp) metrics.AddOtlpExporter();
                if (azure) metrics.AddAzureMonitorMetricExporter(Azure);
                if (prometheus) metrics.AddPrometheusExporter();
            })
            .WithLogging(logging =>
            {
                if (otlp) logging.AddOtlpExporter();
                if (azure) logging.AddAzureMonitorLogExporter(Azure);
            });

        void Azure(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = configuration[Key(nameof(TelemetrySettings.AzureMonitor))];
            if (configuration.GetValue(Key(nameof(TelemetrySettings.AzureMonitorByIdentity)), false)) options.Credential = new DefaultAzureCredential();
        }
    }

    /// <summary>Maps the address at which metrics are scraped, where the settings open it: never to the public.</summary>
    public static void MapTelemetry(this WebApplication app)
    {
        if (IsScraped(app.Configuration)) app.MapPrometheusScrapingEndpoint(MetricsPath).RequireAuthorization(Policies.Read);
    }

    private static bool IsScraped(IConfiguration configuration) => configuration.GetValue(Key(nameof(TelemetrySettings.Prometheus)), false);

    private static string Key(string property) => $"{TelemetrySettings.Section}:{property}";

    /// <summary>Looks and pictures would hide the rest.</summary>
    private static bool IsTold(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/assets") && !context.Request.Path.StartsWithSegments("/studio");
}
