using System.Text.Json.Nodes;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Tests.Processing;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Instances;

/// <summary>Which values a definition has in its journal, by Elsa's log persistence.</summary>
public sealed class JournalValuesTests : RuntimeFixture
{
    [Fact]
    public async Task Nothing_is_kept_unless_the_definition_asks_for_it()
    {
        var journal = await RunAsync(null, Flows.WriteLine("a", "Bonjour"));

        Assert.All(journal, entry => Assert.Null(entry.Values));
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData("Include", null, null, true)]
    [InlineData("Exclude", "Include", null, true)]
    [InlineData("Exclude", "Include", "Inherit", true)]
    [InlineData("Include", "Exclude", "Inherit", false)]
    [InlineData("Exclude", "Inherit", "Include", true)]
    [InlineData(null, "Exclude", "Include", true)]
    [InlineData("Include", "Include", "Exclude", false)]
    [InlineData("Include", "Inherit", "Exclude", false)]
    public async Task The_nearest_word_decides_for_each_input(string? workflow, string? activity, string? input, bool kept)
    {
        var writeLine = Flows.WriteLine("a", "Bonjour");
        if (activity is not null)
        {
            writeLine["customProperties"] = new JsonObject
            {
                ["logPersistenceMode"] = new JsonObject { ["default"] = activity, ["inputs"] = input is null ? [] : new JsonObject { ["text"] = input }, ["outputs"] = new JsonObject() },
            };
        }

        var started = (await RunAsync(workflow is null ? null : new JsonObject { ["default"] = workflow }, writeLine)).First(entry => entry is { ActivityId: "a", Event: "Started" });

        Assert.Equal(kept ? """{"Text":"Bonjour"}""" : null, started.Values?.ToJsonString());
    }

    [Fact]
    public async Task Strategy_classes_are_understood_as_the_words()
    {
        var strategy = new JsonObject { ["default"] = new JsonObject { ["evaluationMode"] = "Strategy", ["strategyType"] = "Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core" } };

        var journal = await RunAsync(strategy, Flows.WriteLine("a", "Bonjour"), property: "logPersistenceConfig");

        Assert.Contains(journal, entry => entry.Values is not null);
    }

    [Fact]
    public async Task What_an_expression_gave_and_what_an_activity_put_out_are_kept_at_their_places()
    {
        var script = new JsonObject
        {
            ["id"] = "js",
            ["type"] = "Elsa.RunJavaScript",
            ["script"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "return { total: 1 + 2 };" } },
        };

        var journal = await RunAsync(new JsonObject { ["default"] = "Include" }, script, Flows.Print("p", "'x'.repeat(5000)"));

        Assert.Equal(3, (int)journal.Single(entry => entry is { ActivityId: "js", Event: "Completed" }).Values!["Result"]!["total"]!);
        Assert.Equal(4001, ((string)journal.Single(entry => entry is { ActivityId: "p", Event: "Started" }).Values!["Text"]!).Length);
    }

    [Fact]
    public async Task A_secret_is_never_kept()
    {
        var opens = new JsonObject
        {
            ["id"] = "a",
            ["type"] = "Test.OpenDoor",
            ["password"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "sesame" } },
            ["door"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "'north'" } },
            ["customProperties"] = new JsonObject { ["logPersistenceMode"] = new JsonObject { ["default"] = "Include", ["inputs"] = new JsonObject { ["password"] = "Include" } } },
        };

        var journal = await RunAsync(new JsonObject { ["default"] = "Include" }, opens);

        Assert.Equal("""{"Door":"north"}""", journal.Single(entry => entry is { ActivityId: "a", Event: "Started" }).Values!.ToJsonString());
    }

    [Fact]
    public async Task A_definition_may_want_only_what_went_wrong()
    {
        var json = JsonNode.Parse(Flows.Sequence("w", Flows.WriteLine("a"), Flows.Fault("f", "Panne")))!.AsObject();
        json["customProperties"] = new JsonObject { ["journalLevel"] = "Faults" };
        await using var runtime = await StartAsync(Manual(), json.ToJsonString());
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));

        var entry = Assert.Single(JournalReading.Entries(await runtime.Store.GetJournalAsync("i1"))).Entry;

        Assert.Equal(("f", "Faulted", "Panne"), (entry.ActivityId, entry.Event, entry.Message));
    }

    [Fact]
    public async Task A_viewer_reads_executions_and_counts_from_the_journal()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("w", Flows.WriteLine("a"), Flows.Event("ev", "go"), Flows.Fault("f", "Panne")));
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
        var waiting = JournalReading.Executions(await runtime.Store.GetJournalAsync("i1")).Single(execution => execution.ActivityId == "ev");
        Assert.Equal((ExecutionStatus.Running, true, Start, null), (waiting.Status, waiting.IsBlocked, waiting.StartedAt, waiting.CompletedAt));

        Clock.MoveTo(Start.AddHours(1));
        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();
        var executions = JournalReading.Executions(await runtime.Store.GetJournalAsync("i1"));

        Assert.Equal(["Workflow1", "root", "a", "ev", "f"], executions.Select(execution => execution.ActivityId));
        Assert.Equal((ExecutionStatus.Completed, false, Start, Start.AddHours(1)), (executions[3].Status, executions[3].IsBlocked, executions[3].StartedAt, executions[3].CompletedAt));
        Assert.Equal((ExecutionStatus.Faulted, "Panne"), (executions[4].Status, executions[4].Fault));
        Assert.Equal(new ActivityCount("f", 1, 0, false, true), JournalReading.Counts(executions)[^1]);

        await runtime.RetryAsync(new RetryInstance("i1"));
        Assert.Equal(5, JournalReading.Executions(await runtime.Store.GetJournalAsync("i1")).Count);
    }

    private async Task<IReadOnlyList<JournalEntry>> RunAsync(JsonObject? workflow, JsonObject activity, JsonObject? second = null, string property = "logPersistenceMode")
    {
        var json = JsonNode.Parse(second is null ? Flows.Sequence("w", activity) : Flows.Sequence("w", activity, second))!.AsObject();
        if (workflow is not null)
            json["customProperties"] = new JsonObject { [property] = workflow };
        var options = Manual();
        await using var runtime = await StartAsync(options with { Activities = ActivityRegistry.WithElsa().Add<OpenDoor>() }, json.ToJsonString());
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
        return [.. JournalReading.Entries(await runtime.Store.GetJournalAsync("i1")).Select(pair => pair.Entry)];
    }

    [Activity("Test.OpenDoor", Category = "Test", En = "Open door", Fr = "Ouvrir la porte")]
    private sealed class OpenDoor : Activity
    {
        [Input(IsSecret = true)]
        public readonly Input<string> Password = new();

        public readonly Input<string> Door = new();

        protected override void Execute(ActivityContext context)
        {
        }
    }
}
