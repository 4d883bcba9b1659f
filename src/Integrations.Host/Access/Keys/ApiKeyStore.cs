using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores;

namespace Integrations.Host.Access.Keys;

/// <summary>The keys of machines, kept as documents of the store.</summary>
internal sealed class ApiKeyStore(IWorkflowStore store)
{
    /// <summary>Collection of the keys.</summary>
    public const string Collection = "api-keys";

    // Apart from the keys: noting a use must never write an old state of a key over its revocation.
    private const string Uses = "api-key-uses";

    private readonly ConcurrentDictionary<string, DateOnly> _noted = new(StringComparer.Ordinal);

    /// <summary>Makes a key. Its text is known only now.</summary>
    public async Task<(ApiKey Key, ApiKeyText Text)> CreateAsync(
        string name, DeskRole role, string by, DateTimeOffset now, DateTimeOffset? expiresAt, CancellationToken cancellation = default)
    {
        var text = ApiKeyText.New();
        var key = new ApiKey(text.Id, name, role, text.SecretHash, now, by) { ExpiresAt = expiresAt };
        await WriteAsync(key, cancellation);
        return (key, text);
    }

    /// <summary>The key of an id; null: none.</summary>
    public async Task<ApiKey?> FindAsync(string id, CancellationToken cancellation = default) =>
        await store.GetDocumentAsync(new DocumentKey(Collection, id), cancellation) is { } kept ? Read(kept) : null;

    /// <summary>All keys, oldest first, each with the last day it was used.</summary>
    public async Task<IReadOnlyList<(ApiKey Key, DateOnly? LastUsed)>> ListAsync(CancellationToken cancellation = default)
    {
        var uses = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        await foreach (var use in AllAsync(Uses, cancellation)) uses[use.Id] = JsonSerializer.Deserialize<DateOnly>(use.Json);
        var keys = new List<(ApiKey, DateOnly?)>();
        await foreach (var kept in AllAsync(Collection, cancellation)) keys.Add((Read(kept), uses.TryGetValue(kept.Id, out var day) ? day : null));
        return keys;
    }

    /// <summary>Closes a key for ever.</summary>
    /// <returns>False: there is none of this id, or it is revoked already.</returns>
    public async Task<bool> RevokeAsync(string id, string by, DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (await FindAsync(id, cancellation) is not { RevokedAt: null } key) return false;
        await WriteAsync(key with { RevokedAt = now, RevokedBy = by }, cancellation);
        return true;
    }

    /// <summary>Keeps that a key was used on a day; written once a day.</summary>
    public async Task NoteUseAsync(string id, DateOnly day, CancellationToken cancellation = default)
    {
        if (_noted.TryGetValue(id, out var noted) && noted == day) return;
        await store.CommitAsync(new UnitOfWork { Documents = [new Document(Uses, id, JsonSerializer.Serialize(day))] }, cancellation);
        _noted[id] = day;
    }

    private static ApiKey Read(Document kept) =>
        JsonSerializer.Deserialize<ApiKey>(kept.Json, JsonSerializerOptions.Web) ?? throw new JsonException($"The key {kept.Id} is empty.");

    private async Task WriteAsync(ApiKey key, CancellationToken cancellation) => await store.CommitAsync(
        new UnitOfWork
        {
            Documents = [new Document(Collection, key.Id, JsonSerializer.Serialize(key, JsonSerializerOptions.Web)) { Sort = key.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) }],
        },
        cancellation);

    private async IAsyncEnumerable<Document> AllAsync(string collection, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        const int Size = 200;
        for (var offset = 0; ; offset += Size)
        {
            var page = await store.QueryDocumentsAsync(new DocumentQuery(collection), new PageRequest(offset, Size), cancellation);
            foreach (var document in page.Items) yield return document;
            if (offset + page.Items.Count >= page.Total || page.Items.Count == 0) yield break;
        }
    }
}
