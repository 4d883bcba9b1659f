using System.Globalization;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace Integrations.Partners.Microsoft365;

/// <summary>
/// The partners' Microsoft 365 mailboxes and our own. Every wish carries a key and is looked up by it first, so that it can be repeated
/// after any crash without being done twice.
/// </summary>
public sealed class PartnerMailbox
{
    /// <summary>Our named property on a message: it stays on it from draft to sent item, and Graph can filter by it.</summary>
    private const string KeyProperty = "String {8f1c2a4e-6b0d-4d37-9a55-2f0e7c1b9d63} Name GuichetKey";

    private const int LongestTitle = 255;

    private readonly Lazy<GraphServiceClient> _client;
    private readonly GraphSettings _settings;

    /// <summary>Opens the connection lazily; nothing is called here.</summary>
    /// <exception cref="ArgumentException">The settings would give our identity away, or have none.</exception>
    public PartnerMailbox(GraphSettings settings)
    {
        _settings = settings;
        GraphClient.Check(settings);
        _client = new Lazy<GraphServiceClient>(() => GraphClient.Create(settings));
    }

    /// <summary>Puts a task into the partner's To Do, in a list of our name that is made when it is missing.</summary>
    public Task<MailboxResult> PostTaskAsync(MailboxTask task, CancellationToken cancellation) =>
        GraphFailures.Catch(
            async () =>
            {
                if (await FindTask(task.Mailbox, task.Key, cancellation) is { } found)
                    return new MailboxResult.Done(found.Task.Id!);

                var list = await FindOrMakeList(task.Mailbox, cancellation);
                if (!await task.MayLeave(cancellation))
                    return new MailboxResult.Taken();
                // Task and linked resource are one request: there is no moment at which a task of ours has no key.
                var created = await Graph.Users[task.Mailbox].Todo.Lists[list.Id].Tasks.PostAsync(NewTask(task), cancellationToken: cancellation);
                return new MailboxResult.Done(created!.Id!);
            },
            cancellation);

    /// <summary>Makes a task important and shows a new text on top of it.</summary>
    /// <param name="mailbox">Address of the partner's mailbox.</param>
    /// <param name="key">Key of the task.</param>
    /// <param name="body">The whole new text.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public Task<MailboxResult> RemindTaskAsync(string mailbox, string key, string body, CancellationToken cancellation) =>
        ChangeTask(
            mailbox,
            key,
            new TodoTask { Importance = Importance.High, Body = PlainText(body) },
            new MailboxResult.Failed("graph.task-gone", "La tâche n'est plus dans la boîte du partenaire.", Permanent: true),
            cancellation);

    /// <summary>Marks a task as completed; one that the partner deleted needs no more.</summary>
    public Task<MailboxResult> CompleteTaskAsync(string mailbox, string key, CancellationToken cancellation) =>
        ChangeTask(
            mailbox, key, new TodoTask { Status = Microsoft.Graph.Models.TaskStatus.Completed }, new MailboxResult.Done(""), cancellation);

    /// <summary>
    /// Sends a mail: draft with our key, then send. A repeat finds the sent message and does nothing, or finds the draft and sends it.
    /// Whoever may still send when the draft is there sends it; one who takes over later finds that draft, and a draft is sent once.
    /// </summary>
    public Task<MailboxResult> SendAsync(MailboxMail mail, CancellationToken cancellation) =>
        GraphFailures.Catch(
            async () =>
            {
                var message = await FindMessage(mail.Key, cancellation)
                    ?? await Sender.Messages.PostAsync(NewMessage(mail), Immutable, cancellation);
                if (message!.IsDraft != true)
                    return new MailboxResult.Done(message.Id!);
                // Its draft stays: the other may have found it, and what is a draft now may be the sent mail when it is deleted.
                return await mail.MayLeave(cancellation)
                    ? await SendDraftAsync(message.Id!, mail.Key, cancellation)
                    : new MailboxResult.Taken();
            },
            cancellation);

    /// <summary>A draft that cannot be sent may have been sent by another process whose lease of the command ended over it.</summary>
    private async Task<MailboxResult> SendDraftAsync(string id, string key, CancellationToken cancellation)
    {
        try
        {
            await Sender.Messages[id].Send.PostAsync(Immutable, cancellation);
        }
        catch (ODataError error) when (error.ResponseStatusCode is 400 or 404)
        {
            if (await FindMessage(key, cancellation) is { IsDraft: false } sent)
                return new MailboxResult.Done(sent.Id!);
            if (error.ResponseStatusCode == 400) throw;
            // Somebody tidied up; the next attempt makes another.
            return new MailboxResult.Failed("graph.draft-gone", "Le brouillon du courriel a disparu de la boîte du guichet.", Permanent: false);
        }

        return new MailboxResult.Done(id);
    }

    private GraphServiceClient Graph => _client.Value;

    private Microsoft.Graph.Users.Item.UserItemRequestBuilder Sender => Graph.Users[_settings.SenderMailbox];

    private Task<MailboxResult> ChangeTask(
        string mailbox, string key, TodoTask change, MailboxResult whenGone, CancellationToken cancellation) =>
        GraphFailures.Catch(
            async () =>
            {
                if (await FindTask(mailbox, key, cancellation) is not { } found)
                    return whenGone;
                await Graph.Users[mailbox].Todo.Lists[found.List.Id].Tasks[found.Task.Id].PatchAsync(change, cancellationToken: cancellation);
                return new MailboxResult.Done(found.Task.Id!);
            },
            cancellation);

    private async Task<TodoTaskList> FindOrMakeList(string mailbox, CancellationToken cancellation)
    {
        var lists = await OurLists(mailbox, cancellation);
        return lists.Count > 0
            ? lists[0]
            : (await Graph.Users[mailbox].Todo.Lists.PostAsync(
                new TodoTaskList { DisplayName = _settings.TaskList }, cancellationToken: cancellation))!;
    }

    /// <summary>More than one when an answer was lost on the way: all are searched, the first is written to.</summary>
    private async Task<List<TodoTaskList>> OurLists(string mailbox, CancellationToken cancellation)
    {
        var lists = new List<TodoTaskList>();
        var page = await Graph.Users[mailbox].Todo.Lists.GetAsync(cancellationToken: cancellation);
        while (page is not null)
        {
            lists.AddRange(page.Value!.Where(list => string.Equals(list.DisplayName, _settings.TaskList, StringComparison.OrdinalIgnoreCase)));
            page = page.OdataNextLink is { } next
                ? await Graph.Users[mailbox].Todo.Lists.WithUrl(next).GetAsync(cancellationToken: cancellation)
                : null;
        }

        return lists;
    }

    private async Task<(TodoTaskList List, TodoTask Task)?> FindTask(string mailbox, string key, CancellationToken cancellation)
    {
        foreach (var list in await OurLists(mailbox, cancellation))
        {
            if (await FindTaskByFilter(mailbox, list, key, cancellation) is { } task)
                return (list, task);
        }

        return null;
    }

    private async Task<TodoTask?> FindTaskByFilter(string mailbox, TodoTaskList list, string key, CancellationToken cancellation)
    {
        try
        {
            var page = await Graph.Users[mailbox].Todo.Lists[list.Id].Tasks.GetAsync(
                request => request.QueryParameters.Filter = $"linkedResources/any(l:l/externalId eq '{Quoted(key)}')", cancellation);
            return page!.Value!.FirstOrDefault();
        }
        catch (ODataError error) when (error.ResponseStatusCode == 400)
        {
            // Not every mailbox server filters by a linked resource; all of them expand it.
            return await FindTaskByReading(mailbox, list, key, cancellation);
        }
    }

    private async Task<TodoTask?> FindTaskByReading(string mailbox, TodoTaskList list, string key, CancellationToken cancellation)
    {
        var tasks = Graph.Users[mailbox].Todo.Lists[list.Id].Tasks;
        var page = await tasks.GetAsync(
            request =>
            {
                request.QueryParameters.Expand = ["linkedResources"];
                request.QueryParameters.Top = 100;
            },
            cancellation);
        while (page is not null)
        {
            if (page.Value!.Find(task => task.LinkedResources?.Exists(link => link.ExternalId == key) == true) is { } task)
                return task;
            page = page.OdataNextLink is { } next ? await tasks.WithUrl(next).GetAsync(cancellationToken: cancellation) : null;
        }

        return null;
    }

    private async Task<Message?> FindMessage(string key, CancellationToken cancellation)
    {
        var page = await Sender.Messages.GetAsync(
            request =>
            {
                request.QueryParameters.Filter =
                    $"singleValueExtendedProperties/any(ep:ep/id eq '{KeyProperty}' and ep/value eq '{Quoted(key)}')";
                request.QueryParameters.Select = ["id", "isDraft"];
                Immutable(request);
            },
            cancellation);
        // A sent message wins over a draft: whatever else happened, it must not leave again.
        return page!.Value!.OrderBy(message => message.IsDraft == true).FirstOrDefault();
    }

    private TodoTask NewTask(MailboxTask task) => new()
    {
        Title = task.Title.Length <= LongestTitle ? task.Title : string.Concat(task.Title.AsSpan(0, LongestTitle - 1), "…"),
        Body = PlainText(task.Body),
        Importance = task.Urgent ? Importance.High : Importance.Normal,
        DueDateTime = task.DueOn is { } dueOn ? Midnight(dueOn, task.Zone) : null,
        LinkedResources =
        [
            new LinkedResource
            {
                WebUrl = task.Link.ToString(),
                ApplicationName = _settings.ApplicationName,
                DisplayName = task.LinkName,
                ExternalId = task.Key,
            },
        ],
    };

    private static Message NewMessage(MailboxMail mail)
    {
        var message = new Message
        {
            Subject = mail.Subject,
            Body = new ItemBody { ContentType = BodyType.Html, Content = mail.Html },
            Importance = mail.Urgent ? Importance.High : Importance.Normal,
            ToRecipients = Recipients(mail.To),
            SingleValueExtendedProperties = [new SingleValueLegacyExtendedProperty { Id = KeyProperty, Value = mail.Key }],
        };

        // A list that is set to null is written as null, which the service does not take.
        if (mail.Cc.Count > 0) message.CcRecipients = Recipients(mail.Cc);
        if (mail.Bcc.Count > 0) message.BccRecipients = Recipients(mail.Bcc);
        if (mail.Attachments.Count > 0) message.Attachments = [.. mail.Attachments.Select(Attach)];
        return message;
    }

    private static List<Recipient> Recipients(IReadOnlyList<string> addresses) =>
        [.. addresses.Select(address => new Recipient { EmailAddress = new EmailAddress { Address = address } })];

    private static FileAttachment Attach(MailAttachment file) => new()
    {
        OdataType = "#microsoft.graph.fileAttachment",
        Name = file.FileName,
        ContentType = file.ContentType,
        ContentBytes = file.Content.ToArray(),
    };

    /// <summary>Outlook knows Windows names of time zones best.</summary>
    private static DateTimeTimeZone Midnight(DateOnly day, TimeZoneInfo zone) => new()
    {
        DateTime = day.ToDateTime(TimeOnly.MinValue).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        TimeZone = TimeZoneInfo.TryConvertIanaIdToWindowsId(zone.Id, out var windows) ? windows : zone.Id,
    };

    private static ItemBody PlainText(string text) => new() { ContentType = BodyType.Text, Content = text };

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>An id that stays the same when a draft becomes a sent item.</summary>
    private static void Immutable<T>(Microsoft.Kiota.Abstractions.RequestConfiguration<T> request)
        where T : class, new() =>
        request.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
}
