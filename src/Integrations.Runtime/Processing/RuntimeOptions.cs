using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Retention;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integrations.Runtime.Processing;

/// <summary>Everything a runtime is made of.</summary>
public sealed record RuntimeOptions
{
    /// <summary>Messages handled at the same time, unless it is said otherwise.</summary>
    public const int DefaultWorkers = 32;

    /// <summary>Where everything lasts. The runtime closes it when it is disposed.</summary>
    public required IWorkflowStore Store { get; init; }

    /// <summary>The clock of everything.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The activities that definitions may use.</summary>
    public required ActivityRegistry Activities { get; init; }

    /// <summary>What the host still prepares for those who work. Work begins after it, and not at all when it fails.</summary>
    public Task Prepared { get; init; } = Task.CompletedTask;

    /// <summary>Folder with definitions (*.json) that are published at start when their content is new; null: none.</summary>
    public string? DefinitionsFolder { get; init; }

    /// <summary>The domain behind the streams; null: workflows run without one.</summary>
    public StreamDomain? Domain { get; init; }

    /// <summary>The host's own kinds of message. Needed with a domain: <see cref="MessageKinds.StreamDue"/>.</summary>
    public IReadOnlyDictionary<string, MessageRoute> Routes { get; init; } = new Dictionary<string, MessageRoute>();

    /// <summary>Who delivers which kind of command.</summary>
    public IReadOnlyDictionary<string, CommandAdapter> Adapters { get; init; } = new Dictionary<string, CommandAdapter>();

    /// <summary>
    /// Takes what a burst answers to a caller who waits in this process (<see cref="HttpCommands.Respond"/>), after the commit of the burst.
    /// It returns at once and throws nothing; null: nobody waits, and answers are dropped.
    /// </summary>
    public Action<Command>? Answer { get; init; }

    /// <summary>
    /// Ordering key of a command of a workflow, given the command and the correlation id of its instance; null: no order.
    /// By default commands of one kind of one file keep their order. See <see cref="NewOutboxCommand.OrderingKey"/>.
    /// </summary>
    public Func<Command, string?, string?> OrderingKey { get; init; } =
        static (command, streamId) => streamId is null ? null : $"{streamId}|{command.Kind}";

    /// <summary>
    /// Messages handled at the same time; 0: none by itself, <see cref="WorkflowRuntime.DrainAsync"/> does the work.
    /// More than there are cores, because each waits most of its time for the commit that it shares with the others.
    /// </summary>
    public int Workers { get; init; } = DefaultWorkers;

    /// <summary>
    /// A queue that many processes share: it is said there what wants to be worked, and whoever takes the hint calls
    /// <see cref="WorkflowRuntime.WorkAsync"/>. The runtime then works nothing by itself but the tick, and not even that without workers.
    /// Null: this process works what it writes.
    /// </summary>
    public IWorkHints? Hints { get; init; }

    /// <summary>
    /// How long this process keeps messages to itself that it has taken but not yet handled. After that, or when it died, another takes them.
    /// </summary>
    public TimeSpan MessageLease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Deliveries at the same time.</summary>
    public int Deliveries { get; init; } = 8;

    /// <summary>A delivery is cut and counts as failed after this time.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a command that is being delivered is kept from the other processes: longer than the delivery and the commit of its mark can last.</summary>
    internal TimeSpan CommandLease => DeliveryTimeout + TimeSpan.FromSeconds(10);

    /// <summary>How often the rows are looked at for what time alone makes due.</summary>
    public TimeSpan TickPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop waits for what is in work before it is cut; what is cut is done again after the next start.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Attempts at messages whose handler threw.</summary>
    public Backoff InboxBackoff { get; init; } = new() { MaxAttempts = 8 };

    /// <summary>Attempts at commands whose delivery failed.</summary>
    public Backoff OutboxBackoff { get; init; } = new();

    /// <summary>From this age on, the attempts at a command whose recipient asks for later are counted as those that failed.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Last committed states kept in memory.</summary>
    public int CachedInstances { get; init; } = 10_000;

    /// <summary>How long is kept what no longer serves; null: for ever.</summary>
    public RetentionSettings? Retention { get; init; }

    /// <summary>Compiled plans kept of versions that are no longer published, on which older instances still run.</summary>
    public int CachedPlans { get; init; } = 2_048;

    /// <summary>Limits of one burst.</summary>
    public BurstLimits Limits { get; init; } = BurstLimits.Default;

    /// <summary>Gives ids for instances and bursts; a simulation gives a counter, so that two runs are equal. Null: <see cref="OrderedId"/>.</summary>
    public Func<string>? NewId { get; init; }

    /// <summary>Chance between 0 and 1 that spreads waits; a simulation gives a constant.</summary>
    public Func<double> Chance { get; init; } = Random.Shared.NextDouble;

    /// <summary>Logs carry ids only.</summary>
    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;
}
