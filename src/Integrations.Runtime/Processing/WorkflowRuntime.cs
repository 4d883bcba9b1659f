using System.Collections.Frozen;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Queues.InProcess;
using Integrations.Runtime.Retention;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Execution;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Processing;

/// <summary>
/// Durable execution: what comes in is kept before it is acknowledged, each burst is one transaction, each command leaves through the
/// outbox, timers fire when something runs. Needs nothing but its options; <c>AddWorkflowRuntime</c> puts it into a host.
/// </summary>
public sealed partial class WorkflowRuntime : IAsyncDisposable
{
    private const int QueueCapacity = 10_000;

    /// <summary>Enough that a worker never waits for the next ones to be claimed, and few enough that the other processes get their part.</summary>
    private const int ClaimedPerWorker = 8;

    private readonly RuntimeOptions options;
    private readonly ILogger<WorkflowRuntime> log;
    private readonly WorkQueue queue;
    private readonly Signal outboxSignal = new();
    private readonly Commits commits;
    private readonly InstanceBursts bursts;
    private readonly InstanceRoutes routes;
    private readonly InstanceMigrations migrations;
    private readonly InstanceEdits edits;
    private readonly CommitObservers observers = new();
    private readonly RetentionJob retention;
    private readonly SuspectMessages suspects;
    private readonly MessageProcessor processor;
    private readonly CommandDelivery delivery;
    private readonly Ticker ticker;
    private readonly HintedWork hinted;
    private readonly StreamTransaction? streams;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource cut = new();

    /// <summary>The definitions are known: work that came before would find none of them.</summary>
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? loops;
    private bool disposed;

    private WorkflowRuntime(RuntimeOptions options)
    {
        this.options = options;
        log = options.Logging.CreateLogger<WorkflowRuntime>();
        Definitions = new DefinitionCatalog(options.Store, options.Activities, options.Time, options.CachedPlans);
        Design = new DefinitionDesign(options.Store, Definitions, options.Time);
        queue = new WorkQueue(QueueCapacity, claimable: options.Hints is null ? options.Workers * ClaimedPerWorker : 0);
        var cache = new InstanceCache(options.CachedInstances);
        var hints = options.Hints ?? new InProcessHints(queue, outboxSignal, options.Time);
        commits = new Commits(options, cache, queue, hints.Say, observers, new Lanes());
        bursts = new InstanceBursts(options, Definitions, cache);
        routes = new InstanceRoutes(options, Definitions, bursts);
        migrations = new InstanceMigrations(options, Definitions, commits, routes);
        edits = new InstanceEdits(options, Definitions);
        retention = new RetentionJob(options, commits, options.Logging.CreateLogger<RetentionJob>());
        suspects = new SuspectMessages(options, options.Logging.CreateLogger<SuspectMessages>());
        processor = new MessageProcessor(
            options, Definitions, commits, routes.All.Concat(OwnRoutes()).Concat(options.Routes).ToFrozenDictionary(StringComparer.Ordinal), suspects,
            options.Logging.CreateLogger<MessageProcessor>());
        delivery = new CommandDelivery(options, commits, Adapters(options), options.Logging.CreateLogger<CommandDelivery>());
        ticker = new Ticker(options, commits, retention);
        hinted = new HintedWork(options, hints, commits, processor, suspects, delivery, ticker, options.Logging.CreateLogger<HintedWork>());
        streams = options.Domain is null ? null : new StreamTransaction(options.Store, options.Domain, options.Time);
    }

    /// <summary>All reads.</summary>
    public IWorkflowStore Store => options.Store;

    /// <summary>The definitions.</summary>
    public DefinitionCatalog Definitions { get; }

    /// <summary>What administrators do to definitions.</summary>
    public DefinitionDesign Design { get; }

    /// <summary>The clock of everything.</summary>
    public TimeProvider Time => options.Time;

    internal ILogger Log => log;

    /// <summary>A runtime that is not yet at work.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static WorkflowRuntime Create(RuntimeOptions options)
    {
        if (options.MessageLease > Lease.Longest || options.CommandLease > Lease.Longest)
            throw new ArgumentException($"A lease of more than {Lease.Longest} would count as lapsed at once.", nameof(options));
        if (options.Domain is not null && !options.Routes.ContainsKey(MessageKinds.StreamDue))
            throw new ArgumentException($"With a domain, a route for messages of kind '{MessageKinds.StreamDue}' is needed.", nameof(options));
        return new WorkflowRuntime(options);
    }

    /// <summary>Creates a runtime and begins.</summary>
    /// <exception cref="DefinitionRefusedException">A definition of the folder has errors.</exception>
    public static async Task<WorkflowRuntime> StartAsync(RuntimeOptions options, CancellationToken cancellationToken = default)
    {
        var runtime = Create(options);
        await options.Store.OpenAsync(cancellationToken).ConfigureAwait(false);
        await runtime.BeginAsync(cancellationToken).ConfigureAwait(false);
        return runtime;
    }

    /// <summary>Publishes the definitions of the folder, takes up what an earlier process left, and begins to work.</summary>
    /// <exception cref="DefinitionRefusedException">A definition of the folder has errors.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken = default)
    {
        // A queue tells by itself what it has given out before.
        if (options.Hints is null)
            await suspects.FindLeftAsync(cancellationToken).ConfigureAwait(false);
        await options.Prepared.ConfigureAwait(false);
        if (options.DefinitionsFolder is not null)
            await Definitions.LoadFolderAsync(options.DefinitionsFolder, cancellationToken).ConfigureAwait(false);
        else
            await Definitions.RefreshAsync(cancellationToken).ConfigureAwait(false);
        begun.TrySetResult();
        if (options.Workers == 0)
            return;
        Func<Task>[] own = options.Hints is null ? [DispatchLoopAsync, .. Enumerable.Repeat(WorkLoopAsync, options.Workers)] : [];
        loops = Task.WhenAll(own.Prepend(TickLoopAsync).Select(loop => Task.Run(loop, CancellationToken.None)));
    }

    /// <summary>Ends gracefully: nothing new begins, what is in work comes to its end (or is cut after the stop timeout).</summary>
    /// <param name="cancellationToken">Cuts what is in work at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        if (loops is null)
            return;
        cut.CancelAfter(options.StopTimeout);
        await using var hurry = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), cut).ConfigureAwait(false);
        await loops.ConfigureAwait(false);
    }

    /// <summary>Ends gracefully and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await StopAsync().ConfigureAwait(false);
        await options.Store.DisposeAsync().ConfigureAwait(false);
        suspects.Dispose();
        stop.Dispose();
        cut.Dispose();
    }

    private IEnumerable<KeyValuePair<string, MessageRoute>> OwnRoutes() =>
    [
        new(RetentionJob.MessageKind, new MessageRoute(retention.HandleAsync)),
        new(HintedWork.UnreadableKind, new MessageRoute((message, cancellation) => hinted.QuarantineAsync(message, cancellation))),
    ];

    private static FrozenDictionary<string, CommandAdapter> Adapters(RuntimeOptions options)
    {
        var adapters = new Dictionary<string, CommandAdapter>(StringComparer.Ordinal)
        {
            // Nobody need listen to a task: it waits in its bookmark for whoever completes it.
            [RuntimeCommands.RunTask] = static (_, _) => Task.FromResult<DeliveryResult>(new DeliveryResult.Delivered()),
        };
        foreach (var (kind, adapter) in options.Adapters)
            adapters[kind] = adapter;
        return adapters.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private async Task WorkLoopAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            long id;
            try
            {
                id = await queue.TakeAsync(stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await processor.ProcessAsync(id, cut.Token).ConfigureAwait(false);
                if (queue.WantsRefill())
                    await RefillAsync().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // The store does not answer. The message is still pending in its row, and the next tick offers it again.
                log.LogError(error, "Message {MessageId} could not be worked", id);
            }
            finally
            {
                queue.Release(id);
            }
        }
    }

    private async Task DispatchLoopAsync()
    {
        using var dispatcher = new OutboxDispatcher(options, delivery, outboxSignal, options.Logging.CreateLogger<OutboxDispatcher>());
        await dispatcher.RunAsync(stop.Token, cut.Token).ConfigureAwait(false);
    }

    private async Task TickLoopAsync()
    {
        using var timer = new PeriodicTimer(options.TickPeriod, options.Time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Definitions.FreshenAsync(stop.Token).ConfigureAwait(false);
                await ticker.FireDueAsync(stop.Token).ConfigureAwait(false);
                await RefillAsync().ConfigureAwait(false);
                outboxSignal.Set();
                await timer.WaitForNextTickAsync(stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogError(error, "The tick failed");
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task RefillAsync()
    {
        var room = queue.Room;
        if (room == 0)
            return;
        var now = options.Time.GetUtcNow();
        var claimed = await options.Store.ClaimDueMessagesAsync(now, now + options.MessageLease, room, CancellationToken.None).ConfigureAwait(false);
        foreach (var id in claimed)
            queue.Offer(id);
        if (claimed.Count == room)
            queue.MoreIsLeft();
    }
}
