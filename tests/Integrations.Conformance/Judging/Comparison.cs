using System.Text.Json.Nodes;

namespace Integrations.Conformance.Judging;

/// <summary>Compares what this engine did with what the real one did.</summary>
internal static class Comparison
{
    private static readonly string[] Members = ["status", "subStatus", "output", "variables", "stdout"];

    private static readonly string[] Random = ["workflowInstanceId", "childInstanceId", "parentInstanceId", "taskId"];

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first difference, in words; null when there is none.</summary>
    public static string? FirstDifference(JsonArray expected, JsonArray actual)
    {
        // Without a start, a recording may leave out its result.
        var skipped = actual.Count - expected.Count;
        if (expected.Count == 0 || skipped is < 0 or > 1) return $"the recording has {expected.Count} results for {actual.Count} moments, the start and each step";
        for (var i = 0; i < expected.Count; i++)
        {
            var (wanted, got) = ((JsonObject)expected[i]!, (JsonObject)actual[i + skipped]!);
            if (Difference(wanted, got, (string?)wanted["step"] ?? $"step {i}") is { } difference) return difference;
        }

        return null;
    }

    private static string? Difference(JsonObject wanted, JsonObject got, string step)
    {
        if (Journal(wanted["journal"] as JsonArray, got["journal"] as JsonArray, step) is { } line) return line;
        foreach (var member in Members)
            if (wanted.ContainsKey(member) && !SameValue(wanted[member], got[member]))
                return $"{step} {member}: wanted {wanted[member]?.ToJsonString()}, got {got[member]?.ToJsonString()}";
        if (Incidents(wanted["incidents"] as JsonArray, got["incidents"] as JsonArray, step) is { } incident) return incident;
        if (Bookmarks(wanted["bookmarks"] as JsonArray, got["bookmarks"] as JsonArray, step) is { } bookmark) return bookmark;
        return Others(wanted["otherInstances"] as JsonArray, got["otherInstances"] as JsonArray, step);
    }

    private static string? Journal(JsonArray? wanted, JsonArray? got, string step)
    {
        var (left, right) = (Lines(wanted), Lines(got));
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (a, b) = (left.ElementAtOrDefault(i), right.ElementAtOrDefault(i));
            if (a != b) return $"{step} journal line {i + 1}: wanted '{a}', got '{b}'\n  wanted {string.Join(" ", left)}\n  got    {string.Join(" ", right)}";
        }

        return null;
    }

    private static List<string> Lines(JsonArray? journal) =>
        [.. (journal ?? []).Select(e => $"{e!["activityId"]}:{e["event"]}{e["outcomes"]?.ToJsonString()}")];

    /// <summary>Equal, but for what is random by nature: the ids of instances and of tasks.</summary>
    private static bool SameValue(JsonNode? wanted, JsonNode? got) => (wanted, got) switch
    {
        (JsonObject left, JsonObject right) => left.Count == right.Count
            && left.All(pair => right.ContainsKey(pair.Key) && (Random.Contains(pair.Key) || SameValue(pair.Value, right[pair.Key]))),
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => SameValue(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(wanted, got),
    };

    /// <summary>A message may say more than the real engine's, but starts with its sentence.</summary>
    private static string? Incidents(JsonArray? wanted, JsonArray? got, string step)
    {
        if (wanted is null) return null;
        if (wanted.Count != got!.Count) return $"{step} incidents: wanted {wanted.ToJsonString()}, got {got.ToJsonString()}";
        for (var i = 0; i < wanted.Count; i++)
        {
            var sameActivity = (string?)wanted[i]!["activityId"] == (string?)got[i]!["activityId"];
            if (!sameActivity || !((string)got[i]!["message"]!).StartsWith((string)wanted[i]!["message"]!, StringComparison.Ordinal))
                return $"{step} incident {i + 1}: wanted {wanted[i]!.ToJsonString()}, got {got[i]!.ToJsonString()}";
        }

        return null;
    }

    private static string? Bookmarks(JsonArray? wanted, JsonArray? got, string step)
    {
        if (wanted is null) return null;
        var (left, right) = (wanted.Select(Text).ToList(), got!.Select(Text).ToList());
        return left.SequenceEqual(right) ? null : $"{step} bookmarks: wanted {string.Join(" ", left)}, got {string.Join(" ", right)}";

        static string Text(JsonNode? bookmark)
        {
            var payload = bookmark!["payload"]?.DeepClone();
            if (payload is JsonObject json)
                foreach (var random in Random) json.Remove(random);
            return $"{bookmark["activityId"]} {bookmark["name"]} {payload?.ToJsonString(Relaxed)}";
        }
    }

    private static string? Others(JsonArray? wanted, JsonArray? got, string step)
    {
        if (wanted is null) return null;
        if (wanted.Count != (got?.Count ?? 0)) return $"{step} other instances: wanted {wanted.Count}, got {got?.Count ?? 0}";
        for (var i = 0; i < wanted.Count; i++)
            if (Difference((JsonObject)wanted[i]!, (JsonObject)got![i]!, $"{step} other {i + 1}") is { } difference)
                return difference;
        return null;
    }
}
