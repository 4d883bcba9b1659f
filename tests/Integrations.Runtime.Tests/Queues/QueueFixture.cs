using System.Collections.Concurrent;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues.AzureStorage;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Tests.Processing;
using Integrations.Tests.Services;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integrations.Runtime.Tests.Queues;

/// <summary>A runtime whose hints go to real queues of the emulator.</summary>
public abstract class QueueFixture : RuntimeFixture
{
    private readonly List<IAsyncDisposable> parts = [];

    /// <summary>Keys of the messages that were handled, in order.</summary>
    protected ConcurrentQueue<string> Handled { get; } = new();

    /// <summary>The hints of a test that may stop its emulator, or has its own clock.</summary>
    protected AzureStorageHints HintsTo(AzureStorageQueues queues, TimeProvider? time = null)
    {
        var hints = new AzureStorageHints(queues.Work, TimeSpan.FromMinutes(10), time ?? TimeProvider.System, NullLogger<AzureStorageHints>.Instance);
        parts.Add(hints);
        return hints;
    }

    /// <summary>A runtime that works by hints alone.</summary>
    protected async Task<WorkflowRuntime> HintedAsync(AzureStorageQueues queues, Func<RuntimeOptions, RuntimeOptions>? change = null, TimeProvider? time = null)
    {
        var options = Manual() with
        {
            Time = time ?? TimeProvider.System,
            Hints = HintsTo(queues, time),
            Routes = new Dictionary<string, MessageRoute> { ["note"] = new(NoteAsync) },
        };
        var runtime = await StartAsync(change is null ? options : change(options));
        parts.Add(runtime);
        return runtime;
    }

    /// <summary>Takes hints until the end of the block.</summary>
    protected Receiving Receive(AzureStorageQueues queues, WorkflowRuntime runtime, HintReceiverSettings? settings = null) =>
        new(new HintReceiver(queues, settings ?? new HintReceiverSettings(), runtime.WorkAsync, NullLogger<HintReceiver>.Instance));

    protected Task<UnitOfWork> NoteAsync(InboxMessage message, CancellationToken cancellation)
    {
        Handled.Enqueue(message.Key.Value);
        return Task.FromResult(UnitOfWork.Empty);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(parts))
            await part.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static async Task<Azurite> EmulatorAsync() => await Azurite.RunningAsync();

    /// <summary>A receiver at work.</summary>
    protected sealed class Receiving : IAsyncDisposable
    {
        private readonly HintReceiver receiver;
        private readonly CancellationTokenSource stop = new();
        private readonly Task running;

        public Receiving(HintReceiver receiver)
        {
            this.receiver = receiver;
            running = receiver.RunAsync(stop.Token, CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running;
            receiver.Dispose();
            stop.Dispose();
        }
    }
}
