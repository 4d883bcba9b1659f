using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests;

/// <summary>Embedded files, and definitions written in the tests themselves.</summary>
internal static class TestData
{
    public static ActivityRegistry Registry { get; } = ActivityRegistry.WithElsa();

    public static JsonNode Read(string name)
    {
        using var stream = typeof(TestData).Assembly.GetManifestResourceStream($"Data/{name}")!;
        return JsonNode.Parse(stream)!;
    }

    /// <summary>The lines of an embedded text.</summary>
    public static string[] Lines(string name)
    {
        using var stream = typeof(TestData).Assembly.GetManifestResourceStream($"Data/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>A definition with this root; variables as name:type:default.</summary>
    public static WorkflowDefinition Definition(string root, params string[] variables)
    {
        var declared = variables.Select(v => v.Split(':', 3)).Select(v => $$"""{"id":"v-{{v[0]}}","name":"{{v[0]}}","typeName":"{{v[1]}}","value":"{{v.ElementAtOrDefault(2)}}"}""");
        return WorkflowDefinitionJson.Read($$"""{"id":"v1","definitionId":"test","version":1,"variables":[{{string.Join(",", declared)}}],"root":{{root}}}""");
    }

    public static WorkflowPlan Plan(string root, params string[] variables) => WorkflowCompiler.Compile(Definition(root, variables), Registry);

    /// <summary>A WriteLine of a script.</summary>
    public static string Write(string id, string script, string type = "JavaScript") =>
        $$$"""{"id":"{{{id}}}","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"{{{type}}}","value":{{{JsonValue.Create(script).ToJsonString()}}} } } }""";

    public static string Sequence(params string[] activities) =>
        $$"""{"id":"s","type":"Elsa.Sequence","activities":[{{string.Join(",", activities)}}]}""";

    public static BurstContext Context(BurstLimits? limits = null)
    {
        var ids = 0;
        return new BurstContext { Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), NewId = () => $"id{++ids}", Limits = limits ?? BurstLimits.Default };
    }

    public static BurstResult Start(WorkflowPlan plan, BurstContext? context = null) =>
        Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), context ?? Context());

    /// <summary>The value of a script, by way of a real burst.</summary>
    public static BurstResult Evaluate(string script, string type = "JavaScript", params string[] variables) =>
        Start(Plan(Write("w", script, type), variables));
}
