using System.Text.Json.Nodes;
using Integrations.Conformance.Judging;
using Integrations.Workflows.Activities;

namespace Integrations.Conformance.Page;

/// <summary>Writes docs/conformance.md: the fixed text, and what is held by which recording, activity by activity.</summary>
internal static class ConformancePage
{
    private const string Place = "<!-- recordings -->";

    public static string Of(IReadOnlyList<Recording> recordings, IReadOnlyList<Verdict> verdicts)
    {
        var held = recordings.Zip(verdicts).Where(pair => pair.Second.Outcome == Outcome.Passed).Select(pair => pair.First).ToList();
        var byActivity = held
            .SelectMany(recording => Activities(recording).Select(type => (Type: type, recording.Name)))
            .ToLookup(pair => pair.Type, pair => pair.Name, StringComparer.Ordinal);
        string[] lines =
        [
            $"{recordings.Count} recordings, {held.Count} held, {verdicts.Count(verdict => verdict.Outcome == Outcome.DiffersOnPurpose)} different on purpose.",
            "",
            "| Activity | Held by |",
            "| --- | --- |",
            .. ActivityRegistry.WithElsa().Descriptors
                .Select(descriptor => descriptor.TypeName)
                .Order(StringComparer.Ordinal)
                .Select(type => $"| {type} | {HeldBy([.. byActivity[type].Order(StringComparer.Ordinal)])} |"),
            "",
            "| Different on purpose | Why |",
            "| --- | --- |",
            .. verdicts.Where(verdict => verdict.Outcome == Outcome.DiffersOnPurpose).Select(verdict => $"| {verdict.Name} | {verdict.Reason} |"),
        ];
        return Template().Replace(Place, string.Join('\n', lines), StringComparison.Ordinal);
    }

    private static string HeldBy(IReadOnlyList<string> names) => names.Count == 0 ? "no recording: tests of ours only" : $"{names.Count}: {string.Join(", ", names)}";

    /// <summary>The types of the activities that ran: what was only drawn proves nothing.</summary>
    private static HashSet<string> Activities(Recording recording) =>
    [
        .. recording.Expected
            .OfType<JsonObject>()
            .SelectMany(result => Journals(result))
            .Select(line => (string)line!["activityType"]!),
    ];

    private static IEnumerable<JsonNode?> Journals(JsonObject result) =>
        (result["journal"] as JsonArray ?? []).Concat((result["otherInstances"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(Journals));

    private static string Template()
    {
        using var stream = typeof(ConformancePage).Assembly.GetManifestResourceStream("conformance.template.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
