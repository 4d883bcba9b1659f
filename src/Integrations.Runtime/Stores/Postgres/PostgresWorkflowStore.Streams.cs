using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores.Rows;
using Integrations.Runtime.Streams;
using static Integrations.Runtime.Stores.Rows.DocumentRows;
using static Integrations.Runtime.Stores.Rows.EventRows;

namespace Integrations.Runtime.Stores.Postgres;

public sealed partial class PostgresWorkflowStore
{
    /// <inheritdoc />
    public async ValueTask<StreamSlice> ReadStreamAsync(string streamId, long afterSequence = 0, CancellationToken cancellationToken = default)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Database.Command(
            $"""
            SELECT {EventColumns} FROM stream_events
            WHERE stream_id = $1 AND sequence > $2 ORDER BY sequence
            """,
            streamId, afterSequence));
        batch.BatchCommands.Add(Database.Command("SELECT due_at FROM stream_due WHERE stream_id = $1", streamId));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var events = await Database.ReadRowsAsync(reader, ToEvent, cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return new StreamSlice(events, await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.Instant(0) : null);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<StreamDue>> FindDueStreamsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            "SELECT stream_id, due_at FROM stream_due WHERE due_at <= $1 ORDER BY due_at, stream_id LIMIT $2",
            row => new StreamDue(row.GetString(0), row.Instant(1)), cancellationToken, now, limit).ConfigureAwait(false);

    /// <inheritdoc />
    public ValueTask<Document?> GetDocumentAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        database.ReadFirstAsync($"SELECT {DocumentColumns} FROM documents WHERE collection = $1 AND id = $2", ToDocument, cancellationToken, key.Collection, key.Id);

    /// <inheritdoc />
    public ValueTask<Page<Document>> QueryDocumentsAsync(DocumentQuery query, PageRequest page, CancellationToken cancellationToken = default)
    {
        var conditions = new Conditions()
            .Given("collection = $?", query.Collection)
            .Given("group_key = $?", query.Group)
            .Given("strpos(search, $?) > 0", query.Search)
            .Given("due_at < $?", query.DueBefore)
            .And(query.DueBefore is not null || query.Order == DocumentOrder.DueAt ? ["due_at IS NOT NULL"] : []);
        var order = query.Order switch
        {
            DocumentOrder.Sort => "ORDER BY sort, id",
            DocumentOrder.SortDescending => "ORDER BY sort DESC, id DESC",
            _ => "ORDER BY due_at, id",
        };
        return database.ReadPageAsync(page, DocumentColumns, "FROM documents" + conditions.Where, order, ToDocument, cancellationToken, conditions.Values);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyDictionary<string, long>> GetCountersAsync(string prefix, CancellationToken cancellationToken = default) =>
        (await database.ReadAsync(
            "SELECT name, sum(value)::bigint FROM counters WHERE starts_with(name, $1) GROUP BY name ORDER BY name",
            row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), cancellationToken, prefix).ConfigureAwait(false))
            .ToDictionary(StringComparer.Ordinal);
}
