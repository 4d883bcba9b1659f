using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Integrations.Simulators.Graph;

/// <summary>What a test or a person may ask of the simulator, and Graph would not say.</summary>
public sealed class Inspection(MailStore store)
{
    /// <summary>Mails that lie in a mailbox's inbox, oldest first.</summary>
    public IReadOnlyList<InspectedMail> Inbox(string address) =>
        [.. store.All(address, ItemKind.Message)
            .Where(item => (string?)item.Value!["parentFolderId"] == "inbox")
            .Select(item => new InspectedMail(
                item.Id,
                (string?)item.Value!["from"]?["emailAddress"]?["address"] ?? "",
                (string?)item.Value!["subject"] ?? "",
                (string?)item.Value!["body"]?["content"] ?? "",
                (bool?)item.Value!["isRead"] == true,
                At(item, "receivedDateTime")))];

    /// <summary>Tasks of a mailbox, oldest first.</summary>
    public IReadOnlyList<InspectedTask> Tasks(string address) =>
        [.. store.All(address, ItemKind.Task).Select(item => new InspectedTask(
            item.Id,
            (string?)item.Value!["title"] ?? "",
            (string?)item.Value!["body"]?["content"] ?? "",
            (string?)item.Value!["status"] ?? "",
            (string?)item.Value!["importance"] ?? "",
            (string?)item.Value!["dueDateTime"]?["dateTime"],
            (string?)item.Value!["linkedResources"]?[0]?["webUrl"],
            (string?)item.Value!["linkedResources"]?[0]?["externalId"],
            At(item, "createdDateTime")))];

    /// <summary>How often each key was sent as a mail or made a task. More than once is a fault of the caller.</summary>
    public IReadOnlyList<KeyCount> Counts()
    {
        var sends = store.Mailboxes
            .SelectMany(mailbox => store.All(mailbox.Address, ItemKind.Send))
            .GroupBy(item => (string?)item.Value!["key"] ?? $"(sans clé) {item.Id}")
            .Select(group => new KeyCount("mail", group.Key, group.Count()));
        var tasks = store.Mailboxes
            .SelectMany(mailbox => store.All(mailbox.Address, ItemKind.Task))
            .GroupBy(item => (string?)item.Value!["linkedResources"]?[0]?["externalId"] ?? $"(sans clé) {item.Id}")
            .Select(group => new KeyCount("task", group.Key, group.Count()));
        return [.. sends.Concat(tasks)];
    }

    /// <summary>The keys of <see cref="Counts"/> that were done more than once.</summary>
    public IReadOnlyList<KeyCount> Doubles() => [.. Counts().Where(count => count.Count > 1)];

    private static DateTimeOffset At(StoredItem item, string property) =>
        DateTimeOffset.Parse((string)item.Value![property]!, CultureInfo.InvariantCulture);

    internal void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/mailboxes", () => store.Mailboxes.Select(mailbox => new
        {
            mailbox.Address,
            mailbox.Name,
            mailbox.External,
            Mails = Inbox(mailbox.Address).Count,
            Tasks = Tasks(mailbox.Address).Count,
        }));
        routes.MapGet("/mailboxes/{address}", (string address) => new { Mails = Inbox(address), Tasks = Tasks(address) });
        routes.MapGet("/counts", Counts);
        routes.MapGet("/doubles", Doubles);
    }
}

/// <summary>A mail in an inbox.</summary>
public sealed record InspectedMail(string Id, string From, string Subject, string Html, bool IsRead, DateTimeOffset ReceivedAt);

/// <summary>A task in a To Do.</summary>
public sealed record InspectedTask(
    string Id, string Title, string Body, string Status, string Importance, string? Due, string? Link, string? Key, DateTimeOffset CreatedAt);

/// <summary>How often a key was used.</summary>
/// <param name="Kind"><c>mail</c> or <c>task</c>.</param>
/// <param name="Key">The idempotency key of the caller.</param>
/// <param name="Count">How often.</param>
public sealed record KeyCount(string Kind, string Key, int Count);
