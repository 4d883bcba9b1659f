using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Conformance;

/// <summary>One recording of the real engine: a definition, the steps of a scenario, and what the engine did after each.</summary>
/// <param name="Name">Name of the file without its extension.</param>
/// <param name="Json">The file.</param>
internal sealed record Recording(string Name, JsonObject Json)
{
    /// <summary>What the engine did: at the start, then after each step.</summary>
    public JsonArray Expected => Json["expected"] as JsonArray ?? [];

    public JsonArray Steps => Json["steps"] as JsonArray ?? [];

    /// <summary>An instance is started before the first step; otherwise a trigger does, later.</summary>
    public bool Runs => Json["run"] is not JsonValue run || run.GetValue<bool>();

    /// <summary>What whoever made the recording took for a fault of the real engine.</summary>
    public IReadOnlyList<string> SuspectedEngineBugs =>
        Json["suspectedEngineBug"] is JsonArray bugs ? [.. bugs.Select(bug => bug!.ToString())] : [];

    /// <summary>The real engine refused to import the definition, with this message; null: it did not.</summary>
    public string? ImportError => Expected.Count > 0 ? (string?)Expected[0]!["error"] : null;

    /// <summary>Reads a file.</summary>
    /// <exception cref="RecordingFormatException">It holds no recording.</exception>
    public static Recording Read(string file)
    {
        try
        {
            return Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
        }
        catch (JsonException exception)
        {
            throw new RecordingFormatException($"{file}: not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="RecordingFormatException">It holds no recording.</exception>
    public static Recording Read(string name, string text) =>
        JsonNode.Parse(text) is JsonObject json && json["definition"] is JsonObject && json["expected"] is JsonArray
            ? new Recording(name, json)
            : throw new RecordingFormatException($"{name}: a recording has a definition and what was expected.");
}

/// <summary>A file holds no recording.</summary>
internal sealed class RecordingFormatException(string message, Exception? inner = null) : Exception(message, inner);
