using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integrations.Host.DefinitionFiles;

/// <summary>
/// The text of a definition as it lies in git: two spaces, the order of what was there before, and nothing touched that says the same. What a
/// person changed in the designer is then the whole difference between two commits.
/// </summary>
internal static partial class DefinitionFileText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        MaxDepth = 256,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonNodeOptions Names = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Members of the definition itself that the store counts: a file keeps those with which it was written first.</summary>
    private static readonly string[] Counted = ["id", "version", "createdAt", "toolVersion", "isLatest", "isPublished", "isReadonly", "isSystem", "$schema"];

    /// <summary>To which version an activity that is itself a workflow is bound: each store binds it anew when it loads the file.</summary>
    private static readonly string[] Bound = ["workflowDefinitionVersionId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId"];

    /// <summary>The text of a definition that has no file yet.</summary>
    /// <param name="published">The whole definition as an export has it.</param>
    public static string New(JsonObject published)
    {
        var file = (JsonObject)Merge(null, null, published, isDefinition: true)!;
        file.Remove("$schema");
        return Write(file);
    }

    /// <summary>The text of a definition in the place of an older text; the same text when it says the same.</summary>
    /// <param name="text">What the file holds.</param>
    /// <param name="read">What the file says, as an export of it would have it: with all that goes without saying.</param>
    /// <param name="published">What the store says, as an export has it.</param>
    public static string Over(string text, JsonObject read, JsonObject published)
    {
        var file = JsonNode.Parse(text, Names, Reading);
        var merged = Merge(file, read, published, isDefinition: true)!;
        return JsonNode.DeepEquals(file, merged) ? text : Write(merged);
    }

    /// <summary>The writer escapes the spaces that French puts before its punctuation; people read these files.</summary>
    private static string Write(JsonNode document) =>
        EscapedSpace().Replace(document.ToJsonString(Indented), match => match.Groups[1].Value + (match.Groups[2].Value == "00A0" ? '\u00A0' : '\u202F')) + "\n";

    /// <summary>What is to be written: the file's own where both say the same, else what the store says.</summary>
    /// <param name="file">As it stands in the file; null: it does not.</param>
    /// <param name="read">The same with all that goes without saying.</param>
    /// <param name="published">As it stands in the store.</param>
    /// <param name="isDefinition">It is the definition itself.</param>
    private static JsonNode? Merge(JsonNode? file, JsonNode? read, JsonNode? published, bool isDefinition = false) => (file, published) switch
    {
        _ when JsonNode.DeepEquals(read, published) && read is not null => file?.DeepClone(),
        (JsonObject before, JsonObject now) => Objects(before, read as JsonObject, now, isDefinition),
        (null, JsonObject now) => Objects([], null, now, isDefinition),
        (JsonArray before, JsonArray now) => Lists(before, read as JsonArray, now),
        (null, JsonArray now) => Lists([], null, now),
        _ => published?.DeepClone(),
    };

    private static JsonObject Objects(JsonObject file, JsonObject? read, JsonObject published, bool isDefinition)
    {
        var merged = new JsonObject(Names);
        foreach (var (name, before) in file)
        {
            if (IsKept(name, file, isDefinition) || SaysNothing(published[name]) && SaysNothing(before)) merged[name] = before?.DeepClone();
            else if (published.ContainsKey(name)) merged[name] = Merge(before, read?[name], published[name]);
        }

        foreach (var (name, now) in published)
        {
            if (merged.ContainsKey(name) || file.ContainsKey(name) || Bound.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (isDefinition && file.Count > 0 && Counted.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (file.Count > 0 && (SaysNothing(now) || JsonNode.DeepEquals(read?[name], now))) continue;
            merged[name] = Merge(null, null, now);
        }

        return merged;
    }

    /// <summary>The type of an expression follows from its activity; Studio leaves it out when it saves.</summary>
    private static bool IsKept(string name, JsonObject file, bool isDefinition) =>
        isDefinition && Counted.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Bound.Contains(name, StringComparer.OrdinalIgnoreCase)
        || name.Equals("typeName", StringComparison.OrdinalIgnoreCase) && (file.ContainsKey("expression") || file.ContainsKey("memoryReference"));

    /// <summary>What has an id or a name follows its namesake, wherever it stood; what has none follows what stood in its place.</summary>
    private static JsonArray Lists(JsonArray file, JsonArray? read, JsonArray published)
    {
        var keys = file.Select(Key).ToList();
        var areKeyed = !keys.Contains(null) && keys.Distinct(StringComparer.Ordinal).Count() == keys.Count;
        var merged = new JsonArray();
        for (var i = 0; i < published.Count; i++)
        {
            var place = areKeyed ? keys.IndexOf(Key(published[i])) : i < file.Count ? i : -1;
            merged.Add(place < 0 ? Merge(null, null, published[i]) : Merge(file[place], read?.Count == file.Count ? read[place] : null, published[i]));
        }

        return merged;
    }

    private static string? Key(JsonNode? item) => item switch
    {
        JsonObject connection when connection["source"] is JsonObject source && connection["target"] is JsonObject target => $"{End(source)} > {End(target)}",
        JsonObject json => (json["id"] ?? json["name"] ?? json["label"])?.ToString(),
        JsonValue value => value.ToString(),
        _ => null,
    };

    private static string End(JsonObject end) => $"{end["activity"]}.{end["port"]}";

    /// <summary>A member that is missing says as much.</summary>
    private static bool SaysNothing(JsonNode? value) => value switch
    {
        null => true,
        JsonObject json => json.Count == 0,
        JsonArray list => list.Count == 0,
        _ => value.GetValueKind() is JsonValueKind.Null or JsonValueKind.False || value.GetValueKind() is JsonValueKind.String && value.ToString().Length == 0,
    };

    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)\\u(00A0|202F)")]
    private static partial Regex EscapedSpace();
}
