using System.Globalization;
using System.Text.Json;

namespace Integrations.Host.Functions;

/// <summary>What the host posts when a trigger fires.</summary>
/// <param name="Data">
/// The text of the queue message, or null for a timer. Taken from <c>Data</c> alone: <c>Metadata</c> repeats the properties of the message in other
/// types, and lets them hide its own.
/// </param>
/// <param name="DequeueCount">How often the queue has given the message out; 1 where it is not said.</param>
internal sealed record Invocation(string? Data, int DequeueCount)
{
    /// <summary>Name of the binding in <c>function.json</c>.</summary>
    public const string Binding = "item";

    // Names of the host's own, which do not change with ours.
    private const string DataName = "Data", MetadataName = "Metadata", DequeueCountName = "DequeueCount";

    /// <summary>Bytes of a body at most: a queue message has 64 KiB, and quotes in quotes make it longer.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads the body to its end.</summary>
    /// <exception cref="JsonException">It is not an envelope.</exception>
    /// <exception cref="InvalidDataException">It is longer than any envelope.</exception>
    public static async Task<Invocation> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await request.Body.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            if (body.Length + read > MaxBytes) throw new InvalidDataException("The envelope is too long.");
            body.Write(buffer, 0, read);
        }

        return Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    /// <summary>Reads an envelope.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static Invocation Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(DataName, out var data) || data.ValueKind != JsonValueKind.Object)
            throw new JsonException("The envelope has no data.");
        return new Invocation(data.TryGetProperty(Binding, out var item) ? Text(item) : null, Count(root));
    }

    /// <summary>
    /// The host serialises a string twice, documents of Microsoft show it once, and a JSON message may also come as what it is: each is
    /// unwrapped to the text that was sent.
    /// </summary>
    private static string Text(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.String) return item.GetRawText();
        var text = item.GetString()!;
        try
        {
            using var inner = JsonDocument.Parse(text);
            return inner.RootElement.ValueKind == JsonValueKind.String ? inner.RootElement.GetString()! : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static int Count(JsonElement root)
    {
        if (!root.TryGetProperty(MetadataName, out var metadata) || metadata.ValueKind != JsonValueKind.Object || !metadata.TryGetProperty(DequeueCountName, out var count)) return 1;
        var text = count.ValueKind == JsonValueKind.String ? count.GetString() : count.GetRawText();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
    }
}
