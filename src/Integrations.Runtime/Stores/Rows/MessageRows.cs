using System.Data.Common;
using System.Text.Json;
using Integrations.Runtime.Inbox;

namespace Integrations.Runtime.Stores.Rows;

/// <summary>Messages of the inbox. Both stores keep them in these columns.</summary>
internal static class MessageRows
{
    public const string MessageColumns =
        """
        id, source, dedupe_key, kind, content_type, headers, payload, received_at, due_at, ephemeral, state, attempts,
        reason_code, reason, finished_at, begun
        """;

    /// <summary>The same, and who is at it until when.</summary>
    public const string ClaimedMessageColumns = MessageColumns + ", claimed_until, claimed_by";

    public static InboxMessage ToMessage(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Key = new DedupeKey(row.GetString(1), row.GetString(2)),
        Kind = row.GetString(3),
        ContentType = row.GetString(4),
        Headers = row.TextOrNull(5) is { } headers
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(headers)!
            : NewInboxMessage.EmptyHeaders,
        Payload = row.Bytes(6),
        ReceivedAt = row.Instant(7),
        DueAt = row.Instant(8),
        Ephemeral = row.GetBoolean(9),
        State = (InboxState)row.GetInt32(10),
        Attempts = row.GetInt32(11),
        ReasonCode = row.TextOrNull(12),
        Reason = row.TextOrNull(13),
        FinishedAt = row.InstantOrNull(14),
        Begun = row.GetInt32(15),
    };

    /// <param name="row">A row of <see cref="ClaimedMessageColumns"/>.</param>
    /// <param name="owner">The reader: what it claimed itself is not claimed elsewhere.</param>
    public static InboxMessage ToClaimedMessage(DbDataReader row, long owner) => ToMessage(row) with
    {
        ClaimedElsewhereUntil = row.IsDBNull(17) || row.GetInt64(17) == owner ? null : row.InstantOrNull(16),
    };
}
