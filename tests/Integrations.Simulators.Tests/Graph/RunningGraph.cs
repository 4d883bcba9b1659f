using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integrations.Partners.Microsoft365;
using Integrations.Simulators.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integrations.Simulators.Tests.Graph;

/// <summary>The simulator on a free port of this machine, reached over real HTTP.</summary>
internal sealed class RunningGraph : IAsyncDisposable
{
    public const string Desk = "guichet@cluses.example";
    public const string Sdis = "prevision@sdis74.example";

    private readonly WebApplication _app;

    private RunningGraph(WebApplication app, GraphSimulator simulator, Uri address)
    {
        _app = app;
        Simulator = simulator;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
        Mailbox = new PartnerMailbox(Settings);
    }

    public GraphSimulator Simulator { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public PartnerMailbox Mailbox { get; }

    public GraphSettings Settings => new()
    {
        BaseUrl = new Uri(Address, "v1.0"),
        Credential = GraphCredential.None,
        SenderMailbox = Desk,
        Timeout = TimeSpan.FromSeconds(5),
    };

    public static async Task<RunningGraph> StartAsync(Func<GraphSimulatorOptions, GraphSimulatorOptions>? change = null)
    {
        var options = new GraphSimulatorOptions
        {
            Mailboxes = new Dictionary<string, string> { [Desk] = "Guichet unique", [Sdis] = "SDIS 74" },
        };
        var simulator = new GraphSimulator(change?.Invoke(options) ?? options);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        simulator.Map(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new RunningGraph(app, simulator, new Uri(address));
    }

    /// <summary>Puts a task with a key into the SDIS's list of the desk, without the SDK.</summary>
    public async Task AddTaskAsync(string key)
    {
        var user = $"v1.0/users/{Sdis}/todo/lists";
        var lists = await Http.GetFromJsonAsync<JsonObject>($"{user}?$filter=displayName eq 'Guichet unique'");
        var task = new { title = key, linkedResources = new[] { new { externalId = key, applicationName = "test", displayName = key } } };
        using var answer = await Http.PostAsJsonAsync($"{user}/{lists!["value"]![0]!["id"]}/tasks", task);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Simulator.Dispose();
    }
}
