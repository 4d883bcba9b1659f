using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Workflows.Execution;

/// <summary>
/// Compact UTF-8 JSON of an <see cref="InstanceState"/>, without reflection. Members that have their usual value are left out; a value whose
/// kind JSON does not have is written as {"$t": kind, "v": text}.
/// </summary>
public static class InstanceStateSerializer
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = Values.Json.Encoder, SkipValidation = true };

    /// <summary>Writes a state.</summary>
    public static byte[] Write(InstanceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) StateWriter.Write(writer, state);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="JsonException">The bytes are not a state.</exception>
    public static InstanceState Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Values.MaxJsonDepth });
        if (!reader.Read()) throw new JsonException("Empty instance state.");
        return StateReader.ReadState(ref reader);
    }
}
