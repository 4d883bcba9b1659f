using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Instances;

/// <summary>The kinds of message that the runtime handles itself.</summary>
internal sealed class InstanceRoutes(RuntimeOptions options, DefinitionCatalog definitions, InstanceBursts bursts)
{
    private readonly IWorkflowStore store = options.Store;

    public IEnumerable<KeyValuePair<string, MessageRoute>> All =>
    [
        new(MessageKinds.Start, new MessageRoute(StartAsync, (message, _) => ValueTask.FromResult(LaneOf(message.Read<StartInstance>())))),
        new(MessageKinds.Resume, new MessageRoute(
            (message, token) => bursts.ResumeAsync(message.Read<ResumeBookmark>(), token),
            async (message, token) => LaneOf(await bursts.LocateAsync(message.Read<ResumeBookmark>(), token).ConfigureAwait(false)))),
        new(MessageKinds.Stimulus, new MessageRoute(PublishAsync, LaneOfStimulusAsync)),
        new(MessageKinds.Cancel, new MessageRoute(
            (message, token) => bursts.CancelAsync(message.Read<CancelInstance>(), token),
            (message, token) => LaneOfInstanceAsync(message.Read<CancelInstance>().InstanceId, token))),
        new(MessageKinds.Retry, new MessageRoute(
            (message, token) => bursts.RetryAsync(message.Read<RetryInstance>(), token),
            (message, token) => LaneOfInstanceAsync(message.Read<RetryInstance>().InstanceId, token))),
    ];

    /// <summary>Bursts of one file run one after the other, since they all write to its stream.</summary>
    public static string? LaneOf(StartInstance request) => request.CorrelationId ?? request.InstanceId;

    /// <param name="request">Located; null: the bookmark is gone.</param>
    public static string? LaneOf(ResumeBookmark? request) => request?.CorrelationId ?? request?.InstanceId;

    public async ValueTask<string?> LaneOfInstanceAsync(string instanceId, CancellationToken cancellationToken) =>
        (await store.GetInstanceAsync(instanceId, cancellationToken).ConfigureAwait(false))?.Header.CorrelationId ?? instanceId;

    private async Task<UnitOfWork> StartAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await bursts.StartAsync(message.Read<StartInstance>(), cancellationToken).ConfigureAwait(false);
        }
        catch (DefinitionNotFoundException error)
        {
            return new UnitOfWork
            {
                InboxMarks = [new InboxMark.Quarantined(message.Id, options.Time.GetUtcNow(), "start.unknown-definition", error.Message)],
            };
        }
    }

    /// <summary>
    /// One who waits is resumed at once. Many are each sent a message of their own, in the unit that marks the stimulus done: so each is
    /// resumed exactly once, in parallel, and nobody who begins to wait later is woken by an old stimulus.
    /// </summary>
    private async Task<UnitOfWork> PublishAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        var stimulus = message.Read<PublishStimulus>();
        var waiting = await FindWaitingAsync(stimulus, cancellationToken).ConfigureAwait(false);
        var triggers = stimulus.InstanceId is null ? definitions.FindTriggers(stimulus.Key) : [];
        if (waiting.Count == 1 && triggers.Count == 0)
            return await bursts.ResumeAsync(ResumeBookmark.Of(waiting[0], stimulus.Input), cancellationToken).ConfigureAwait(false);

        var now = options.Time.GetUtcNow();
        return new UnitOfWork
        {
            Messages =
            [
                .. waiting.Select(bookmark => ResumeBookmark.Of(bookmark, stimulus.Input)
                    .ToMessage(Keys.FanOut(message.Id, bookmark.Id), now) with
                { Ephemeral = true }),
                .. triggers.Select(trigger => new StartInstance(trigger.DefinitionId, options.NewId?.Invoke() ?? OrderedId.New(now))
                {
                    VersionId = trigger.VersionId,
                    CorrelationId = stimulus.CorrelationId,
                    Input = stimulus.Input,
                    TriggerActivityId = trigger.ActivityId,
                }.ToMessage(Keys.FanOut(message.Id, $"{trigger.DefinitionId}/{trigger.ActivityId}"), now) with
                { Ephemeral = true }),
            ],
        };
    }

    private async ValueTask<string?> LaneOfStimulusAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        var stimulus = message.Read<PublishStimulus>();
        if (stimulus.CorrelationId is not null)
            return stimulus.CorrelationId;
        var waiting = await FindWaitingAsync(stimulus, cancellationToken).ConfigureAwait(false);
        return waiting.Count == 1 ? waiting[0].CorrelationId ?? waiting[0].InstanceId : null;
    }

    private async ValueTask<IReadOnlyList<BookmarkRow>> FindWaitingAsync(PublishStimulus stimulus, CancellationToken cancellationToken)
    {
        var waiting = await store.FindBookmarksAsync(stimulus.Key, stimulus.CorrelationId, cancellationToken).ConfigureAwait(false);
        return stimulus.InstanceId is null ? waiting : [.. waiting.Where(bookmark => bookmark.InstanceId == stimulus.InstanceId)];
    }
}
