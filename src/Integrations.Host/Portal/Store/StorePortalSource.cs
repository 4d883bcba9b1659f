using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.Reading;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Settings;
using Integrations.Partners.Answers;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Portal.Store;

/// <summary>The pages over the store: lists from projections, one file from its events, signed pages from their links.</summary>
public sealed class StorePortalSource(
    IWorkflowStore store, FileHistory history, LinkTokens links, DeskProfile desk, TimeProvider time, IOptions<PortalOptions> options)
    : IPortalSource
{
    // A desk has hundreds of files; beyond this the list asks for a search.
    private const int MostRows = 1000;
    private const int DaysAhead = 32;

    /// <inheritdoc/>
    public async Task<TodoPage> Todo(CancellationToken cancellation)
    {
        var today = Today;
        var due = new DocumentQuery(PortalProjections.Todo)
        {
            DueBefore = today.AddDays(DaysAhead).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            Group = PortalProjections.OpenGroup,
            Order = DocumentOrder.DueAt,
        };
        var items = (await store.QueryDocumentsAsync(due, new PageRequest(0, MostRows), cancellation)).Items.SelectMany(PortalProjections.Items);
        var quarantined = await store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First, cancellation);
        var open = await store.QueryDocumentsAsync(
            new DocumentQuery(PortalProjections.Files) { Group = PortalProjections.OpenGroup }, new PageRequest(0, 1), cancellation);
        return new TodoPage(today, TodoItems.On(items.Concat(quarantined.Items.Select(OperationsReading.TodoOf)), today), (int)open.Total);
    }

    /// <inheritdoc/>
    public async Task<FileList> Files(FileQuery query, CancellationToken cancellation)
    {
        var today = Today;
        var newest = new DocumentQuery(PortalProjections.Files) { Order = DocumentOrder.SortDescending };
        var archive = newest with { Group = PortalProjections.ArchivedGroup };
        var archived = (int)(await store.QueryDocumentsAsync(archive, new PageRequest(0, 1), cancellation)).Total;
        var everyday = await Cards([newest with { Group = PortalProjections.OpenGroup }, newest with { Group = PortalProjections.EndedGroup }], cancellation);
        var found = query switch
        {
            { Search: { } search } => await Cards([newest with { Search = PortalProjections.Searchable(search) }], cancellation),
            { State: StatusMarks.ArchivedCode } => await Cards([archive], cancellation),
            _ => everyday,
        };
        return new FileList(
            today,
            [.. found.Where(card => Matches(card, query)).Select(card => card.On(today))],
            [.. everyday.Select(card => card.State).Concat(archived > 0 ? [StatusMarks.Archived] : []).DistinctBy(state => state.Code)],
            [.. everyday.Select(card => card.Commune).Distinct().Order(StringComparer.CurrentCulture)],
            [.. everyday.Select(card => card.Holding).OfType<Mark>().DistinctBy(procedure => procedure.Code)])
        {
            Archived = archived,
        };
    }

    /// <inheritdoc/>
    public async Task<FilePage?> File(string number, CancellationToken cancellation)
    {
        if (await store.GetDocumentAsync(new DocumentKey(PortalProjections.Files, number), cancellation) is not { } document)
            return null;

        var events = await history(PortalProjections.Card(document).FileId, cancellation);
        return events.Count == 0 ? null : FilePages.Of(InstallationFile.Fold(events), events, Today);
    }

    /// <inheritdoc/>
    public async Task<Linked<TrackingPage>> Tracking(string token, CancellationToken cancellation)
    {
        switch (links.TryRead<SignedLink.FirmTracking>(token, time.GetUtcNow()))
        {
            case LinkReading<SignedLink.FirmTracking>.Valid { Link: var link }:
                var file = InstallationFile.Fold(await history(link.FileId, cancellation));
                return file.Exists
                    ? new Linked<TrackingPage>.Found(TrackingPages.Of(file, Today, Help))
                    : new Linked<TrackingPage>.Unknown();
            case LinkReading<SignedLink.FirmTracking>.Invalid { Problem: LinkProblem.Expired }:
                return new Linked<TrackingPage>.Expired();
            default:
                return new Linked<TrackingPage>.Unknown();
        }
    }

    /// <inheritdoc/>
    public async Task<Linked<AnswerPage>> Answer(string token, CancellationToken cancellation)
    {
        switch (links.TryRead<SignedLink.PartnerAnswer>(token, time.GetUtcNow()))
        {
            case LinkReading<SignedLink.PartnerAnswer>.Valid { Link: var link }:
                var events = await history(link.FileId, cancellation);
                var file = InstallationFile.Fold(events);
                return file.TaskOf(link.TaskId) is { } task && task.PartnerId == link.PartnerId
                    ? new Linked<AnswerPage>.Found(AnswerPages.Of(file, task, AnsweredAt(events, task.Id), Today, Help))
                    : new Linked<AnswerPage>.Unknown();
            case LinkReading<SignedLink.PartnerAnswer>.Invalid { Problem: LinkProblem.Expired }:
                return new Linked<AnswerPage>.Expired();
            default:
                return new Linked<AnswerPage>.Unknown();
        }
    }

    /// <inheritdoc/>
    public Task<OperationsPage> Operations(CancellationToken cancellation) =>
        new OperationsReading(store).Read(time.GetUtcNow(), cancellation);

    private HelpContact Help => new(desk.Name, desk.Phone, desk.Email, desk.Hours is { } hours ? Text.Same(hours) : null);

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), options.Value.Zone).DateTime);

    /// <summary>The cards of several groups as one list, the newest first.</summary>
    private async Task<IReadOnlyList<FileCard>> Cards(IReadOnlyList<DocumentQuery> queries, CancellationToken cancellation)
    {
        var documents = new List<Document>();
        foreach (var query in queries)
            documents.AddRange((await store.QueryDocumentsAsync(query, new PageRequest(0, MostRows), cancellation)).Items);
        return [.. documents.OrderByDescending(document => document.Sort, StringComparer.Ordinal).Take(MostRows).Select(PortalProjections.Card)];
    }

    private static bool Matches(FileCard card, FileQuery query) =>
        (query.State is null || card.State.Code == query.State)
        && (query.Commune is null || card.Commune == query.Commune)
        && (query.Procedure is null || card.Holding?.Code == query.Procedure);

    private static DateTimeOffset? AnsweredAt(IReadOnlyList<FileEvent> events, string taskId) =>
        events.FirstOrDefault(fileEvent => fileEvent.Fact is PartnerTaskAnswered answered && answered.TaskId == taskId)?.At;
}
