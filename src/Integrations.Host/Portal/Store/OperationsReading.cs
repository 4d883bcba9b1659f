using System.Globalization;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;

namespace Integrations.Host.Portal.Store;

/// <summary>Reads the machinery for the page "Exploitation".</summary>
/// <param name="store">The store.</param>
public sealed class OperationsReading(IWorkflowStore store)
{
    /// <summary>Counters of webhooks turned away: this, the source, a colon, the code of the refusal.</summary>
    public const string RefusedCounters = "webhook-refused:";

    private static readonly TimeSpan SlowAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(15);

    /// <summary>The page at an instant.</summary>
    public async Task<OperationsPage> Read(DateTimeOffset now, CancellationToken cancellation)
    {
        var health = await store.GetHealthAsync(now, cancellation);
        var dead = await store.ListCommandsAsync(OutboxState.Dead, null, PageRequest.First, cancellation);
        var pending = await store.ListCommandsAsync(OutboxState.Pending, null, PageRequest.First, cancellation);
        var quarantined = await store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First, cancellation);
        var givenUp = await store.ListMessagesAsync(InboxState.Dead, PageRequest.First, cancellation);
        var refused = await store.GetCountersAsync(RefusedCounters, cancellation);
        var numbers = await Numbers(dead.Items.Concat(pending.Items), cancellation);

        return new OperationsPage(
            now,
            Health(health, now),
            [
                new(new Text("Arrivées", "Inbox"), health.PendingMessages, now - health.OldestPendingMessage),
                new(new Text("Départs", "Outbox"), health.PendingCommands, now - health.OldestPendingCommand),
            ],
            [.. dead.Items.Select(command => new DeadLetterRow(
                Id(command.Id), command.Kind, numbers.GetValueOrDefault(command.StreamId ?? ""),
                command.FinishedAt ?? command.CreatedAt, command.Attempts, Why(command.ReasonCode, command.Reason)))],
            [.. quarantined.Items.Concat(givenUp.Items).Select(message => new QuarantineRow(
                Id(message.Id), message.Key.Source, message.ReceivedAt, message.ReasonCode ?? "–", message.Reason ?? "–"))],
            [.. pending.Items.Reverse().Select(command => new OutboxRow(
                Id(command.Id), command.Kind, numbers.GetValueOrDefault(command.StreamId ?? ""), command.CreatedAt, command.Attempts,
                command.Attempts == 0 ? null : command.DueAt, command.Attempts == 0 ? null : Why(command.ReasonCode, command.Reason)))],
            [.. refused.OrderByDescending(counter => counter.Value).Select(counter => Refused(counter.Key, counter.Value))])
        {
            Workflows = await new StoppedWorkflows(store).ReadAsync(cancellation),
        };
    }

    /// <summary>A delivery in quarantine as a thing to do.</summary>
    internal static TodoItem TodoOf(InboxMessage message) => new(
        TodoKind.Quarantine,
        new Text("Reprendre une arrivée en quarantaine", "Mend a delivery in quarantine"),
        OperationsWords.From(message.Key.Source),
        null,
        Text.Same(message.Reason ?? message.ReasonCode ?? ""),
        new Text("Voir", "See"),
        "/exploitation#quarantaine");

    private static HealthRow[] Health(StoreHealth health, DateTimeOffset now) =>
    [
        Queue(new Text("Traitement des arrivées", "Handling of arrivals"), now - health.OldestPendingMessage),
        Queue(new Text("Envois aux partenaires", "Sending to partners"), now - health.OldestPendingCommand),
        Stopped(new Text("Workflows arrêtés", "Stopped workflows"), health.FaultedInstances + health.StalledInstances),
        Stopped(new Text("Envois abandonnés", "Dead letters"), health.DeadCommands),
        Stopped(new Text("Arrivées à reprendre", "Arrivals to mend"), health.QuarantinedMessages + health.DeadMessages),
    ];

    private static HealthRow Queue(Text part, TimeSpan? oldest)
    {
        var age = oldest is { } waiting
            ? new Text("le plus ancien attend depuis ", "the oldest has waited for ") + Dates.Age(waiting)
            : new Text("rien n’attend", "nothing waits");
        var state = oldest switch
        {
            { } late when late > StuckAfter => new Mark("bloque", new Text("bloqué", "stuck"), Tone.Danger),
            { } slow when slow > SlowAfter => new Mark("ralenti", new Text("ralenti", "slow"), Tone.Attention),
            _ => new Mark("a_l_heure", new Text("à l’heure", "on time"), Tone.Good),
        };
        return new HealthRow(part, state, age);
    }

    private static HealthRow Stopped(Text part, long count) => count == 0
        ? new HealthRow(part, new Mark("rien", new Text("aucun", "none"), Tone.Good), new Text("rien à reprendre", "nothing to mend"))
        : new HealthRow(
            part,
            new Mark("a_reprendre", new Text("à reprendre", "to mend"), Tone.Attention),
            Text.Same(count.ToString(CultureInfo.InvariantCulture)));

    private static RefusedRow Refused(string counter, long count)
    {
        var parts = counter[RefusedCounters.Length..].Split(':', 2);
        return new RefusedRow(parts[0], parts.Length > 1 ? parts[1] : "–", count);
    }

    private async Task<IReadOnlyDictionary<string, string>> Numbers(IEnumerable<OutboxCommand> commands, CancellationToken cancellation)
    {
        var numbers = new Dictionary<string, string>();
        foreach (var streamId in commands.Select(command => command.StreamId).OfType<string>().Distinct())
        {
            if (await store.GetDocumentAsync(new DocumentKey(PortalProjections.Numbers, streamId), cancellation) is { } document)
                numbers[streamId] = PortalProjections.Number(document);
        }

        return numbers;
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Why(string? code, string? reason) => reason is null ? code ?? "–" : $"{code} : {reason}";
}
