using System.Diagnostics;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>
/// Makes of each request the one unit that its burst leads to: state, bookmarks, commands, events of the file, journal.
/// A request that no longer applies (the bookmark is gone, the instance is finished) gives the empty unit.
/// </summary>
internal sealed class InstanceBursts(RuntimeOptions options, DefinitionCatalog definitions, InstanceCache cache)
{
    private static readonly PageRequest Children = new(0, 10_000);

    private readonly IWorkflowStore store = options.Store;
    private readonly StreamTransaction? streams =
        options.Domain is null ? null : new StreamTransaction(options.Store, options.Domain, options.Time);

    /// <exception cref="DefinitionNotFoundException">There is no such definition.</exception>
    public async Task<UnitOfWork> StartAsync(StartInstance request, CancellationToken cancellationToken)
    {
        if (await store.GetInstanceAsync(request.InstanceId, cancellationToken).ConfigureAwait(false) is not null)
            return UnitOfWork.Empty;
        // A parent that was cancelled wants no children any more.
        if (request.ParentInstanceId is { } parentId && await store.GetInstanceAsync(parentId, cancellationToken).ConfigureAwait(false) is { Header.SubStatus: WorkflowSubStatus.Cancelled })
            return UnitOfWork.Empty;
        var versionId = request.VersionId ?? definitions.FindPublished(request.DefinitionId)?.VersionId
            ?? throw new DefinitionNotFoundException(request.DefinitionId);
        var plan = await FindPlanAsync(versionId, cancellationToken).ConfigureAwait(false);
        var state = InstanceState.New(plan, request.InstanceId, request.CorrelationId, request.ParentInstanceId) with { Name = request.Name };
        var stimulus = new Stimulus.Start(InputValues.Of(request.Input), request.TriggerActivityId);
        var unit = await RunAsync(plan, null, state, stimulus, cancellationToken).ConfigureAwait(false);
        return unit with { Activations = ActivationGuard.Of(plan, request) };
    }

    public async Task<UnitOfWork> ResumeAsync(ResumeBookmark request, CancellationToken cancellationToken)
    {
        var located = await LocateAsync(request, cancellationToken).ConfigureAwait(false);
        return located is null
            ? UnitOfWork.Empty
            : await RunAsync(
                located.InstanceId!, new Stimulus.Resume(request.BookmarkId, InputValues.Of(request.Input)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The request with the instance that waits; null: the bookmark is gone.</summary>
    public async ValueTask<ResumeBookmark?> LocateAsync(ResumeBookmark request, CancellationToken cancellationToken)
    {
        if (request.InstanceId is not null)
            return request;
        var bookmark = await store.GetBookmarkAsync(request.BookmarkId, cancellationToken).ConfigureAwait(false);
        return bookmark is null ? null : ResumeBookmark.Of(bookmark, request.Input);
    }

    public async Task<UnitOfWork> CancelAsync(CancelInstance request, CancellationToken cancellationToken)
    {
        var unit = Noted(await RunAsync(request.InstanceId, new Stimulus.Cancel(), cancellationToken).ConfigureAwait(false), request.InstanceId, request.Note);
        var filter = new InstanceFilter { ParentInstanceId = request.InstanceId, Status = WorkflowStatus.Running };
        var children = await store.ListInstancesAsync(filter, Children, cancellationToken).ConfigureAwait(false);
        var now = options.Time.GetUtcNow();
        return unit with
        {
            Messages =
            [
                .. unit.Messages,
                .. children.Items.Select(child =>
                    new CancelInstance(child.InstanceId).ToMessage(Keys.Cancel(child.InstanceId), now) with { Ephemeral = true }),
            ],
        };
    }

    public async Task<UnitOfWork> RetryAsync(RetryInstance request, CancellationToken cancellationToken) =>
        Noted(await RunAsync(request.InstanceId, new Stimulus.Retry(request.ActivityId), cancellationToken).ConfigureAwait(false), request.InstanceId, request.Note);

    /// <summary>
    /// Puts who asked and why before what the burst did, in the same row of the journal; in one of its own where the level of the definition
    /// keeps nothing of the burst.
    /// </summary>
    private static UnitOfWork Noted(UnitOfWork unit, string instanceId, OperatorNote? note)
    {
        if (note is null || unit.Instances.FirstOrDefault(row => row.Header.InstanceId == instanceId) is not { } moved)
            return unit;
        var entry = new JournalEntry("Workflow1", "Elsa.Workflow", "Requested") { Message = $"{note.By} : {note.Why}" };
        var kept = unit.Journal.FirstOrDefault(row => row.InstanceId == instanceId);
        var noted = new JournalRow(
            instanceId, moved.Header.Version, moved.Header.UpdatedAt, JournalCodec.Write(kept is null ? [entry] : [entry, .. JournalCodec.Read(kept.Entries)]));
        return unit with { Journal = [.. unit.Journal.Where(row => row.InstanceId != instanceId), noted] };
    }

    private async Task<UnitOfWork> RunAsync(string instanceId, Stimulus stimulus, CancellationToken cancellationToken)
    {
        if (cache.Find(instanceId) is { } cached)
        {
            var unit = await RunAsync(cached, stimulus, cancellationToken).ConfigureAwait(false);
            if (unit.Instances.Count > 0)
                return unit;

            // Nothing happens to this state; but it may be behind another process, so the store decides.
            cache.Remove(instanceId);
        }

        return await store.GetInstanceAsync(instanceId, cancellationToken).ConfigureAwait(false) is { } row
            ? await RunAsync(new CachedInstance(row.Header, InstanceStateSerializer.Read(row.State.Span), row.TraceParent), stimulus, cancellationToken).ConfigureAwait(false)
            : UnitOfWork.Empty;
    }

    private async Task<UnitOfWork> RunAsync(CachedInstance instance, Stimulus stimulus, CancellationToken cancellationToken)
    {
        var plan = await FindPlanAsync(instance.Header.DefinitionVersionId, cancellationToken).ConfigureAwait(false);
        return await RunAsync(plan, instance, instance.State, stimulus, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UnitOfWork> RunAsync(
        WorkflowPlan plan, CachedInstance? before, InstanceState state, Stimulus stimulus, CancellationToken cancellationToken)
    {
        var now = options.Time.GetUtcNow();
        var open = streams is null || state.CorrelationId is null
            ? null
            : await streams.OpenAsync(state.CorrelationId, now, cancellationToken).ConfigureAwait(false);
        var context = new BurstContext
        {
            Now = now,
            NewId = BurstIds(now),
            Domain = open?.Session,
            Limits = options.Limits,
            FindPublished = definitions.FindPublishedPlan,
            IsDomainPerCorrelation = options.Domain is not null,
        };
        using var activity = RuntimeTelemetry.BeginBurst(plan, state);
        Traces.Link(activity, before?.TraceParent);
        var started = Stopwatch.GetTimestamp();
        var result = Burst.Run(plan, state, stimulus, context);
        RuntimeTelemetry.BurstTime.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("definition", plan.DefinitionId));
        var unit = BurstUnit.Of(options, before?.Header, state, result, now);
        return open is null ? unit : unit.And(open.Close());
    }

    /// <summary>Ids of one burst: one id from outside and a count, so that they stand in the order in which they were given.</summary>
    private Func<string> BurstIds(DateTimeOffset now)
    {
        string? first = null;
        var count = 0;
        return () => $"{first ??= options.NewId?.Invoke() ?? OrderedId.New(now)}-{++count}";
    }

    private async ValueTask<WorkflowPlan> FindPlanAsync(string versionId, CancellationToken cancellationToken) =>
        await definitions.FindPlanAsync(versionId, cancellationToken).ConfigureAwait(false) ?? throw new DefinitionNotFoundException(versionId);
}
