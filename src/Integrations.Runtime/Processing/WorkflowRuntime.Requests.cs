using System.Text.Json.Nodes;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Retention;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Processing;

/// <summary>What may be asked of a runtime.</summary>
public sealed partial class WorkflowRuntime
{
    /// <summary>Keeps a message; it is durable when the task completes, and handled afterwards.</summary>
    /// <returns>The receipt; that of the first delivery when the message is known.</returns>
    public async Task<InboxReceipt> ReceiveAsync(NewInboxMessage message, CancellationToken cancellationToken = default)
    {
        var result = await commits.CommitAsync(new UnitOfWork { Messages = [message] }, cancellationToken).ConfigureAwait(false);
        return ((CommitResult.Committed)result).Receipts[0];
    }

    /// <summary>
    /// Keeps a message and handles it at once, in the caller's time. It is durable before the handling begins: when the handling fails or this
    /// process dies, it is handled later, as any other.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up before the message is kept; what is kept is carried to its end.</param>
    /// <returns>The receipt; that of the first delivery when the message is known.</returns>
    public async Task<InboxReceipt> HandleAsync(NewInboxMessage message, CancellationToken cancellationToken = default)
    {
        // Past the queue, and claimed, so that nobody takes it as well; should somebody do, the slower of the two changes nothing.
        var claimed = message with { ClaimedUntil = Time.GetUtcNow() + options.MessageLease };
        var result = await Store.CommitAsync(Traces.Into(new UnitOfWork { Messages = [claimed] }), cancellationToken).ConfigureAwait(false);
        var receipt = ((CommitResult.Committed)result).Receipts[0];
        await processor.ProcessAsync(receipt.MessageId, cut.Token).ConfigureAwait(false);
        return receipt;
    }

    /// <summary>Commits a unit of the host and wakes who has work by it.</summary>
    public Task<CommitResult> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken = default) =>
        commits.CommitAsync(unit, cancellationToken);

    /// <summary>Starts an instance at once, in the caller's time: its first burst is durable when the task completes.</summary>
    /// <returns>The instance after its first burst; the one that is there when it was started before.</returns>
    /// <exception cref="DefinitionNotFoundException">There is no such definition.</exception>
    /// <exception cref="ActivationRefusedException">The definition's activation strategy does not allow another instance now.</exception>
    /// <exception cref="ContentionException">Others were faster each time.</exception>
    public async Task<InstanceHeader> StartInstanceAsync(StartInstance request, CancellationToken cancellationToken = default)
    {
        await Definitions.FreshenAsync(cancellationToken).ConfigureAwait(false);
        InstanceHeader? started = null;
        var result = await commits.RunAsync(InstanceRoutes.LaneOf(request), StartAsync, cancellationToken).ConfigureAwait(false);
        if (result is CommitResult.Conflict conflict)
            throw conflict.Subject == ConflictSubject.Activation ? new ActivationRefusedException(request.DefinitionId, conflict.Id) : new ContentionException(conflict);
        return started ?? (await Store.GetInstanceAsync(request.InstanceId, cancellationToken).ConfigureAwait(false))!.Header;

        async Task<UnitOfWork> StartAsync(CancellationToken token)
        {
            var unit = await bursts.StartAsync(request, token).ConfigureAwait(false);
            started = unit.Instances.Count == 0 ? null : unit.Instances[0].Header;
            return unit;
        }
    }

    /// <summary>Resumes a bookmark at once, in the caller's time. One that is gone changes nothing.</summary>
    /// <exception cref="ContentionException">Others were faster each time.</exception>
    public async Task ResumeAsync(ResumeBookmark request, CancellationToken cancellationToken = default)
    {
        if (await bursts.LocateAsync(request, cancellationToken).ConfigureAwait(false) is { } located)
            await RunAsync(InstanceRoutes.LaneOf(located), token => bursts.ResumeAsync(located, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels an instance at once, and its children soon after.</summary>
    /// <exception cref="ContentionException">Others were faster each time.</exception>
    public async Task CancelAsync(CancelInstance request, CancellationToken cancellationToken = default)
    {
        var lane = await routes.LaneOfInstanceAsync(request.InstanceId, cancellationToken).ConfigureAwait(false);
        await RunAsync(lane, token => bursts.CancelAsync(request, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs faulted activities again at once.</summary>
    /// <exception cref="ContentionException">Others were faster each time.</exception>
    public async Task RetryAsync(RetryInstance request, CancellationToken cancellationToken = default)
    {
        var lane = await routes.LaneOfInstanceAsync(request.InstanceId, cancellationToken).ConfigureAwait(false);
        await RunAsync(lane, token => bursts.RetryAsync(request, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for a cancellation: durable when the task completes, done soon after.</summary>
    public Task AskAsync(CancelInstance request, CancellationToken cancellationToken = default) =>
        ReceiveAsync(request.ToMessage(NewKey("cancel"), Time.GetUtcNow()) with { Ephemeral = true }, cancellationToken);

    /// <summary>Asks for a retry: durable when the task completes, done soon after.</summary>
    public Task AskAsync(RetryInstance request, CancellationToken cancellationToken = default) =>
        ReceiveAsync(request.ToMessage(NewKey("retry"), Time.GetUtcNow()) with { Ephemeral = true }, cancellationToken);

    /// <summary>
    /// Carries instances to another version of their definition, or says what that would change. Each is a transaction of its own: one that
    /// cannot be carried over stays on its version and does not hold up the others.
    /// </summary>
    /// <exception cref="DefinitionNotFoundException">There is no such definition or version.</exception>
    /// <exception cref="ContentionException">Others changed an instance each time; those before it are done.</exception>
    public Task<MigrationSummary> MigrateAsync(MigrateInstances request, CancellationToken cancellationToken = default) =>
        migrations.RunAsync(request, cancellationToken);

    /// <summary>Deletes what is past its time, or says what would be deleted. The daily run does the same by itself.</summary>
    public Task<RetentionReport> ApplyRetentionAsync(RetentionSettings settings, bool dryRun, CancellationToken cancellationToken = default) =>
        retention.RunAsync(settings, dryRun, cancellationToken);

    /// <summary>Publishes an event: durable when the task completes, those who wait are resumed afterwards.</summary>
    /// <param name="eventName">Case-sensitive.</param>
    /// <param name="payload">Given to those who wake.</param>
    /// <param name="correlationId">Only instances of this file; null: all.</param>
    /// <param name="key">Makes a second publication harmless; null: this call is a publication of its own.</param>
    /// <param name="cancellationToken">Gives up before the event is taken.</param>
    public Task<InboxReceipt> PublishEventAsync(
        string eventName, JsonNode? payload = null, string? correlationId = null, DedupeKey? key = null, CancellationToken cancellationToken = default)
    {
        var now = Time.GetUtcNow();
        var input = (JsonObject)Values.ToJson(StimulusInput.ForEvent(payload))!;
        var stimulus = new PublishStimulus(StimulusKey.ForEvent(eventName), correlationId, input);
        return ReceiveAsync(stimulus.ToMessage(key ?? NewKey("event"), now), cancellationToken);
    }

    /// <summary>Acts on a stream at once, in the caller's time, alone on it in this process; runs again when another process was faster.</summary>
    /// <param name="streamId">The stream; it need not exist.</param>
    /// <param name="act">
    /// Gets the session that the domain opened; may return more to write. It may run more than once, and asks nothing of the runtime
    /// itself: it would wait for its own stream.
    /// </param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <exception cref="ContentionException">Others were faster each time.</exception>
    public Task ActAsync<TSession>(string streamId, Func<TSession, UnitOfWork> act, CancellationToken cancellationToken = default)
        where TSession : class
    {
        var transaction = streams ?? throw new InvalidOperationException("This runtime has no domain.");
        return RunAsync(streamId, token => transaction.RunAsync(streamId, act, token), cancellationToken);
    }

    /// <summary>Sends a quarantined or dead message back to work.</summary>
    /// <param name="id">Number of the message.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="why">The reason, kept.</param>
    /// <param name="cancellationToken">Gives up before the replay is taken.</param>
    /// <returns>False: there is no such message in quarantine or among the dead.</returns>
    public async Task<bool> ReplayMessageAsync(long id, string by, string why, CancellationToken cancellationToken = default) =>
        await CommitAsync(
            new UnitOfWork { InboxMarks = [new InboxMark.Replayed(id, Time.GetUtcNow(), by, why)] }, cancellationToken).ConfigureAwait(false)
            is CommitResult.Committed;

    /// <summary>Sends a dead letter back to work.</summary>
    /// <inheritdoc cref="ReplayMessageAsync"/>
    /// <returns>False: there is no such dead letter.</returns>
    public async Task<bool> ReplayCommandAsync(long id, string by, string why, CancellationToken cancellationToken = default) =>
        await CommitAsync(
            new UnitOfWork { OutboxMarks = [new OutboxMark.Replayed(id, Time.GetUtcNow(), by, why)] }, cancellationToken).ConfigureAwait(false)
            is CommitResult.Committed;

    /// <summary>The key of a wish that is one of its own, however often the same was wished for.</summary>
    private DedupeKey NewKey(string source) => new(source, options.NewId?.Invoke() ?? OrderedId.New(Time.GetUtcNow()));

    private async Task RunAsync(string? lane, Func<CancellationToken, Task<UnitOfWork>> make, CancellationToken cancellationToken)
    {
        var result = await commits.RunAsync(lane, make, cancellationToken).ConfigureAwait(false);
        if (result is CommitResult.Conflict conflict)
            throw new ContentionException(conflict);
    }
}

/// <summary>Others changed the same thing each time. Nothing was written; the caller may try again.</summary>
/// <param name="conflict">The last collision.</param>
public sealed class ContentionException(CommitResult.Conflict conflict) : Exception($"Contention on {conflict.Subject} '{conflict.Id}'.")
{
    /// <summary>The last collision.</summary>
    public CommitResult.Conflict Conflict { get; } = conflict;
}
