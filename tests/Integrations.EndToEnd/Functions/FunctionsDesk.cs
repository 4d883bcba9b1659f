using Integrations.EndToEnd.Intake;
using Integrations.EndToEnd.Survival;
using Integrations.Host.Portal.Store;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Queues.AzureStorage;
using Integrations.Runtime.Stores;
using Integrations.Tests.FunctionsHost;

namespace Integrations.EndToEnd.Functions;

/// <summary>A database and a queue of one test, and the desks that work on them.</summary>
internal sealed class FunctionsDesk : IAsyncDisposable
{
    /// <summary>Deliveries that need no clock of their own: the first two become files, the others wait in quarantine for what a person has to add.</summary>
    public static IReadOnlyList<RecordedDelivery> Deliveries { get; } =
        [.. new[] { "tally-valid", "typeform-valid", "opnform-valid", "demarche-numerique" }.Select(RecordedDelivery.Named)];

    /// <summary>How many of them become files.</summary>
    public const int Files = 2;

    private readonly List<FunctionsHost> _hosts = [];

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required AzureStorageQueues Queues { get; init; }

    public required string QueueConnection { get; init; }

    public required string Database { get; init; }

    public required IWorkflowStore Store { get; init; }

    public required Action GiveBack { get; init; }

    /// <summary>Starts a host with its handler.</summary>
    public async Task<FunctionsHost> StartAsync(FunctionsApp? app = null, params (string Name, string Value)[] changes)
    {
        var settings = Settings.Concat(changes.Select(change => KeyValuePair.Create(change.Name, change.Value)))
            .GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value);
        var host = await FunctionsHost.StartAsync(app ?? SharedServices.Built, settings, QueueConnection);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Runs the program as a service of its own, to its end.</summary>
    /// <returns>Its exit code, and what it wrote.</returns>
    public async Task<(int Code, string Output)> RunAsync(params (string Name, string Value)[] changes)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var service = ServiceProcess.Start(
            Settings.Where(pair => changes.All(change => change.Name != pair.Key)).Append(new("urls", "http://127.0.0.1:0")).Concat(changes.Select(change => KeyValuePair.Create(change.Name, change.Value))));
        return (await service.EndAsync(limit.Token), service.Output);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> so, int seconds = 30)
    {
        var end = DateTime.UtcNow.AddSeconds(seconds);
        while (!so())
        {
            Assert.True(DateTime.UtcNow < end, "Not reached in time.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until something is so; the timer of the host fires meanwhile, as often as it may.</summary>
    public static async Task UntilAsync(FunctionsHost host, Func<Task<bool>> so, int seconds = 90)
    {
        var end = DateTime.UtcNow.AddSeconds(seconds);
        while (!await so())
        {
            Assert.True(DateTime.UtcNow < end, $"Not reached in time. {host.Handler.Output}");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Whether all that came in was handled and all that was wished for has left.</summary>
    public async Task<bool> IsSettledAsync() =>
        await Store.GetHealthAsync(DateTimeOffset.UtcNow.AddYears(1)) is { PendingMessages: 0, PendingCommands: 0 };

    /// <summary>Numbers of the files.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync() =>
        [.. (await Store.QueryDocumentsAsync(new DocumentQuery(PortalProjections.Files), PageRequest.First)).Items.Select(card => card.Id)];

    /// <summary>Whether each delivery is where it belongs, once.</summary>
    public async Task AssertNothingLostAsync()
    {
        Assert.Equal(Files, (await FilesAsync()).Count);
        Assert.Equal(Deliveries.Count - Files, (await Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First)).Items.Count);
        Assert.Empty((await Store.ListMessagesAsync(InboxState.Dead, PageRequest.First)).Items);
        Assert.Empty((await Store.ListCommandsAsync(OutboxState.Dead, null, PageRequest.First)).Items);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        await Store.DisposeAsync();
        GiveBack();
    }
}
