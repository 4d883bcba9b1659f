using Integrations.Conformance;
using Integrations.Conformance.Playing;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Conformance;

/// <summary>The recordings of the project.</summary>
internal static class Recordings
{
    private const string Folder = "Recordings/";

    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(Recordings).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => n[Folder.Length..^".json".Length]).Order(StringComparer.Ordinal)];

    /// <summary>The plan of a recording's definition, with its flowchart mode and incident strategy.</summary>
    public static WorkflowPlan Plan(string name) => new RecordedWorkflows(Load(name)).Main;

    public static Recording Load(string name)
    {
        using var stream = typeof(Recordings).Assembly.GetManifestResourceStream($"{Folder}{name}.json")!;
        using var reader = new StreamReader(stream);
        return Recording.Read(name, reader.ReadToEnd());
    }
}
