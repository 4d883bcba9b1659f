using System.Text.Encodings.Web;
using System.Text.Json;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>
/// The journal of a burst as compact JSON: an array per entry [activity id, type, event, execution id, outcomes, message], cut after
/// the last that is not null; the six events of the engine are one letter.
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
        using var document = JsonDocument.Parse(bytes);
        return [.. document.RootElement.EnumerateArray().Select(ToEntry)];
    }

    private static void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(entry.ActivityId);
        writer.WriteStringValue(entry.ActivityType);
        writer.WriteStringValue(Letters.FirstOrDefault(pair => pair.Event == entry.Event).Letter ?? entry.Event);
        if (entry.ExecutionId is not null || entry.Outcomes is not null || entry.Message is not null)
            writer.WriteStringValue(entry.ExecutionId);
        if (entry.Outcomes is not null)
        {
            writer.WriteStartArray();
            foreach (var outcome in entry.Outcomes)
                writer.WriteStringValue(outcome);
            writer.WriteEndArray();
        }
        else if (entry.Message is not null)
        {
            writer.WriteNullValue();
        }

        if (entry.Message is not null)
            writer.WriteStringValue(entry.Message);
        writer.WriteEndArray();
    }

    private static JournalEntry ToEntry(JsonElement row)
    {
        string? Text(int index) => row.GetArrayLength() > index ? row[index].GetString() : null;
        var outcomes = row.GetArrayLength() > 4 && row[4].ValueKind == JsonValueKind.Array
            ? row[4].EnumerateArray().Select(outcome => outcome.GetString()!).ToArray()
            : null;
        var written = Text(2)!;
        return new JournalEntry(
            Text(0)!, Text(1)!, Letters.FirstOrDefault(pair => pair.Letter == written).Event ?? written, outcomes)
        {
            ExecutionId = Text(3),
            Message = Text(5),
        };
    }
}
