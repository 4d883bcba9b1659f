using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>The stored form of events: camelCase, no indentation, absent values left out, French letters as they are.</summary>
public static class FileJson
{
    private static readonly FileJsonContext Context = new(new JsonSerializerOptions(FileJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The whole event as one line of JSON.</summary>
    public static string Write(FileEvent fileEvent) => JsonSerializer.Serialize(fileEvent, Context.FileEvent);

    /// <summary>The event read back, its payload byte for byte.</summary>
    /// <exception cref="JsonException">Not an event of a file.</exception>
    public static FileEvent Read(string json) =>
        JsonSerializer.Deserialize(json, Context.FileEvent) ?? throw new JsonException("An event of a file is not null.");

    /// <summary>The fact as JSON, with its name under "type".</summary>
    public static string WriteFact(FileFact fact) => JsonSerializer.Serialize(fact, Context.FileFact);

    /// <summary>The fact read back; properties that this version does not know are ignored.</summary>
    /// <exception cref="JsonException">Not a known fact.</exception>
    public static FileFact ReadFact(string json) =>
        JsonSerializer.Deserialize(json, Context.FileFact) ?? throw new JsonException("A fact is not null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(FileEvent))]
[JsonSerializable(typeof(FileFact))]
internal sealed partial class FileJsonContext : JsonSerializerContext;
