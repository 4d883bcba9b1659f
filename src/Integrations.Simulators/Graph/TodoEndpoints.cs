using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integrations.Simulators.Graph;

/// <summary>To Do: lists, tasks and their linked resources.</summary>
internal sealed class TodoEndpoints(MailStore store, GraphSimulatorOptions options)
{
    public void Map(RouteGroupBuilder user)
    {
        var lists = user.MapGroup("/todo/lists");
        lists.MapGet("", ListLists);
        lists.MapPost("", AddList);
        lists.MapGet("/{list}", (string user, string list, HttpRequest request) => GraphRequest.Entity(request, $"users('{user}')/todo/lists", FindList(user, list)));
        lists.MapGet("/{list}/tasks", ListTasks);
        lists.MapPost("/{list}/tasks", AddTask);
        lists.MapGet("/{list}/tasks/{task}", GetTask);
        lists.MapPatch("/{list}/tasks/{task}", ChangeTask);
        lists.MapDelete("/{list}/tasks/{task}", DeleteTask);
        lists.MapGet("/{list}/tasks/{task}/linkedResources", ListLinkedResources);
        lists.MapPost("/{list}/tasks/{task}/linkedResources", AddLinkedResource);
    }

    private IResult ListLists(string user, HttpRequest request)
    {
        var mailbox = Open(user);
        var filter = ODataFilter.Parse(request.Query["$filter"], linkedResources: false);
        return GraphRequest.Collection(request, $"users('{user}')/todo/lists", Lists(mailbox).Where(filter.Holds), defaultPage: 100);
    }

    private async Task<IResult> AddList(string user, HttpRequest request)
    {
        var mailbox = Open(user);
        var given = await GraphRequest.ReadBody(request);
        EntityType.TodoTaskList.Check(given);
        if (string.IsNullOrWhiteSpace((string?)given["displayName"]))
            throw Bad("The property 'displayName' is required.");
        var value = NewList((string)given["displayName"]!, "none");
        var item = store.Add(mailbox.Address, ItemKind.List, value);
        return GraphRequest.Entity(request, $"users('{user}')/todo/lists", WithId(item), 201);
    }

    private IResult ListTasks(string user, string list, HttpRequest request)
    {
        var mailbox = Open(user);
        var listId = (string)FindList(user, list)["id"]!;
        var filter = ODataFilter.Parse(request.Query["$filter"], options.FiltersByLinkedResource);
        var hidden = Hidden(request);
        var tasks = store.Where(mailbox.Address, ItemKind.Task, filter, listId).Select(task => GraphRequest.Shown(WithId(task), hidden));
        return GraphRequest.Collection(request, $"users('{user}')/todo/lists('{listId}')/tasks", tasks, defaultPage: 100);
    }

    private async Task<IResult> AddTask(string user, string list, HttpRequest request)
    {
        var mailbox = Open(user);
        var listId = (string)FindList(user, list)["id"]!;
        var given = await GraphRequest.ReadBody(request);
        EntityType.TodoTask.Check(given);
        if (string.IsNullOrWhiteSpace((string?)given["title"]))
            throw Bad("The property 'title' is required.");

        var now = GraphRequest.Instant(store.Now);
        var value = new JsonObject
        {
            ["importance"] = "normal",
            ["isReminderOn"] = false,
            ["status"] = "notStarted",
            ["createdDateTime"] = now,
            ["lastModifiedDateTime"] = now,
            ["hasAttachments"] = false,
            ["categories"] = new JsonArray(),
            ["body"] = new JsonObject { ["content"] = "", ["contentType"] = "text" },
            ["linkedResources"] = new JsonArray(),
        };
        Merge(value, given);
        foreach (var resource in value["linkedResources"]!.AsArray())
            resource!["id"] = Guid.NewGuid().ToString();
        var item = store.Add(mailbox.Address, ItemKind.Task, value, listId);
        return GraphRequest.Entity(request, $"users('{user}')/todo/lists('{listId}')/tasks", WithId(item), 201);
    }

    private IResult GetTask(string user, string list, string task, HttpRequest request)
    {
        var item = FindTask(user, list, task);
        return GraphRequest.Entity(request, $"users('{user}')/todo/lists('{item.ListId}')/tasks", GraphRequest.Shown(WithId(item), Hidden(request)));
    }

    private async Task<IResult> ChangeTask(string user, string list, string task, HttpRequest request)
    {
        var item = FindTask(user, list, task);
        var given = await GraphRequest.ReadBody(request);
        EntityType.TodoTask.Check(given);
        if (request.Headers.IfMatch.ToString() is { Length: > 0 } etag && etag != "*" && etag != (string?)item.Value!["@odata.etag"])
            throw new GraphErrorException(new GraphError(412, "ErrorIrresolvableConflict", "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item."));
        if (given.ContainsKey("linkedResources"))
            throw Bad("Linked resources are changed at their own address.");

        var value = (JsonObject)item.Value!.DeepClone();
        Merge(value, given);
        value["lastModifiedDateTime"] = GraphRequest.Instant(store.Now);
        if ((string?)value["status"] == "completed" && value["completedDateTime"] is null)
            value["completedDateTime"] = new JsonObject { ["dateTime"] = store.Now.UtcDateTime.ToString("s"), ["timeZone"] = "UTC" };
        var changed = item with { Value = value };
        store.Put(changed);
        return GraphRequest.Entity(request, $"users('{user}')/todo/lists('{item.ListId}')/tasks", GraphRequest.Shown(WithId(changed), "linkedResources"));
    }

    private IResult DeleteTask(string user, string list, string task)
    {
        store.Delete(FindTask(user, list, task));
        return Results.NoContent();
    }

    private IResult ListLinkedResources(string user, string list, string task, HttpRequest request)
    {
        var item = FindTask(user, list, task);
        return GraphRequest.Collection(
            request,
            $"users('{user}')/todo/lists('{item.ListId}')/tasks('{item.Id}')/linkedResources",
            item.Value!["linkedResources"]!.AsArray().OfType<JsonObject>(),
            defaultPage: 100);
    }

    private async Task<IResult> AddLinkedResource(string user, string list, string task, HttpRequest request)
    {
        var item = FindTask(user, list, task);
        var given = await GraphRequest.ReadBody(request);
        EntityType.LinkedResource.Check(given);
        if (string.IsNullOrWhiteSpace((string?)given["applicationName"]) || string.IsNullOrWhiteSpace((string?)given["displayName"]))
            throw Bad("The properties 'applicationName' and 'displayName' are required.");
        given["id"] = Guid.NewGuid().ToString();
        var value = (JsonObject)item.Value!.DeepClone();
        value["linkedResources"]!.AsArray().Add(given.DeepClone());
        store.Put(item with { Value = value });
        return GraphRequest.Entity(request, $"users('{user}')/todo/lists('{item.ListId}')/tasks('{item.Id}')/linkedResources", given, 201);
    }

    private Mailbox Open(string user) => store.Find(user) ?? throw new GraphErrorException(GraphError.UnknownUser(user));

    /// <summary>Every mailbox has a list of its own from the start.</summary>
    private IEnumerable<JsonObject> Lists(Mailbox mailbox)
    {
        var first = NewList("Tâches", "defaultList");
        first["id"] = $"AQMk{mailbox.Id}";
        return store.All(mailbox.Address, ItemKind.List).Select(WithId).Prepend(first);
    }

    private JsonObject FindList(string user, string list) =>
        Lists(Open(user)).FirstOrDefault(value => (string?)value["id"] == list) ?? throw new GraphErrorException(GraphError.NotFound);

    private StoredItem FindTask(string user, string list, string task)
    {
        var mailbox = Open(user);
        FindList(user, list);
        return store.Get(mailbox.Address, ItemKind.Task, task) is { } item && item.ListId == list
            ? item
            : throw new GraphErrorException(GraphError.NotFound);
    }

    private static JsonObject NewList(string name, string wellKnown) => new()
    {
        ["displayName"] = name,
        ["isOwner"] = true,
        ["isShared"] = false,
        ["wellknownListName"] = wellKnown,
    };

    private static JsonObject WithId(StoredItem item)
    {
        var value = GraphRequest.Shown(item.Value!);
        value["id"] = item.Id;
        return value;
    }

    private static void Merge(JsonObject value, JsonObject given)
    {
        foreach (var (name, content) in given)
        {
            if (name[0] != '@')
                value[name] = content?.DeepClone();
        }
    }

    private static string[] Hidden(HttpRequest request)
    {
        var expand = request.Query["$expand"].ToString();
        return expand switch
        {
            "" => ["linkedResources"],
            "linkedResources" => [],
            _ => throw Bad($"Could not find a property named '{expand}' on type 'microsoft.graph.todoTask'."),
        };
    }

    private static GraphErrorException Bad(string message) => new(GraphError.BadRequest(message));
}
