using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Outbox;

/// <summary>Delivers one command and writes what became of it; a reply resumes the waiting bookmark by a message of the same unit.</summary>
internal sealed class CommandDelivery(
    RuntimeOptions options, Commits commits, FrozenDictionary<string, CommandAdapter> adapters, ILogger<CommandDelivery> log)
{
    /// <summary>The same, with other commits.</summary>
    public CommandDelivery With(Commits others) => new(options, others, adapters, log);

    /// <summary>Delivers a command that is pending and due, and claimed by this process; any other number changes nothing.</summary>
    /// <returns>The command as it was; null: nothing was done.</returns>
    public async Task<OutboxCommand?> DeliverAsync(long id, CancellationToken cancellationToken)
    {
        var command = await options.Store.GetCommandAsync(id, cancellationToken).ConfigureAwait(false);
        if (command is not { State: OutboxState.Pending } || command.DueAt > options.Time.GetUtcNow())
            return null;
        var started = Stopwatch.GetTimestamp();
        using var activity = RuntimeTelemetry.BeginDelivery(command, options.Time.GetUtcNow());
        var result = await CallAdapterAsync(command, cancellationToken).ConfigureAwait(false);
        activity?.SetTag("delivery.result", result.GetType().Name);
        RuntimeTelemetry.DeliveryTime.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            new KeyValuePair<string, object?>("kind", command.Kind), new KeyValuePair<string, object?>("result", result.GetType().Name));

        // What was delivered is written down even when the process is stopping. A conflict: another wrote it down already.
        await commits.CommitAsync(UnitOf(command, result), CancellationToken.None).ConfigureAwait(false);
        return command;
    }

    private async Task<DeliveryResult> CallAdapterAsync(OutboxCommand command, CancellationToken cancellationToken)
    {
        if (!adapters.TryGetValue(command.Kind, out var adapter))
            return new DeliveryResult.Failed("outbox.no-adapter", $"Aucun canal ne sait transmettre « {command.Kind} ».", Permanent: true);
        using var limit = new CancellationTokenSource(options.DeliveryTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var result = await adapter(command with { IsInHand = stop => options.Store.HoldsCommandAsync(command.Id, stop) }, either.Token).ConfigureAwait(false);
            return result is DeliveryResult.Delivered { Reply: { } reply } && !IsObject(reply)
                ? new DeliveryResult.Failed("outbox.reply", "La réponse du destinataire n'est pas un objet JSON.", Permanent: true)
                : result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new DeliveryResult.Failed("outbox.timeout", $"Pas de réponse en {options.DeliveryTimeout.TotalSeconds:0} secondes.");
        }
        catch (Exception error)
        {
            // Without the text of the error, which may quote the payload; it stands in the row.
            log.LogError(
                "Command {CommandId} of kind {Kind} failed with {Error} (attempt {Attempt}) {Stack}",
                command.Id, command.Kind, error.GetType().Name, command.Attempts + 1, error.StackTrace);
            return new DeliveryResult.Failed("outbox.failed", $"Erreur inattendue ({error.GetType().Name}) : {error.Message}");
        }
    }

    private static bool IsObject(string reply)
    {
        try
        {
            return JsonNode.Parse(reply) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private UnitOfWork UnitOf(OutboxCommand command, DeliveryResult result)
    {
        var now = options.Time.GetUtcNow();
        return result switch
        {
            DeliveryResult.Delivered delivered => new UnitOfWork
            {
                OutboxMarks = [new OutboxMark.Delivered(command.Id, now, delivered.Reply)],
                Messages = [.. Resume(command, delivered.Reply, now), .. delivered.Messages],
            },
            DeliveryResult.Taken => UnitOfWork.Empty,
            DeliveryResult.RetryAfter later when now - command.CreatedAt is var age && (age < options.GiveUpAfter || command.Attempts + 1 < options.OutboxBackoff.MaxAttempts) => new UnitOfWork
            {
                // Old by itself it may be because this service was down: the attempts are counted only then.
                OutboxMarks =
                [
                    new OutboxMark.Deferred(
                        command.Id, now, later.At > now ? later.At : now + options.OutboxBackoff.First, Failed: age >= options.GiveUpAfter, later.Code, later.Reason),
                ],
            },
            DeliveryResult.RetryAfter later => Dead(command, later.Code, later.Reason, now),
            DeliveryResult.Failed { Permanent: false } failed when command.Attempts + 1 < options.OutboxBackoff.MaxAttempts => new UnitOfWork
            {
                OutboxMarks =
                [
                    new OutboxMark.Deferred(
                        command.Id, now, now + options.OutboxBackoff.After(command.Attempts + 1, options.Chance()), Failed: true, failed.Code, failed.Reason),
                ],
            },
            DeliveryResult.Failed failed => Dead(command, failed.Code, failed.Reason, now),
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, null),
        };
    }

    private static UnitOfWork Dead(OutboxCommand command, string code, string reason, DateTimeOffset now)
    {
        RuntimeTelemetry.DeadLetters.Add(1);
        return new UnitOfWork { OutboxMarks = [new OutboxMark.Dead(command.Id, now, code, reason)] };
    }

    private static IEnumerable<NewInboxMessage> Resume(OutboxCommand command, string? reply, DateTimeOffset now)
    {
        if (command.BookmarkId is null || reply is null)
            yield break;
        var resume = new ResumeBookmark(command.BookmarkId, JsonNode.Parse(reply)!.AsObject());
        yield return resume.ToMessage(Keys.Reply(command.Id, command.BookmarkId), now) with { Ephemeral = true };
    }
}
