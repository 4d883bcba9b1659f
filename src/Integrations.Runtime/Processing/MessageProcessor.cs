using System.Collections.Frozen;
using System.Diagnostics;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Processing;

/// <summary>Handles one message: its handler's unit and the mark "done" are one commit.</summary>
internal sealed class MessageProcessor(
    RuntimeOptions options, DefinitionCatalog definitions, Commits commits, FrozenDictionary<string, MessageRoute> routes,
    SuspectMessages suspects, ILogger<MessageProcessor> log)
{
    /// <summary>The same, with other commits.</summary>
    public MessageProcessor With(Commits others) => new(options, definitions, others, routes, suspects, log);

    /// <summary>Handles a message that is pending, due and not in other hands; any other number changes nothing.</summary>
    public async Task ProcessAsync(long id, CancellationToken cancellationToken)
    {
        var message = await options.Store.GetMessageAsync(id, cancellationToken).ConfigureAwait(false);
        var now = options.Time.GetUtcNow();
        if (message is { State: InboxState.Pending } && message.DueAt <= now && !Lease.Holds(message.ClaimedElsewhereUntil, now))
            await ProcessAsync(message, suspects.Has(message), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Handles a message that a queue gave to this process, which is as good as a claim: whoever has claimed the row itself only had it put
    /// into the queue again.
    /// </summary>
    /// <param name="id">Its number.</param>
    /// <param name="suspect">The queue has given it out before, or its hint was lost: a process may have died over it.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    /// <returns>When it is due, where that is still to come; null: nothing is left to do.</returns>
    public async Task<DateTimeOffset?> ProcessHintedAsync(long id, bool suspect, CancellationToken cancellationToken)
    {
        var message = await options.Store.GetMessageAsync(id, cancellationToken).ConfigureAwait(false);
        if (message is not { State: InboxState.Pending })
            return null;
        if (message.DueAt > options.Time.GetUtcNow())
            return message.DueAt;
        await ProcessAsync(message, suspect || suspects.Has(message), cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async Task ProcessAsync(InboxMessage message, bool suspect, CancellationToken cancellationToken)
    {
        if (!suspect)
        {
            await WorkAsync(message, cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await suspects.WorkAsync(message, commits, current => WorkAsync(current, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.LogInformation("Message {MessageId} had not begun when the stop came", message.Id);
        }
    }

    /// <returns>False: it was cut.</returns>
    private async Task<bool> WorkAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = RuntimeTelemetry.BeginMessage(message, options.Time.GetUtcNow());
        try
        {
            await definitions.FreshenAsync(cancellationToken).ConfigureAwait(false);
            await HandleAsync(message, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops; the message is still pending and another start takes it.
            log.LogInformation("Message {MessageId} was cut by the stop", message.Id);
            return false;
        }
        catch (Exception error) when (error is not StoreConnectionLostException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            // Without the text of the error, which may quote the payload; it stands in the row.
            log.LogError(
                "Message {MessageId} of kind {Kind} failed with {Error} (attempt {Attempt}) {Stack}",
                message.Id, message.Kind, error.GetType().Name, message.Attempts + 1, error.StackTrace);
            await commits.CommitAsync(new UnitOfWork { InboxMarks = [MarkOf(message, error)] }, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        finally
        {
            RuntimeTelemetry.MessageTime.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("kind", message.Kind));
        }
    }

    private async Task HandleAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        if (!routes.TryGetValue(message.Kind, out var route))
        {
            var unknown = new InboxMark.Quarantined(
                message.Id, options.Time.GetUtcNow(), "inbox.unknown-kind", $"Aucun traitement n'est prévu pour le type de message « {message.Kind} ».");
            await commits.CommitAsync(new UnitOfWork { InboxMarks = [unknown] }, cancellationToken).ConfigureAwait(false);
            return;
        }

        var lane = route.LaneOf is null ? null : await route.LaneOf(message, cancellationToken).ConfigureAwait(false);
        var result = await commits.RunAsync(
            lane,
            async token => WithMark(message, await route.Handle(message, token).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);
        if (result is CommitResult.Conflict { Subject: ConflictSubject.Activation } refused)
        {
            await commits.CommitAsync(new UnitOfWork { InboxMarks = [MarkOf(message, refused)] }, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (result is CommitResult.Conflict conflict && conflict.Subject != ConflictSubject.Message)
        {
            var now = options.Time.GetUtcNow();
            var later = new InboxMark.Deferred(
                message.Id, now, now + options.InboxBackoff.After(1, options.Chance()), Failed: false, "inbox.contended",
                "D'autres traitements modifient le même dossier ; nouvel essai sous peu.");
            await commits.CommitAsync(new UnitOfWork { InboxMarks = [later] }, cancellationToken).ConfigureAwait(false);
        }
    }

    private UnitOfWork WithMark(InboxMessage message, UnitOfWork unit)
    {
        if (unit.InboxMarks.Any(mark => mark.MessageId == message.Id))
            return unit;
        var now = options.Time.GetUtcNow();
        InboxMark done = message.Ephemeral ? new InboxMark.Forgotten(message.Id, now) : new InboxMark.Done(message.Id, now);
        return unit with { InboxMarks = [done, .. unit.InboxMarks] };
    }

    /// <summary>A trigger that finds its workflow running is no fault, and nobody is told; one who asked for the start finds it in quarantine.</summary>
    private InboxMark MarkOf(InboxMessage message, CommitResult.Conflict refused)
    {
        var (now, start) = (options.Time.GetUtcNow(), message.Read<StartInstance>());
        log.LogInformation("Message {MessageId} started nothing: instance {InstanceId} runs", message.Id, refused.Id);
        if (start.TriggerActivityId is null)
            return new InboxMark.Quarantined(message.Id, now, ActivationRefusedException.Code, ActivationRefusedException.MessageOf(start.DefinitionId, refused.Id));
        return message.Ephemeral ? new InboxMark.Forgotten(message.Id, now) : new InboxMark.Done(message.Id, now);
    }

    private InboxMark MarkOf(InboxMessage message, Exception error)
    {
        var now = options.Time.GetUtcNow();
        var failures = message.Attempts + 1;
        var reason = $"Erreur inattendue ({error.GetType().Name}) : {error.Message}";
        if (failures < options.InboxBackoff.MaxAttempts)
        {
            var until = now + options.InboxBackoff.After(failures, options.Chance());
            return new InboxMark.Deferred(message.Id, now, until, Failed: true, "inbox.failed", reason);
        }

        RuntimeTelemetry.DeadLetters.Add(1);
        return new InboxMark.Dead(message.Id, now, "inbox.failed", reason);
    }
}
