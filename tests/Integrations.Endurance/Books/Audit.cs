using Integrations.Endurance.Rig;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Host.Api;
using Integrations.Host.Portal.Store;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Endurance.Books;

/// <summary>
/// Checks the books after everything has come to rest: what the form tool was told, what the store holds, what lies in the mailboxes.
/// It reads; it mends nothing.
/// </summary>
internal sealed class Audit(IWorkflowStore store, Cluster cluster)
{
    private const int PageSize = 500;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, (InstallationFile File, IReadOnlyList<FileEvent> Events)> _files = new(StringComparer.Ordinal);

    /// <summary>What was counted, for the report.</summary>
    public required Tally Counted { get; init; }

    public async Task<IReadOnlyList<Finding>> RunAsync()
    {
        await ReadFilesAsync();
        await CheckDeliveriesAsync();
        await CheckInboxAsync();
        await CheckCommandsAsync();
        await CheckInstancesAsync();
        return _findings;
    }

    private async Task ReadFilesAsync()
    {
        await foreach (var card in PagesAsync(page => store.QueryDocumentsAsync(new DocumentQuery(PortalProjections.Files), page)))
        {
            var events = (await store.ReadStreamAsync(card.Id)).Events.Select(stored => FileJson.Read(stored.Payload)).ToList();
            Counted.Events += events.Count;
            if (HashChain.Verify(events) is { } broken) Report("chain", $"{card.Id}: {broken}");
            _files[card.Id] = (InstallationFile.Fold(events), events);
        }

        Counted.Files = _files.Count;
    }

    /// <summary>Every delivery acknowledged with 2xx has its file, and one only; one that nobody can use waits in quarantine with its reason.</summary>
    private async Task CheckDeliveriesAsync()
    {
        var ofDelivery = _files.Values.ToLookup(file => file.File.Request.Source?.ExternalId ?? "", file => file.File.Number, StringComparer.Ordinal);
        var aside = new Dictionary<string, InboxMessage>(StringComparer.Ordinal);
        await foreach (var message in PagesAsync(page => store.ListMessagesAsync(InboxState.Quarantined, page)))
        {
            if (message.Kind == FormWebhooks.MessageKind) aside[message.Key.Value] = message;
            // A hint of garbage that the rig put into the queue, kept with its reason.
            else if (message.ReasonCode != "queue.unreadable") Report("quarantine", $"message {message.Id} of kind {message.Kind}: {message.ReasonCode}");
        }

        foreach (var (key, delivery) in cluster.Forms.Acknowledged)
        {
            var numbers = ofDelivery[key].ToList();
            if (delivery.IsPoison && (numbers.Count > 0 || !aside.TryGetValue(key, out var kept) || string.IsNullOrEmpty(kept.Reason))) Report("delivery", $"{key} is neither a file nor kept with a reason");
            if (!delivery.IsPoison && numbers.Count == 0) Report("delivery lost", key);
            if (numbers.Count > 1) Report("delivery doubled", $"{key}: {string.Join(", ", numbers)}");
        }

        Counted.Quarantined = aside.Count;
    }

    private async Task CheckInboxAsync()
    {
        foreach (var state in (InboxState[])[InboxState.Pending, InboxState.Dead])
            await foreach (var message in PagesAsync(page => store.ListMessagesAsync(state, page)))
                Report($"message {state}", $"{message.Id} of kind {message.Kind}: {message.ReasonCode} {message.Reason}");
    }

    /// <summary>Every command that counts as delivered is at its recipient, once; one that was given up says why.</summary>
    private async Task CheckCommandsAsync()
    {
        var mailboxes = new MailboxBooks(cluster.Mailboxes.Graph);
        foreach (var doubled in mailboxes.Doubled) Report("doubled at the partner", doubled);
        await foreach (var command in PagesAsync(page => store.ListCommandsAsync(null, null, page)))
        {
            Counted.Commands++;
            if (command.State == OutboxState.Delivered) Counted.Delivered[command.Kind] = Counted.Delivered.GetValueOrDefault(command.Kind) + 1;
            if (command.State == OutboxState.Pending) Report("command pending", $"{command.Id} {command.Kind}: {command.ReasonCode} {command.Reason}");
            if (command.State == OutboxState.Dead)
            {
                Counted.DeadLetters++;
                if (string.IsNullOrEmpty(command.Reason)) Report("dead letter without reason", $"{command.Id}");
            }

            if (mailboxes.Check(command) is { } missing) Report("lost on the way to the partner", $"{command.Kind} {command.Id}: {missing}");
        }

        foreach (var unwished in mailboxes.Unwished) Report("nobody wished for it", unwished);
        foreach (var (subject, times) in cluster.CaseWorker.Written.Select(subject => (subject, mailboxes.MailsWith(subject))).Where(letter => letter.Item2 != 1))
            Report("letter of a case worker", $"\"{subject}\" was taken, and lies {times} times in mailboxes");
        Counted.AtPartners = mailboxes.Count;
    }

    /// <summary>An instance waits where its state says, is not stuck, and has not slept through an event of its file.</summary>
    private async Task CheckInstancesAsync()
    {
        await foreach (var header in PagesAsync(page => store.ListInstancesAsync(new InstanceFilter(), page)))
        {
            Counted.Instances++;
            if (header.IsStalled) Report("stalled instance", header.InstanceId);
            if (header.Status == WorkflowStatus.Finished && header.SubStatus != WorkflowSubStatus.Faulted) continue;
            var state = InstanceStateSerializer.Read((await store.GetInstanceAsync(header.InstanceId))!.State.Span);
            if (header.SubStatus == WorkflowSubStatus.Faulted)
            {
                Report("faulted instance", $"{header.DefinitionId} {header.InstanceId}: {string.Join("; ", state.Incidents.Select(incident => $"{incident.ActivityId}: {incident.Message}"))}");
                continue;
            }

            var waiting = await store.GetBookmarksOfAsync(header.InstanceId);
            if (!waiting.Select(bookmark => bookmark.Id).Order(StringComparer.Ordinal).SequenceEqual(state.Bookmarks.Select(bookmark => bookmark.Id).Order(StringComparer.Ordinal)))
                Report("bookmarks differ from the state", header.InstanceId);
            if (header.CorrelationId is { } number && _files.TryGetValue(number, out var file))
                CheckAwake(state, file.File, file.Events);
        }
    }

    private void CheckAwake(InstanceState state, InstallationFile file, IReadOnlyList<FileEvent> events)
    {
        foreach (var bookmark in state.Bookmarks.Where(bookmark => bookmark.Name == FileEventScope.BookmarkName))
        {
            var (type, subject) = ((string?)bookmark.Payload["type"], (string?)bookmark.Payload["subject"]);
            var seen = state.LastingMemory.TryGetValue(bookmark.ActivityId, out var position) && position is long last ? last : 0;
            if (events.FirstOrDefault(item => item.Sequence > seen && item.Type == type && FileEventStimuli.Of(item, file).Any(scope => scope.Subject == subject)) is { } missed)
                Report("slept through an event", $"{state.InstanceId} waits for {type} of {subject}, which is event {missed.Sequence}");
        }
    }

    private void Report(string rule, string what) => _findings.Add(new Finding(rule, what));

    private static async IAsyncEnumerable<T> PagesAsync<T>(Func<PageRequest, ValueTask<Page<T>>> read)
    {
        for (var skip = 0; ; skip += PageSize)
        {
            var page = await read(new PageRequest(skip, PageSize));
            foreach (var item in page.Items)
                yield return item;
            if (page.Items.Count < PageSize)
                yield break;
        }
    }
}
