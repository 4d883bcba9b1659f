using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Integrations.Host.Settings;
using Integrations.Host.Telemetry;
using Integrations.Runtime.Processing;

namespace Integrations.Host.Tests.Security;

/// <summary>The templates of Azure and the service speak of the same settings.</summary>
public sealed partial class TemplateSettingsTests
{
    /// <summary>Sections that are read by name, and what the platform or a library reads.</summary>
    private static readonly string[] ReadByName =
    [
        "Storage__Provider", "Storage__ConnectionString", "Storage__Migrate", "Queues__Provider", "Queues__ServiceUri", "Queues__Name",
        "Microsoft365__SenderMailbox", "Microsoft365__TenantId", "Access__EntraId__TenantId", "Access__EntraId__ClientId",
        "Links__Key", "Links__PreviousKey", "Sessions__Certificate", "Sessions__PreviousCertificate",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "AZURE_CLIENT_ID", "AZURE_TENANT_ID", "DOTNET_ENVIRONMENT", "OTEL_SERVICE_NAME",
    ];

    [Fact]
    public void Every_setting_that_the_template_gives_is_one_that_the_service_reads()
    {
        var template = File.ReadAllText(InRepository("infra", "modules", "settings.bicep"));
        var given = Name().Matches(template).Select(match => match.Groups["name"].Value).Where(name => !name.Contains('$', StringComparison.Ordinal)).ToList();

        Assert.True(given.Count > 20);
        Assert.DoesNotContain(given.Except(ReadByName), name => !IsProperty(name));
    }

    [Fact]
    public void No_template_gives_the_Functions_host_a_way_to_Application_Insights()
    {
        foreach (var template in Directory.EnumerateFiles(InRepository("infra"), "*.bicep", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(template);
            Assert.DoesNotContain("name: 'APPLICATIONINSIGHTS_", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("name: 'APPINSIGHTS_", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Where_somebody_gives_it_one_the_Functions_host_still_writes_no_address()
    {
        var logging = JsonNode.Parse(File.ReadAllText(InRepository("host.json")))!["logging"]!;

        // Requests; the lines of its HTTP front and of its proxy, which hold paths; its calls of this process, which hold them too.
        Assert.Equal("None", (string?)logging["logLevel"]!["Host.Results"]);
        Assert.Equal("Warning", (string?)logging["logLevel"]!["Microsoft"]);
        Assert.Equal("Warning", (string?)logging["logLevel"]!["Yarp"]);
        var insights = logging["applicationInsights"]!;
        Assert.False((bool)insights["enableDependencyTracking"]!);
        Assert.False((bool)insights["enableLiveMetrics"]!);
        Assert.False((bool)insights["httpAutoCollectionOptions"]!["enableHttpTriggerExtendedInfoCollection"]!);
        Assert.DoesNotContain(logging["logLevel"]!.AsObject(), level => level.Key.StartsWith("Microsoft.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_metric_that_an_alert_asks_for_is_measured()
    {
        var measured = new ConcurrentBag<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => measured.Add(instrument.Name) };
        listener.Start();
        using var desk = new DeskMeter();
        RuntimeHelpers.RunClassConstructor(typeof(RuntimeTelemetry).TypeHandle);
        var asked = Metric().Matches(File.ReadAllText(InRepository("infra", "modules", "alerts.bicep"))).Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.True(asked.Count >= 9);
        Assert.Empty(asked.Except(measured));
    }

    private static string InRepository(params string[] path) => Path.Combine([WorkspaceFolder.Find().Root, "..", .. path]);

    /// <summary>A section bound to one of our records of settings: <c>Desk__Name</c>.</summary>
    private static bool IsProperty(string name) => name.Split("__") is [var section, var property]
        && typeof(DeskProfile).Assembly.GetTypes().Any(type =>
            (string?)type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() == section && type.GetProperty(property) is not null);

    [GeneratedRegex("Name == \"(?<name>[a-z_.]+)\"")]
    private static partial Regex Metric();

    [GeneratedRegex("name: '(?<name>[A-Za-z_0-9${}]+)'")]
    private static partial Regex Name();
}
