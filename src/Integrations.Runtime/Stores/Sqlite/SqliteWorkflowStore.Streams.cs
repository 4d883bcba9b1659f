using System.Globalization;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores.Rows;
using Integrations.Runtime.Streams;
using Microsoft.Data.Sqlite;
using static Integrations.Runtime.Stores.Rows.DocumentRows;
using static Integrations.Runtime.Stores.Rows.EventRows;

namespace Integrations.Runtime.Stores.Sqlite;

public sealed partial class SqliteWorkflowStore
{
    /// <inheritdoc />
    public ValueTask<StreamSlice> ReadStreamAsync(
        string streamId, long afterSequence = 0, CancellationToken cancellationToken = default) =>
        ReadAsync(
            session =>
            {
                var events = session.Prepare(
                    $"""
                    SELECT {EventColumns} FROM stream_events
                    WHERE stream_id = $stream_id AND sequence > $after ORDER BY sequence
                    """)
                    .Read(ToEvent, streamId, afterSequence);
                var due = session.Prepare("SELECT due_at FROM stream_due WHERE stream_id = $stream_id")
                    .ReadFirst(row => row.InstantOrNull(0), streamId);
                return new StreamSlice(events, due);
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StreamDue>> FindDueStreamsAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<StreamDue>>(
            session => session.Prepare(
                "SELECT stream_id, due_at FROM stream_due WHERE due_at <= $now ORDER BY due_at, stream_id LIMIT $limit")
                .Read(row => new StreamDue(row.GetString(0), row.Instant(1)), now, limit),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<Document?> GetDocumentAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        ReadAsync(
            session => session.Prepare($"SELECT {DocumentColumns} FROM documents WHERE collection = $collection AND id = $id")
                .ReadFirst(ToDocument, key.Collection, key.Id),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<Page<Document>> QueryDocumentsAsync(
        DocumentQuery query, PageRequest page, CancellationToken cancellationToken = default)
    {
        List<object?> values = [query.Collection];
        var from = "FROM documents WHERE collection = $collection";
        if (query.Group is not null)
        {
            from += " AND group_key = $group_key";
            values.Add(query.Group);
        }

        if (query.Search is not null)
        {
            from += " AND instr(search, $search) > 0";
            values.Add(query.Search);
        }

        if (query.DueBefore is not null)
        {
            from += " AND due_at IS NOT NULL AND due_at < $due_before";
            values.Add(query.DueBefore);
        }
        else if (query.Order == DocumentOrder.DueAt)
        {
            from += " AND due_at IS NOT NULL";
        }

        var order = query.Order switch
        {
            DocumentOrder.Sort => "ORDER BY sort, id",
            DocumentOrder.SortDescending => "ORDER BY sort DESC, id DESC",
            _ => "ORDER BY due_at, id",
        };
        return ReadAsync(session => ReadPage(session, DocumentColumns, from, order, ToDocument, page, [.. values]), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyDictionary<string, long>> GetCountersAsync(string prefix, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyDictionary<string, long>>(
            session => session.Prepare("SELECT name, value FROM counters WHERE substr(name, 1, length($prefix)) = $prefix ORDER BY name")
                .Read(row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), prefix)
                .ToDictionary(StringComparer.Ordinal),
            cancellationToken);
}
