using System.Text.Json;
using System.Text.Json.Serialization;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>The stored form of an event. Null properties are left out, so that a property added later does not change the hash of old events.</summary>
public static class FileJson
{
    /// <summary>The event as one line of JSON.</summary>
    public static string Write(FileEvent fileEvent) => JsonSerializer.Serialize(fileEvent, FileJsonContext.Default.FileEvent);

    /// <summary>The event read back.</summary>
    /// <exception cref="JsonException">Not an event of a file.</exception>
    public static FileEvent Read(string json) =>
        JsonSerializer.Deserialize(json, FileJsonContext.Default.FileEvent) ?? throw new JsonException("An event of a file is not null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(FileEvent))]
internal sealed partial class FileJsonContext : JsonSerializerContext;
