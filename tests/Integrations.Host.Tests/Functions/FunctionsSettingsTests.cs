using System.Net;
using Integrations.Host.Functions;
using Integrations.Host.Queues;
using Integrations.Host.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Integrations.Host.Tests.Functions;

/// <summary>What a handler refuses at its start, each with a code that stays.</summary>
public sealed class FunctionsSettingsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Storage:Provider"] = "PostgreSql",
        ["Queues:Provider"] = "AzureStorage",
        ["Queues:ServiceUri"] = "https://town.queue.core.windows.net",
    };

    [Fact]
    public void Without_the_port_of_a_host_the_service_is_one_of_its_own() => Assert.Null(FunctionsHandler.From(Configuration([])));

    [Fact]
    public void With_the_port_of_a_host_it_is_its_handler() => Assert.Equal(new FunctionsHandler(45561), FunctionsHandler.From(Configuration(new() { [FunctionsHandler.PortVariable] = "45561" })));

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("http")]
    public void A_port_that_is_none_is_refused(string port) =>
        Refused("functions.port", () => FunctionsHandler.From(Configuration(new() { [FunctionsHandler.PortVariable] = port })));

    [Fact]
    public void Shared_store_and_shared_queue_are_taken() => Add([]);

    [Theory]
    [InlineData("Storage:Provider", null, "functions.store")]
    [InlineData("Storage:Provider", "Sqlite", "functions.store")]
    [InlineData("Queues:Provider", null, "functions.queue")]
    [InlineData("Queues:Provider", "InProcess", "functions.queue")]
    [InlineData("Queues:Name", "other", "functions.queue-name")]
    [InlineData("Queues:ServiceUri", null, "queues.address")]
    [InlineData("Queues:Provider", "Redis", "queues.settings")]
    public void What_several_processes_cannot_share_is_refused(string key, string? value, string code) => Refused(code, () => Add(new() { [key] = value }));

    [Theory]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", 1)]
    [InlineData("APPINSIGHTS_INSTRUMENTATIONKEY", 1)]
    [InlineData("Telemetry:AzureMonitor", 0)]
    public void A_host_that_is_given_Application_Insights_is_warned_of_with_the_setting(string name, int warnings)
    {
        var told = FunctionsServices.Warnings(Configuration(new() { [name] = "InstrumentationKey=00000000-0000-0000-0000-000000000000" })).ToList();

        Assert.Equal(warnings, told.Count);
        Assert.All(told, warning => Assert.Contains(name, warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "169.254.130.1")]
    [InlineData("CLIENT-IP", "203.0.113.7")]
    public async Task Who_calls_is_read_from_the_header_that_the_settings_name(string? header, string expected)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var built = ((IApplicationBuilder)app).New();
        built.UseForwardedHeaders(FunctionsHandler.Forwarded(header)).Run(_ => Task.CompletedTask);
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback } };
        // As the front of App Service writes it, with a port, and as the proxy of the host does: with its own neighbour.
        context.Request.Headers["CLIENT-IP"] = "203.0.113.7:49828";
        context.Request.Headers["X-Forwarded-For"] = "169.254.130.1";

        await built.Build()(context);

        Assert.Equal(expected, context.Connection.RemoteIpAddress.ToString());
    }

    private static void Add(Dictionary<string, string?> changes)
    {
        var configuration = Configuration(new(Good.Concat(changes).GroupBy(pair => pair.Key).Select(pairs => pairs.Last())));
        new ServiceCollection().AddFunctionsHandler(new FunctionsHandler(1), configuration, QueueServices.Settings(configuration));
    }

    private static void Refused(string code, Action start) => Assert.Contains($"({code})", Assert.Throws<ArgumentException>(start).Message, StringComparison.Ordinal);

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
