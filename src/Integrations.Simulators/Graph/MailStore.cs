using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Integrations.Simulators.Graph;

/// <summary>Everything in the simulated mailboxes. All access is under one lock: a simulator is judged by its truth, not its speed.</summary>
public sealed class MailStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredItem> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Mailbox, ItemKind Kind), List<string>> _index = [];
    private readonly Dictionary<(string Mailbox, ItemKind Kind, string Key), List<string>> _byKey = [];
    private readonly Dictionary<string, string> _byRestId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mailbox> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly MailJournal? _journal;
    private readonly TimeProvider _time;

    internal MailStore(GraphSimulatorOptions options)
    {
        _time = options.Time;
        foreach (var (address, name) in options.Mailboxes)
            _mailboxes[address] = new Mailbox(address, name, External: false);
        if (options.JournalFile is not { } file)
            return;

        foreach (var item in MailJournal.Read(file))
            Place(item);
        _journal = new MailJournal(file);
    }

    /// <summary>Mailboxes of the simulated tenants, and addresses elsewhere that got mail.</summary>
    public IReadOnlyList<Mailbox> Mailboxes
    {
        get
        {
            lock (_lock)
                return [.. _mailboxes.Values];
        }
    }

    /// <summary>Current instant on the clock of the mailboxes.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Adds a mailbox, or changes its name.</summary>
    public void AddMailbox(string address, string name)
    {
        lock (_lock)
            _mailboxes[address] = new Mailbox(address, name, External: false);
    }

    /// <summary>A mailbox that Graph can open: by address or by id.</summary>
    internal Mailbox? Find(string addressOrId)
    {
        lock (_lock)
            return _mailboxes.Values.FirstOrDefault(mailbox => !mailbox.External
                && (mailbox.Id == addressOrId || string.Equals(mailbox.Address, addressOrId, StringComparison.OrdinalIgnoreCase)));
    }

    internal IReadOnlyList<StoredItem> All(string mailbox, ItemKind kind, string? listId = null)
    {
        lock (_lock)
        {
            return _index.TryGetValue(Key(mailbox, kind), out var ids)
                ? [.. ids.Select(id => _items[id]).Where(item => item.Value is not null && (listId is null || item.ListId == listId))]
                : [];
        }
    }

    /// <summary>Those that a filter asks for. By a key they are found without a look at the others: each of our sends asks so, in mailboxes of any size.</summary>
    internal IReadOnlyList<StoredItem> Where(string mailbox, ItemKind kind, ItemFilter filter, string? listId = null)
    {
        if (filter.Key is not { } key)
            return [.. All(mailbox, kind, listId).Where(item => filter.Holds(item.Value!))];
        lock (_lock)
        {
            return _byKey.TryGetValue((mailbox.ToUpperInvariant(), kind, key), out var ids)
                ? [.. ids.Select(id => _items[id]).Where(item => item.Value is not null && (listId is null || item.ListId == listId) && filter.Holds(item.Value))]
                : [];
        }
    }

    internal StoredItem? Get(string mailbox, ItemKind kind, string id)
    {
        lock (_lock)
        {
            return (_items.GetValueOrDefault(id) ?? (_byRestId.TryGetValue(id, out var own) ? _items[own] : null)) is { Value: { } value } item
                && item.Kind == kind && string.Equals(item.Mailbox, mailbox, StringComparison.OrdinalIgnoreCase) && (item.Id == id || (string?)value["_restId"] == id)
                ? item
                : null;
        }
    }

    /// <summary>The keys that callers give their items: of the things that a task is linked to, of a message's named properties.</summary>
    internal static IEnumerable<string> KeysOf(JsonObject value) =>
        Texts(value["linkedResources"], "externalId").Concat(Texts(value["singleValueExtendedProperties"], "value"));

    private static IEnumerable<string> Texts(JsonNode? list, string name) =>
        (list as JsonArray ?? []).Select(entry => (string?)entry?[name]).OfType<string>();

    internal StoredItem Add(string mailbox, ItemKind kind, JsonObject value, string? listId = null)
    {
        var item = new StoredItem(mailbox, kind, NewId(), listId, value);
        Put(item);
        return item;
    }

    /// <summary>Writes new versions of items, all or none; each has a new etag.</summary>
    internal void Put(params IReadOnlyList<StoredItem> items)
    {
        lock (_lock)
        {
            foreach (var value in items.Select(item => item.Value).OfType<JsonObject>())
                value["@odata.etag"] = $"W/\"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(15))}\"";
            _journal?.Append(items);
            foreach (var item in items)
                Place(item);
        }
    }

    /// <summary>The owner of a mailbox marks a mail as read.</summary>
    internal void MarkRead(string mailbox, string id) => Change(mailbox, ItemKind.Message, id, value => value["isRead"] = true);

    /// <summary>The owner of a mailbox ticks a task off.</summary>
    internal void TickOff(string mailbox, string id) => Change(mailbox, ItemKind.Task, id, value => value["status"] = "completed");

    internal void Delete(StoredItem item) => Put(item with { Value = null });

    internal static string NewId() => "AAMk" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(60)).Replace('+', '-').Replace('/', '_');

    /// <inheritdoc/>
    public void Dispose() => _journal?.Dispose();

    private void Change(string mailbox, ItemKind kind, string id, Action<JsonObject> change)
    {
        if (Get(mailbox, kind, id) is not { } item)
            return;
        var value = (JsonObject)item.Value!.DeepClone();
        change(value);
        Put(item with { Value = value });
    }

    private void Place(StoredItem item)
    {
        if (!_mailboxes.ContainsKey(item.Mailbox))
            _mailboxes[item.Mailbox] = new Mailbox(item.Mailbox, item.Mailbox, External: true);
        if (!_items.ContainsKey(item.Id))
        {
            var key = Key(item.Mailbox, item.Kind);
            if (!_index.TryGetValue(key, out var ids))
                _index[key] = ids = [];
            ids.Add(item.Id);
        }

        _items[item.Id] = item;
        if (item.Value is not { } value)
            return;
        if ((string?)value["_restId"] is { } restId)
            _byRestId[restId] = item.Id;
        foreach (var text in KeysOf(value))
        {
            var key = (item.Mailbox.ToUpperInvariant(), item.Kind, text);
            if (!_byKey.TryGetValue(key, out var bearers))
                _byKey[key] = bearers = [];
            if (!bearers.Contains(item.Id))
                bearers.Add(item.Id);
        }
    }

    private static (string Mailbox, ItemKind Kind) Key(string mailbox, ItemKind kind) => (mailbox.ToUpperInvariant(), kind);
}

/// <summary>A mailbox.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Name">Name of its owner.</param>
/// <param name="External">Outside the simulated tenants: it gets mail, Graph cannot open it.</param>
public sealed record Mailbox(string Address, string Name, bool External)
{
    /// <summary>Id of its owner in the directory.</summary>
    public string Id { get; } = new Guid(HashOf(Address)).ToString();

    private static byte[] HashOf(string address) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(address.ToUpperInvariant()))[..16];
}

/// <summary>What an item is.</summary>
internal enum ItemKind
{
    List,
    Task,
    Message,

    /// <summary>One act of sending; never changed, so that it can be counted.</summary>
    Send,
}

/// <summary>One item of a mailbox; without a value it is deleted. Properties that start with "_" are ours and are not shown.</summary>
internal sealed record StoredItem(string Mailbox, ItemKind Kind, string Id, string? ListId, JsonObject? Value);
