using Integrations.Host.Demo;
using Integrations.Host.Settings;
using Integrations.Simulators.Graph;
using Integrations.Simulators.PartnerAgents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Integrations.Endurance.Rig;

/// <summary>The strict simulator of Microsoft Graph, and partners who answer within seconds of the real clock.</summary>
internal sealed class Mailboxes : IAsyncDisposable
{
    private static readonly string[] ForgetfulOffices = ["industrie", "developpement", "economie"];

    private readonly WebApplication _app;

    private Mailboxes(WebApplication app, GraphSimulator graph, SimulatedPartners partners)
    {
        _app = app;
        Graph = graph;
        Partners = partners;
    }

    public GraphSimulator Graph { get; }

    public SimulatedPartners Partners { get; }

    public Uri Address => new(new Uri(_app.Urls.Single()), "v1.0");

    public static async Task<Mailboxes> StartAsync(WorkspaceFolder workspace)
    {
        var graph = new GraphSimulator(new GraphSimulatorOptions { Mailboxes = DemoWorld.Mailboxes(workspace) });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        graph.Map(app);
        await app.StartAsync();
        var asInTheDemonstration = AgentBehaviours.OfTheDemonstration();
        var prompt = asInTheDemonstration with
        {
            Agents = [.. asInTheDemonstration.Agents.Select(agent => agent with { DelayDays = agent.DelayDays / 86_400 / 10, Silent = agent.Silent || IsForgetful(agent) })],
        };
        return new Mailboxes(app, graph, new SimulatedPartners(graph, prompt, TimeProvider.System));
    }

    /// <summary>Some never answer, so that there are reminders, and tasks that end without an answer.</summary>
    private static bool IsForgetful(AgentBehaviour agent) =>
        ForgetfulOffices.Any(office => agent.Mailbox.StartsWith(office, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Partners.Dispose();
        Graph.Dispose();
    }
}
