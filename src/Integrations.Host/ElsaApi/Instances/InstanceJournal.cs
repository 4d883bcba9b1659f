using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>What an instance did, line by line.</summary>
internal static class InstanceJournal
{
    private const int MaxLines = 10_000;

    /// <summary>Maps the journal.</summary>
    public static void MapInstanceJournal(this RouteGroupBuilder api)
    {
        var journal = api.MapGroup("/workflow-instances/{instanceId}/journal").AddEndpointFilter(InstanceRefusals.AnswerAsync);
        journal.MapGet("/", (string instanceId, int? skip, int? take, InstanceReading reading, CancellationToken cancellation) =>
            ListAsync(instanceId, skip, take, Filter.None, reading, cancellation));
        journal.MapPost("/", async (string instanceId, int? skip, int? take, HttpContext context, InstanceReading reading, CancellationToken cancellation) =>
            await ListAsync(instanceId, skip, take, Filter.Of(await RequestBody.ReadObjectAsync(context, cancellation)), reading, cancellation));
    }

    /// <summary>Lines in order, as Elsa shows them.</summary>
    public static IEnumerable<object> Lines(InstanceHistory instance) => instance.Lines.Select((line, place) => View(instance, line.At, line.Entry, place));

    private static async Task<IResult> ListAsync(string instanceId, int? skip, int? take, Filter filter, InstanceReading reading, CancellationToken cancellation)
    {
        if (await reading.FindAsync(instanceId, cancellation) is not { } instance) return ElsaJson.Ok(new { items = Array.Empty<object>(), totalCount = 0 });
        var fitting = instance.Lines.Select((line, place) => (line.At, line.Entry, Place: place)).Where(line => filter.Fits(line.Entry, instance)).ToList();
        var page = fitting.Skip(Math.Max(skip ?? 0, 0)).Take(Math.Clamp(take ?? MaxLines, 0, MaxLines));
        return ElsaJson.Ok(new { items = page.Select(line => View(instance, line.At, line.Entry, line.Place)), totalCount = fitting.Count });
    }

    private static object View(InstanceHistory instance, DateTimeOffset at, JournalEntry entry, int sequence)
    {
        var key = entry.ActivityKey ?? entry.ActivityId;
        var node = instance.NodeOf(key);
        return new
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{instance.Header.InstanceId}:line:{sequence}"),
            activityInstanceId = entry.ExecutionId ?? "",
            parentActivityInstanceId = instance.ParentOf(entry.ExecutionId),
            activityId = entry.ActivityId,
            activityType = entry.ActivityType,
            activityTypeVersion = node?.TypeVersion ?? 1,
            activityName = node is { Type: not "Elsa.Workflow" } ? node.Name : null,
            nodeId = instance.NodeIdOf(key),
            timestamp = at,
            sequence,
            eventName = entry.Event,
            message = entry.Message,
            activityState = entry.Event == "Completed" ? null : entry.Values,
            payload = Payload(entry),
        };
    }

    private static JsonObject? Payload(JournalEntry entry)
    {
        JsonObject? payload = null;
        if (entry.Outcomes is { } outcomes) (payload ??= [])["Outcomes"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode)outcome)]);
        if (entry is { Event: "Completed", Values: { } outputs }) (payload ??= [])["Outputs"] = outputs.DeepClone();
        return payload;
    }

    private sealed record Filter(HashSet<string>? ActivityIds, HashSet<string>? NodeIds, HashSet<string>? ExcludedTypes, HashSet<string>? Events)
    {
        public static Filter None { get; } = new(null, null, null, null);

        public static Filter Of(JsonObject body)
        {
            if (body["filter"] is not JsonObject filter) return None;
            return new Filter(Set(filter, "activityIds"), Set(filter, "activityNodeIds"), Set(filter, "excludedActivityTypes"), Set(filter, "eventNames"));
        }

        public bool Fits(JournalEntry entry, InstanceHistory instance) =>
            ActivityIds?.Contains(entry.ActivityId) is not false
            && Events?.Contains(entry.Event) is not false
            && ExcludedTypes?.Contains(entry.ActivityType) is not true
            && NodeIds?.Contains(instance.NodeIdOf(entry.ActivityKey ?? entry.ActivityId)) is not false;

        private static HashSet<string>? Set(JsonObject filter, string name)
        {
            if (filter[name] is not { } node) return null;
            if (node is not JsonArray list || list.Any(item => item?.GetValueKind() != JsonValueKind.String)) throw new JsonException($"« {name} » doit être une liste de textes.");
            return list.Count == 0 ? null : list.Select(item => (string)item!).ToHashSet(StringComparer.Ordinal);
        }
    }
}
