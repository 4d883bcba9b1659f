using System.Text.RegularExpressions;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Store;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Simulators.Graph;

namespace Integrations.EndToEnd.Survival;

/// <summary>What a demonstration has come to, read from what its process left on disk.</summary>
internal sealed partial record DemoOutcome
{
    /// <summary>"number: status; procedure status; ...", by number.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>
    /// "recipient: subject" of every mail, sorted; a mail that came twice is there twice. Dates in subjects are left out: a process that is
    /// killed resumes up to half a virtual day later, so what is done around midnight may be due a day later.
    /// </summary>
    public required IReadOnlyList<string> Mails { get; init; }

    /// <summary>"mailbox: title" of every task, sorted.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Keys that the mailboxes saw more than once.</summary>
    public required IReadOnlyList<KeyCount> Doubles { get; init; }

    /// <summary>Broken links in the chains of events.</summary>
    public required IReadOnlyList<BrokenLink> BrokenLinks { get; init; }

    /// <summary>Codes of what the desk could not use.</summary>
    public required IReadOnlyList<string?> Quarantined { get; init; }

    /// <summary>What waits, and what was given up.</summary>
    public required StoreHealth Health { get; init; }

    /// <summary>When time alone will do something again; null: never.</summary>
    public required DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Reads the folder of a demonstration whose process is gone.</summary>
    public static async Task<DemoOutcome> ReadAsync(string folder, CancellationToken cancellation)
    {
        await using var store = SqliteWorkflowStore.OpenFile(Path.Combine(folder, "guichet.db"));
        using var mailboxes = new GraphSimulator(new GraphSimulatorOptions { JournalFile = Path.Combine(folder, "mailboxes.jsonl") });
        var files = new List<string>();
        var broken = new List<BrokenLink>();
        var cards = await store.QueryDocumentsAsync(new DocumentQuery(PortalProjections.Files), PageRequest.First, cancellation);
        foreach (var card in cards.Items)
        {
            var events = (await store.ReadStreamAsync(card.Id, 0, cancellation)).Events.Select(stored => FileJson.Read(stored.Payload)).ToList();
            if (HashChain.Verify(events) is { } link) broken.Add(link);
            var file = InstallationFile.Fold(events);
            files.Add($"{file.Number}: {file.Status}; {string.Join("; ", file.Procedures.Select(procedure => $"{procedure.Key} {procedure.Status}").Order(StringComparer.Ordinal))}");
        }

        var addresses = mailboxes.Store.Mailboxes.Select(mailbox => mailbox.Address).ToList();
        return new DemoOutcome
        {
            Files = [.. files.Order(StringComparer.Ordinal)],
            Mails = [.. addresses.SelectMany(address => mailboxes.Inspection.Inbox(address).Select(mail => $"{address}: {Date().Replace(mail.Subject, "(date)")}")).Order(StringComparer.Ordinal)],
            Tasks = [.. addresses.SelectMany(address => mailboxes.Inspection.Tasks(address).Select(task => $"{address}: {task.Title}")).Order(StringComparer.Ordinal)],
            Doubles = mailboxes.Inspection.Doubles(),
            BrokenLinks = broken,
            Quarantined = [.. (await store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First, cancellation)).Items.Select(message => message.ReasonCode)],
            Health = await store.GetHealthAsync(DateTimeOffset.MaxValue, cancellation),
            NextDueAt = await store.NextDueAtAsync(cancellation),
        };
    }

    [GeneratedRegex(@"(?:\p{L}+di|dimanche) \d{1,2}(?:er)? \p{L}+ \d{4}|\d{1,2}(?:er)? \p{L}+ \d{4}")]
    private static partial Regex Date();
}
