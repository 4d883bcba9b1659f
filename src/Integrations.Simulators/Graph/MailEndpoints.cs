using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integrations.Simulators.Graph;

/// <summary>Mail: drafts, sending, sent items, and the inbox of whoever got it.</summary>
internal sealed class MailEndpoints(MailStore store)
{
    private static readonly string[] RecipientLists = ["toRecipients", "ccRecipients", "bccRecipients"];

    private readonly Lock _sending = new();

    public void Map(RouteGroupBuilder user)
    {
        user.MapGet("/messages", (string user, HttpRequest request) => ListMessages(user, null, request));
        user.MapGet("/mailFolders/{folder}/messages", (string user, string folder, HttpRequest request) => ListMessages(user, folder, request));
        user.MapPost("/messages", AddDraft);
        user.MapGet("/messages/{message}", GetMessage);
        user.MapGet("/messages/{message}/attachments", (string user, string message, HttpRequest request) => GraphRequest.Collection(
            request, $"users('{user}')/messages('{message}')/attachments", (Find(user, message).Value!["attachments"] as JsonArray ?? []).OfType<JsonObject>().Select(file => (JsonObject)file.DeepClone()), defaultPage: 10));
        user.MapPatch("/messages/{message}", ChangeMessage);
        user.MapDelete("/messages/{message}", (string user, string message) =>
        {
            store.Delete(Find(user, message));
            return Results.NoContent();
        });
        user.MapPost("/messages/{message}/send", SendDraft);
        user.MapPost("/sendMail", SendMail);
    }

    private IResult ListMessages(string user, string? folder, HttpRequest request)
    {
        var mailbox = Open(user);
        if (folder is not null && folder.ToLowerInvariant() is not ("inbox" or "drafts" or "sentitems"))
            throw new GraphErrorException(GraphError.NotFound);
        var filter = ODataFilter.Parse(request.Query["$filter"], linkedResources: false);
        var messages = store.Where(mailbox.Address, ItemKind.Message, filter)
            .Where(item => folder is null || string.Equals((string?)item.Value!["parentFolderId"], folder, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(item => (string?)item.Value!["receivedDateTime"], StringComparer.Ordinal)
            .Select(item => Shown(item, request));
        return GraphRequest.Collection(request, $"users('{user}')/messages", messages, defaultPage: 10);
    }

    private async Task<IResult> AddDraft(string user, HttpRequest request)
    {
        var mailbox = Open(user);
        var given = await GraphRequest.ReadBody(request);
        EntityType.Message.Check(given);
        var item = store.Add(mailbox.Address, ItemKind.Message, NewDraft(mailbox, given));
        return GraphRequest.Entity(request, $"users('{user}')/messages", Shown(item, request), 201);
    }

    private IResult GetMessage(string user, string message, HttpRequest request) =>
        GraphRequest.Entity(request, $"users('{user}')/messages", Shown(Find(user, message), request));

    private async Task<IResult> ChangeMessage(string user, string message, HttpRequest request)
    {
        var item = Find(user, message);
        var given = await GraphRequest.ReadBody(request);
        EntityType.Message.Check(given);
        var value = (JsonObject)item.Value!.DeepClone();
        if ((bool?)value["isDraft"] != true && given.Any(change => change.Key is not ("isRead" or "categories")))
            throw new GraphErrorException(new GraphError(400, "ErrorInvalidPropertyForUpdate", "Only a draft can be changed."));
        foreach (var (name, content) in given)
            value[name] = content?.DeepClone();
        var changed = item with { Value = value };
        store.Put(changed);
        return GraphRequest.Entity(request, $"users('{user}')/messages", Shown(changed, request));
    }

    private IResult SendDraft(string user, string message)
    {
        lock (_sending)
        {
            var item = Find(user, message);
            if ((bool?)item.Value!["isDraft"] != true)
                throw new GraphErrorException(new GraphError(400, "ErrorInvalidOperation", "The message is not a draft."));
            Send(item);
        }

        return Results.Accepted();
    }

    private async Task<IResult> SendMail(string user, HttpRequest request)
    {
        var mailbox = Open(user);
        var given = await GraphRequest.ReadBody(request);
        // The SDK writes the parameters of an action with a capital.
        var message = (given["message"] ?? given["Message"]) as JsonObject
            ?? throw new GraphErrorException(GraphError.BadRequest("The parameter 'Message' is required."));
        EntityType.Message.Check(message);
        Send(new StoredItem(mailbox.Address, ItemKind.Message, MailStore.NewId(), null, NewDraft(mailbox, message)));
        return Results.Accepted();
    }

    /// <summary>The draft becomes a sent item (with another id for those who did not ask for immutable ones), and each addressee has a copy.</summary>
    private void Send(StoredItem draft)
    {
        var addresses = Addresses(draft.Value!);
        if (addresses.Count == 0)
            throw new GraphErrorException(new GraphError(400, "ErrorInvalidRecipients", "At least one recipient must be specified."));

        var now = GraphRequest.Instant(store.Now);
        var sent = (JsonObject)draft.Value!.DeepClone();
        sent["isDraft"] = false;
        sent["isRead"] = true;
        sent["parentFolderId"] = "sentitems";
        sent["sentDateTime"] = now;
        sent["receivedDateTime"] = now;
        sent["lastModifiedDateTime"] = now;
        sent["_restId"] = MailStore.NewId();
        var act = new JsonObject
        {
            ["at"] = now,
            ["to"] = new JsonArray([.. addresses.Select(address => JsonValue.Create(address))]),
            ["subject"] = sent["subject"]?.DeepClone(),
            ["key"] = Key(sent),
        };
        store.Put([
            draft with { Value = sent },
            new StoredItem(draft.Mailbox, ItemKind.Send, MailStore.NewId(), null, act),
            .. addresses.Select(address => new StoredItem(address, ItemKind.Message, MailStore.NewId(), null, Copy(sent))),
        ]);
    }

    private static JsonObject Copy(JsonObject sent)
    {
        var copy = (JsonObject)sent.DeepClone();
        copy["isRead"] = false;
        copy["parentFolderId"] = "inbox";
        copy["_restId"] = MailStore.NewId();
        // A named property stays in the mailbox of the sender.
        copy.Remove("singleValueExtendedProperties");
        return copy;
    }

    private JsonObject NewDraft(Mailbox mailbox, JsonObject given)
    {
        var now = GraphRequest.Instant(store.Now);
        var from = new JsonObject { ["emailAddress"] = new JsonObject { ["name"] = mailbox.Name, ["address"] = mailbox.Address } };
        var value = new JsonObject
        {
            ["createdDateTime"] = now,
            ["lastModifiedDateTime"] = now,
            ["receivedDateTime"] = now,
            ["sentDateTime"] = now,
            ["hasAttachments"] = false,
            ["internetMessageId"] = $"<{Guid.NewGuid():N}@simulateur.example>",
            ["subject"] = "",
            ["importance"] = "normal",
            ["parentFolderId"] = "drafts",
            ["conversationId"] = MailStore.NewId(),
            ["isRead"] = true,
            ["isDraft"] = true,
            ["body"] = new JsonObject { ["contentType"] = "text", ["content"] = "" },
            ["sender"] = from,
            ["from"] = from.DeepClone(),
            ["toRecipients"] = new JsonArray(),
            ["ccRecipients"] = new JsonArray(),
            ["bccRecipients"] = new JsonArray(),
            ["_restId"] = MailStore.NewId(),
        };
        foreach (var (name, content) in given)
        {
            if (name[0] != '@')
                value[name] = content?.DeepClone();
        }

        value["hasAttachments"] = value["attachments"] is JsonArray { Count: > 0 };
        return value;
    }

    private static List<string> Addresses(JsonObject message) =>
        [.. RecipientLists
            .SelectMany(name => message[name]!.AsArray())
            .Select(recipient => (string)recipient!["emailAddress"]!["address"]!)
            .Distinct(StringComparer.OrdinalIgnoreCase)];

    private static JsonNode? Key(JsonObject message) =>
        (message["singleValueExtendedProperties"] as JsonArray)?.FirstOrDefault()?["value"]?.DeepClone();

    private static JsonObject Shown(StoredItem item, HttpRequest request)
    {
        var value = GraphRequest.Shown(item.Value!, "singleValueExtendedProperties", "attachments");
        value["id"] = GraphRequest.WantsImmutableIds(request) ? item.Id : (string?)item.Value!["_restId"];
        return value;
    }

    private Mailbox Open(string user) => store.Find(user) ?? throw new GraphErrorException(GraphError.UnknownUser(user));

    private StoredItem Find(string user, string message) =>
        store.Get(Open(user).Address, ItemKind.Message, message) ?? throw new GraphErrorException(GraphError.NotFound);
}
