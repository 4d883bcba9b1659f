using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>
/// The journal of a burst as compact JSON: an array per entry [activity id, type, event, execution id, outcomes, message, values, key], cut
/// after the last that is not null; the six events of the engine are one letter.
/// </summary>
public static class JournalCodec
{
    private static readonly (string Event, string Letter)[] Letters =
    [
        ("Started", "s"), ("Resumed", "r"), ("Suspended", "w"), ("Completed", "c"), ("Faulted", "f"), ("Canceled", "x"),
    ];

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes entries in order.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<JournalEntry> entries)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(32 * (entries.Count + 1));
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var entry in entries)
                Write(writer, entry);
            writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads what <see cref="Write(IReadOnlyList{JournalEntry})"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no journal.</exception>
    public static IReadOnlyList<JournalEntry> Read(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Values.MaxJsonDepth });
        return [.. document.RootElement.EnumerateArray().Select(ToEntry)];
    }

    private static void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        var members = LengthOf(entry);
        writer.WriteStartArray();
        writer.WriteStringValue(entry.ActivityId);
        writer.WriteStringValue(entry.ActivityType);
        writer.WriteStringValue(Letters.FirstOrDefault(pair => pair.Event == entry.Event).Letter ?? entry.Event);
        if (members > 3) writer.WriteStringValue(entry.ExecutionId);
        if (members > 4) Write(writer, entry.Outcomes);
        if (members > 5) writer.WriteStringValue(entry.Message);
        if (members > 6) Write(writer, entry.Values);
        if (members > 7) writer.WriteStringValue(entry.ActivityKey);
        writer.WriteEndArray();
    }

    private static int LengthOf(JournalEntry entry) => entry switch
    {
        { ActivityKey: not null } => 8,
        { Values: not null } => 7,
        { Message: not null } => 6,
        { Outcomes: not null } => 5,
        { ExecutionId: not null } => 4,
        _ => 3,
    };

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<string>? outcomes)
    {
        if (outcomes is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var outcome in outcomes)
            writer.WriteStringValue(outcome);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonObject? values)
    {
        if (values is null)
            writer.WriteNullValue();
        else
            values.WriteTo(writer);
    }

    private static JournalEntry ToEntry(JsonElement row)
    {
        JsonElement? Member(int index) => row.GetArrayLength() > index && row[index].ValueKind != JsonValueKind.Null ? row[index] : null;
        var written = row[2].GetString()!;
        return new JournalEntry(
            row[0].GetString()!,
            row[1].GetString()!,
            Letters.FirstOrDefault(pair => pair.Letter == written).Event ?? written,
            Member(4)?.EnumerateArray().Select(outcome => outcome.GetString()!).ToArray())
        {
            ExecutionId = Member(3)?.GetString(),
            Message = Member(5)?.GetString(),
            Values = Member(6) is { } values ? JsonObject.Create(values.Clone()) : null,
            ActivityKey = Member(7)?.GetString(),
        };
    }
}
