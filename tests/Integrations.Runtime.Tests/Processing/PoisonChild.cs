using System.Diagnostics;
using System.Text;
using Azure.Storage.Queues;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues.AzureStorage;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Activities;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>
/// A process that is killed by what it handles: this same program, told by environment variables to work all that waits and to end then.
/// </summary>
internal static class PoisonChild
{
    public const string StoreVariable = "INTEGRATIONS_POISON_STORE";

    /// <summary>Connection string of the queue; not set: the process works its rows without one.</summary>
    public const string QueueVariable = "INTEGRATIONS_POISON_QUEUE";
    public const string QueueNameVariable = "INTEGRATIONS_POISON_QUEUE_NAME";

    /// <summary>Minutes that the clock of the process is ahead.</summary>
    public const string AheadVariable = "INTEGRATIONS_POISON_AHEAD";

    /// <summary>The payload that kills.</summary>
    public const string Deadly = "deadly";

    public static NewInboxMessage Note(string key, string payload) =>
        new(new DedupeKey("note", key), "note", Encoding.UTF8.GetBytes(payload)) { ReceivedAt = DateTimeOffset.UtcNow };

    public static RuntimeOptions Options(string storeName) => new()
    {
        Store = RuntimeFixture.OpenStore(storeName),
        Activities = ActivityRegistry.WithElsa(),
        TickPeriod = TimeSpan.FromMilliseconds(20),
        MessageLease = TimeSpan.FromMilliseconds(500),
        Routes = new Dictionary<string, MessageRoute> { ["note"] = new(HandleAsync) },
    };

    public static async Task RunAsync(string storeName)
    {
        if (Environment.GetEnvironmentVariable(QueueVariable) is { } queue)
            await RunByHintsAsync(Options(storeName), queue);
        else
            await RunAloneAsync(Options(storeName));
    }

    private static async Task RunAloneAsync(RuntimeOptions options)
    {
        await using var runtime = await WorkflowRuntime.StartAsync(options);
        await UntilNothingWaitsAsync(runtime);
    }

    private static async Task RunByHintsAsync(RuntimeOptions options, string connectionString)
    {
        var time = new Ahead(TimeSpan.FromMinutes(int.Parse(Environment.GetEnvironmentVariable(AheadVariable)!, null)));
        var service = new QueueServiceClient(connectionString, AzureStorageQueues.Options());
        var queues = AzureStorageQueues.In(service, Environment.GetEnvironmentVariable(QueueNameVariable)!);
        await using var hints = new AzureStorageHints(queues.Work, TimeSpan.FromMinutes(10), time, NullLogger<AzureStorageHints>.Instance);
        await using var runtime = await WorkflowRuntime.StartAsync(options with { Time = time, Hints = hints, Workers = 0 });
        await runtime.SayOverdueAsync();
        using var receiver = new HintReceiver(queues, new HintReceiverSettings(), runtime.WorkAsync, NullLogger<HintReceiver>.Instance);
        using var stop = new CancellationTokenSource();
        var receiving = receiver.RunAsync(stop.Token, CancellationToken.None);
        await UntilNothingWaitsAsync(runtime);
        await stop.CancelAsync();
        await receiving;
    }

    private static async Task UntilNothingWaitsAsync(WorkflowRuntime runtime)
    {
        while (await runtime.Store.NextDueAtAsync() is not null)
            await Task.Delay(20);
    }

    private static async Task<UnitOfWork> HandleAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetString(message.Payload.Span) != Deadly)
            return new UnitOfWork { Counters = [new CounterIncrement("effects")] };
        // So that others are in work beside it when it strikes.
        await Task.Delay(50, cancellationToken);
        using var own = Process.GetCurrentProcess();
        own.Kill();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return UnitOfWork.Empty;
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
