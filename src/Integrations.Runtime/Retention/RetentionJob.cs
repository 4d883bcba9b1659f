using System.Text.Json;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Retention;

/// <summary>
/// Deletes what is past its time, a batch at a time: each batch is a message that carries where the walk stands and writes the next one, so
/// a run goes on over a crash, on any process, and others write between two batches. The last one notes the run in a document, from which
/// the next is reckoned; a run missed while nothing ran is made up for.
/// </summary>
internal sealed class RetentionJob(RuntimeOptions options, Commits commits, ILogger<RetentionJob> log)
{
    /// <summary>Kind of its messages.</summary>
    public const string MessageKind = "retention";

    /// <summary>The document that tells the last run.</summary>
    public static readonly DocumentKey LastRun = new("retention", "last");

    private DateTimeOffset? nextRun;

    /// <summary>Begins the daily run when its time has come.</summary>
    /// <returns>1 when it began, else 0.</returns>
    public async Task<int> FireDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.Retention is not { } settings)
            return 0;
        nextRun ??= settings.RunAfter(await LastRunAsync(cancellationToken).ConfigureAwait(false) ?? now);
        if (now < nextRun)
            return 0;
        // Another process may have been faster.
        if (await LastRunAsync(cancellationToken).ConfigureAwait(false) is { } last && last >= nextRun)
        {
            nextRun = settings.RunAfter(last);
            return 0;
        }

        var day = nextRun.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await commits.CommitAsync(new UnitOfWork { Messages = [ToMessage(new Walk(), Keys.Retention(day), now)] }, cancellationToken).ConfigureAwait(false);
        nextRun = settings.RunAfter(now);
        return 1;
    }

    /// <summary>Does one batch.</summary>
    public async Task<UnitOfWork> HandleAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        if (options.Retention is not { } settings)
            return UnitOfWork.Empty;
        var walk = message.Read<Walk>();
        if (walk.Kind is null)
            walk = walk with { At = options.Time.GetUtcNow(), Kind = RetentionKind.FinishedInstances };
        var (deleted, next) = await StepAsync(settings, walk, cancellationToken).ConfigureAwait(false);
        var now = options.Time.GetUtcNow();
        if (next.Kind is not null)
            return new UnitOfWork { Expired = [deleted], Messages = [ToMessage(next, Keys.Retention($"{next.At.UtcTicks}:{next.Batch}"), now)] };
        Log(next);
        return new UnitOfWork
        {
            Expired = [deleted],
            Documents = [new Document(LastRun.Collection, LastRun.Id, JsonSerializer.Serialize(new { at = next.At, counts = next.Counts }, JsonSerializerOptions.Web))],
        };
    }

    /// <summary>Does a whole run in the caller's time.</summary>
    public async Task<RetentionReport> RunAsync(RetentionSettings settings, bool dryRun, CancellationToken cancellationToken)
    {
        var walk = new Walk { At = options.Time.GetUtcNow(), Kind = RetentionKind.FinishedInstances };
        while (walk.Kind is not null)
        {
            var (deleted, next) = await StepAsync(settings, walk, cancellationToken).ConfigureAwait(false);
            if (!dryRun && deleted.Rows.Count > 0)
                await commits.CommitAsync(new UnitOfWork { Expired = [deleted] }, cancellationToken).ConfigureAwait(false);
            walk = next;
        }

        if (!dryRun) Log(walk);
        return new RetentionReport(walk.At, dryRun, Enum.GetValues<RetentionKind>().ToDictionary(kind => kind, kind => walk.Counts.GetValueOrDefault(kind)));
    }

    private async Task<(ExpiredRows Deleted, Walk Next)> StepAsync(RetentionSettings settings, Walk walk, CancellationToken cancellationToken)
    {
        var kind = walk.Kind!.Value;
        var before = settings.Before(kind, walk.At);
        var page = await options.Store.FindExpiredAsync(kind, before, walk.After, settings.BatchSize, cancellationToken).ConfigureAwait(false);
        var counts = new Dictionary<RetentionKind, long>(walk.Counts) { [kind] = walk.Counts.GetValueOrDefault(kind) + page.Rows.Count };
        var next = walk with
        {
            Batch = walk.Batch + 1,
            Counts = counts,
            After = page.Next ?? 0,
            Kind = page.Next is not null ? kind : kind == RetentionKind.DeadCommands ? null : kind + 1,
        };
        return (new ExpiredRows(kind, before, page.Rows), next);
    }

    private async ValueTask<DateTimeOffset?> LastRunAsync(CancellationToken cancellationToken)
    {
        var document = await options.Store.GetDocumentAsync(LastRun, cancellationToken).ConfigureAwait(false);
        return document is null ? null : JsonSerializer.Deserialize<JsonElement>(document.Json).GetProperty("at").GetDateTimeOffset();
    }

    private static NewInboxMessage ToMessage(Walk walk, DedupeKey key, DateTimeOffset now) =>
        InstanceRequests.Message(key, MessageKind, walk, now) with { Ephemeral = true };

    private void Log(Walk walk) =>
        log.LogInformation("Retention deleted {Counts}", string.Join(", ", walk.Counts.Select(pair => $"{pair.Key}: {pair.Value}")));

    /// <summary>Where a run stands; the payload of its messages.</summary>
    private sealed record Walk
    {
        public DateTimeOffset At { get; init; }

        /// <summary>Null: not begun, or at its end.</summary>
        public RetentionKind? Kind { get; init; }

        public long After { get; init; }

        public int Batch { get; init; }

        public Dictionary<RetentionKind, long> Counts { get; init; } = [];
    }
}
