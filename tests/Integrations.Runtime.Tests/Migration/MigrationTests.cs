using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Tests.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Migration;

/// <summary>Instances of the first version given are carried to the second, in the real store, and then go on.</summary>
public sealed class MigrationTests : RuntimeFixture
{
    [Fact]
    public async Task An_instance_goes_on_in_the_new_version()
    {
        await using var runtime = await StartedAsync(
            Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("old")),
            Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("new")));

        var summary = await runtime.MigrateAsync(new MigrateInstances("w"));

        Assert.Equal(("w.2", 1, 0), (summary.To, summary.Carried, summary.Refused));
        Assert.Equal("w.2", (await runtime.Store.GetInstanceAsync("i1"))!.Header.DefinitionVersionId);
        Assert.Equal((0, 1), await EndAsync(runtime, "old", "new"));
    }

    [Fact]
    public async Task One_that_a_fault_stopped_is_carried_over_too_and_goes_on_when_it_is_retried()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("w", Flows.Event("ev", "go"), Flows.Print("step", "boom()")));
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();
        await runtime.Definitions.PublishAsync(Flows.Sequence("w", Flows.Event("ev", "go"), Flows.Print("step", "1")));

        var summary = await runtime.MigrateAsync(new MigrateInstances("w"));
        await runtime.RetryAsync(new RetryInstance("i1"));

        Assert.Equal((1, 0), (summary.Carried, summary.Refused));
        Assert.Equal(WorkflowStatus.Finished, await StatusAsync(runtime));
        Assert.Equal(1, await CompletionsAsync(runtime, "i1", "step"));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await using var runtime = await StartedAsync(
            Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("old")),
            Flows.Sequence("w", Flows.Event("ev", "go2"), Flows.WriteLine("new")));
        var before = await runtime.Store.GetInstanceAsync("i1");

        var report = Assert.Single((await runtime.MigrateAsync(new MigrateInstances("w") { DryRun = true })).Instances);

        Assert.Equal(["execution-kept", "execution-kept", "execution-kept", "bookmark-changed"], report.Changes.Select(change => change.Code));
        Assert.Equal("« ev » attendait l'événement « go » et attendra « go2 ».", report.Changes[^1].Message);
        Assert.Equal(before!.Header, (await runtime.Store.GetInstanceAsync("i1"))!.Header);
        Assert.Single(await runtime.Store.FindBookmarksAsync("Elsa.Event:go", null));
        Assert.Single(await runtime.Store.GetJournalAsync("i1"));
    }

    [Fact]
    public async Task An_event_that_the_new_version_names_otherwise_is_awaited_under_its_new_name()
    {
        await using var runtime = await StartedAsync(
            Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("old")),
            Flows.Sequence("w", Flows.Event("ev", "go2"), Flows.WriteLine("new")));
        await runtime.MigrateAsync(new MigrateInstances("w"));

        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();
        Assert.Equal(WorkflowStatus.Running, await StatusAsync(runtime));
        await runtime.PublishEventAsync("go2");
        await runtime.DrainAsync();

        Assert.Equal(WorkflowStatus.Finished, await StatusAsync(runtime));
    }

    [Fact]
    public async Task The_change_is_a_line_of_the_journal_and_of_the_same_commit()
    {
        await using var runtime = await StartedAsync(
            Flows.Sequence("w", Flows.Event("ev", "go")), Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("new")));

        await runtime.MigrateAsync(new MigrateInstances("w"));

        var row = (await runtime.Store.GetJournalAsync("i1"))[^1];
        var entry = Assert.Single(JournalCodec.Read(row.Entries));
        Assert.Equal((2, "Workflow1", "Migrated", "w.1 > w.2"), (row.Version, entry.ActivityId, entry.Event, entry.Message));
        Assert.Equal(2, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Version);
    }

    [Fact]
    public async Task An_activity_that_waits_and_no_longer_exists_is_refused_unless_it_is_mapped()
    {
        await using var runtime = await StartedAsync(
            Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("old")),
            Flows.Sequence("w", Flows.Event("wait-for-answer", "go"), Flows.WriteLine("new")));

        var refused = await runtime.MigrateAsync(new MigrateInstances("w"));
        Assert.Equal("activity-missing", Assert.Single(refused.Instances[0].Obstacles).Code);
        Assert.Equal("w.1", (await runtime.Store.GetInstanceAsync("i1"))!.Header.DefinitionVersionId);

        await runtime.MigrateAsync(new MigrateInstances("w") { Map = new Dictionary<string, string> { ["ev"] = "wait-for-answer" } });

        Assert.Equal("wait-for-answer", Assert.Single(await runtime.Store.GetBookmarksOfAsync("i1")).ActivityId);
        Assert.Equal((0, 1), await EndAsync(runtime, "old", "new"));
    }

    [Fact]
    public async Task A_map_that_names_what_does_not_exist_is_refused()
    {
        await using var runtime = await StartedAsync(Flows.Sequence("w", Flows.Event("ev", "go")), Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("new")));
        var map = new Dictionary<string, string> { ["nothing"] = "ev", ["ev"] = "nowhere", ["root"] = "ev" };

        var report = (await runtime.MigrateAsync(new MigrateInstances("w") { Map = map })).Instances[0];

        Assert.Equal(["map-unknown", "map-target", "map-twice"], report.Obstacles.Select(obstacle => obstacle.Code));
    }

    [Fact]
    public async Task A_waiting_activity_that_changes_its_type_or_its_place_is_refused()
    {
        await using var runtime = await StartedAsync(Flows.Sequence("w", Flows.Event("ev", "go")), Flows.Sequence("w", Flows.Delay("ev", "01:00:00")));
        Assert.Equal("activity-type", (await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0].Obstacles[0].Code);

        var inner = Flows.Of("inner", "Elsa.Sequence");
        inner["activities"] = new JsonArray(Flows.Event("ev", "go"));
        await runtime.Definitions.PublishAsync(Flows.Sequence("w", inner));

        Assert.Equal("activity-moved", Assert.Single((await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0].Obstacles).Code);
    }

    [Fact]
    public async Task A_sequence_goes_on_behind_the_activity_that_waits_wherever_it_now_stands()
    {
        await using var runtime = await StartedAsync(
            Flows.Sequence("w", Flows.WriteLine("first"), Flows.Event("ev", "go"), Flows.WriteLine("old")),
            Flows.Sequence("w", Flows.WriteLine("added"), Flows.WriteLine("first"), Flows.WriteLine("too"), Flows.Event("ev", "go"), Flows.WriteLine("new")));

        var report = (await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0];

        Assert.Equal(["added", "too"], report.Changes.Where(change => change.Code == "activity-passed").Select(change => change.Subject));
        Assert.Equal((0, 1), await EndAsync(runtime, "old", "new"));
        Assert.Equal((1, 0), (await CompletionsAsync(runtime, "i1", "first"), await CompletionsAsync(runtime, "i1", "too")));
    }

    [Fact]
    public async Task Variables_are_added_with_their_default_removed_and_converted()
    {
        JsonArray Before() => [Flows.Variable("count", "String", "12"), Flows.Variable("gone", "String", "x")];
        JsonArray After() => [Flows.Variable("added", "String", "hello"), Flows.Variable("count", "Int32", "0")];
        await using var runtime = await StartedAsync(
            Flows.Flowchart("w", [Flows.Event("ev", "go"), Flows.WriteLine("z")], ["ev>z"], Before()),
            Flows.Flowchart("w", [Flows.Event("ev", "go"), Flows.WriteLine("z")], ["ev>z"], After()));

        var report = (await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0];

        Assert.Equal(["variable-added", "variable-retyped", "variable-removed"], report.Changes.Select(change => change.Code).Where(code => code.StartsWith("variable", StringComparison.Ordinal)));
        var plan = (await runtime.Definitions.FindPlanAsync("w.2"))!;
        var state = InstanceStateSerializer.Read((await runtime.Store.GetInstanceAsync("i1"))!.State.Span);
        Assert.Equal(new Dictionary<string, object?> { ["added"] = "hello", ["count"] = 12L }, state.Variables(plan));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_new_type_is_refused()
    {
        await using var runtime = await StartedAsync(
            Flows.Flowchart("w", [Flows.Event("ev", "go")], [], [Flows.Variable("count", "String", "twelve")]),
            Flows.Flowchart("w", [Flows.Event("ev", "go")], [], [Flows.Variable("count", "Int32")]));

        Assert.Equal("variable-type", Assert.Single((await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0].Obstacles).Code);
    }

    [Theory]
    [InlineData("Counter")]
    [InlineData("Token")]
    public async Task A_flowchart_whose_drawing_was_rearranged_goes_on(string mode)
    {
        await using var runtime = await StartedAsync(
            Flows.Flowchart("w", [Flows.WriteLine("a"), Flows.Event("ev", "go"), Flows.WriteLine("old")], ["a>ev", "ev>old"], mode: mode),
            Flows.Flowchart("w", [Flows.WriteLine("new"), Flows.WriteLine("more"), Flows.Event("ev", "go"), Flows.WriteLine("a")], ["more>new", "ev>more", "a>ev"], mode: mode));

        Assert.Empty((await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0].Obstacles);

        Assert.Equal((0, 1), await EndAsync(runtime, "old", "new"));
        Assert.Equal((1, 1), (await CompletionsAsync(runtime, "i1", "a"), await CompletionsAsync(runtime, "i1", "more")));
    }

    [Theory]
    [InlineData("Counter")]
    [InlineData("Token")]
    public async Task A_join_that_nobody_reached_yet_may_get_another_branch(string mode)
    {
        JsonObject[] Activities(params JsonObject[] more) =>
            [Flows.Fork("fork", "A", "B", "C"), Flows.Event("ev", "go"), Flows.Event("ev2", "go2"), Flows.Join("join", "WaitAll"), Flows.WriteLine("z"), .. more];
        await using var runtime = await StartedAsync(
            Flows.Flowchart("w", Activities(), ["fork.A>ev", "fork.B>ev2", "ev>join", "ev2>join", "join>z"], mode: mode),
            Flows.Flowchart("w", Activities(Flows.WriteLine("more")), ["fork.A>ev", "fork.B>ev2", "ev>more", "more>join", "ev2>join", "join>z"], mode: mode));

        Assert.Empty((await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0].Obstacles);
        await runtime.PublishEventAsync("go");
        await runtime.PublishEventAsync("go2");
        await runtime.DrainAsync();

        Assert.Equal(WorkflowStatus.Finished, await StatusAsync(runtime));
        Assert.Equal((1, 1), (await CompletionsAsync(runtime, "i1", "more"), await CompletionsAsync(runtime, "i1", "z")));
    }

    [Theory]
    [InlineData("Counter", "ev>join", "WaitAll")]
    [InlineData("Counter", "ev2>z", "WaitAll")]
    [InlineData("Counter", "ev2>join", "WaitAllActive")]
    [InlineData("Token", "ev2>join", "WaitAny")]
    public async Task A_join_at_which_a_branch_waits_can_neither_change_its_branches_nor_its_mode(string mode, string otherArrow, string otherMode)
    {
        string Drawn(string arrow, string joinMode) => Flows.Flowchart(
            "w",
            [Flows.Fork("fork", "A", "B"), Flows.Event("ev", "go"), Flows.Event("ev2", "go2"), Flows.Join("join", joinMode), Flows.WriteLine("z")],
            [.. new[] { "fork.A>ev", "fork.B>ev2", "ev>join", arrow, "join>z" }.Distinct()],
            mode: mode);
        await using var runtime = await StartedAsync(Drawn("ev2>join", "WaitAll"), Drawn(otherArrow, otherMode));
        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        var report = (await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0];

        Assert.Contains(report.Obstacles, obstacle => obstacle.Code is "join-pending" or "activity-unreachable");
        Assert.Equal("w.1", (await runtime.Store.GetInstanceAsync("i1"))!.Header.DefinitionVersionId);
    }

    /// <summary>What is drawn behind the instance counts as passed, so that the loop runs it the next time and not before.</summary>
    [Fact]
    public async Task An_activity_added_on_the_way_back_runs_when_the_loop_comes_round()
    {
        JsonObject[] Activities(params JsonObject[] more) => [Flows.WriteLine("a"), Flows.Event("ev", "go"), Flows.Of("again", "Elsa.FlowDecision"), .. more];
        await using var runtime = await StartedAsync(
            Flows.Flowchart("w", Activities(), ["a>ev", "ev>again", "again.False>a"]),
            Flows.Flowchart("w", Activities(Flows.WriteLine("x")), ["a>x", "x>ev", "ev>again", "again.False>a"]));
        await GoAsync(runtime);

        var report = (await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0];
        Assert.Equal("x", Assert.Single(report.Changes, change => change.Code == "activity-passed").Subject);
        await GoAsync(runtime);
        await GoAsync(runtime);

        Assert.Equal((4, 2), (await CompletionsAsync(runtime, "i1", "a"), await CompletionsAsync(runtime, "i1", "x")));
        Assert.Single(await runtime.Store.GetBookmarksOfAsync("i1"));
    }

    /// <summary>What a loop leads back to runs more often than it is entered: what is added behind it must keep in step with the rounds.</summary>
    [Fact]
    public async Task An_arrow_added_behind_what_the_loop_leads_back_to_keeps_in_step()
    {
        JsonObject[] Activities() => [Decision("head", "true"), Flows.Event("ev", "go"), Decision("again", "false")];
        await using var runtime = await StartedAsync(
            Flows.Flowchart("w", Activities(), ["head.True>ev", "ev>again", "again.False>head"]),
            Flows.Flowchart("w", Activities(), ["head.True>ev", "head.False>ev", "ev>again", "again.False>head"]));
        await GoAsync(runtime);
        await runtime.MigrateAsync(new MigrateInstances("w"));

        await GoAsync(runtime);

        Assert.Equal(WorkflowStatus.Running, await StatusAsync(runtime));
        Assert.Single(await runtime.Store.FindBookmarksAsync("Elsa.Event:go", null));
    }

    [Fact]
    public async Task A_running_flowchart_cannot_change_its_way_of_running()
    {
        await using var runtime = await StartedAsync(
            Flows.Flowchart("w", [Flows.Event("ev", "go")], []), Flows.Flowchart("w", [Flows.Event("ev", "go")], [], mode: "Token"));

        Assert.Equal("flowchart-mode", Assert.Single((await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0].Obstacles).Code);
    }

    [Fact]
    public async Task A_delay_that_runs_keeps_its_end_and_the_report_says_so()
    {
        await using var runtime = await StartedAsync(Flows.Sequence("w", Flows.Delay("d", "01:00:00")), Flows.Sequence("w", Flows.Delay("d", "05:00:00"), Flows.WriteLine("new")));

        var report = (await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0];

        Assert.Equal("« d » attend toujours comme la version précédente l'avait prévu (jusqu'au 05/01/2026 09:00:00 UTC) ; la nouvelle version attendrait autrement.", report.Changes.Single(change => change.Code == "bookmark-kept").Message);
        Assert.Equal(Start.AddHours(1), Assert.Single(await runtime.Store.GetBookmarksOfAsync("i1")).DueAt);
        await runtime.AdvanceAsync(Clock, Start.AddHours(2));
        Assert.Equal(1, await CompletionsAsync(runtime, "i1", "new"));
    }

    /// <summary>The ids inside are those of the inner workflow; its keys make them unique.</summary>
    [Fact]
    public async Task An_instance_that_waits_inside_a_workflow_used_as_an_activity_is_carried_too()
    {
        await using var runtime = await StartAsync(Manual(), Flows.AsActivity(Flows.Sequence("part", Flows.Event("ev", "go"), Flows.WriteLine("inner"))));
        await runtime.Definitions.PublishAsync(Flows.Sequence("w", Flows.Use("use", "Part"), Flows.WriteLine("old")));
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
        await runtime.Definitions.PublishAsync(Flows.Sequence("w", Flows.WriteLine("added"), Flows.Use("use", "Part"), Flows.WriteLine("new")));

        Assert.Empty((await runtime.MigrateAsync(new MigrateInstances("w"))).Instances[0].Obstacles);

        Assert.Equal((0, 1), await EndAsync(runtime, "old", "new"));
        Assert.Equal((1, 0), (await CompletionsAsync(runtime, "i1", "inner"), await CompletionsAsync(runtime, "i1", "added")));
    }

    [Fact]
    public async Task One_instance_is_carried_and_the_others_stay_and_a_version_may_be_chosen()
    {
        await using var runtime = await StartedAsync(
            Flows.Sequence("w", Flows.Event("ev", "go")), Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("2")));
        await runtime.Definitions.PublishAsync(Flows.Sequence("w", Flows.Event("ev", "go"), Flows.WriteLine("3")));
        await runtime.StartInstanceAsync(new StartInstance("w", "i2") { VersionId = "w.1" });

        await runtime.MigrateAsync(new MigrateInstances("w") { InstanceId = "i1", Version = 2 });

        Assert.Equal(("w.2", "w.1"), ((await runtime.Store.GetInstanceAsync("i1"))!.Header.DefinitionVersionId, (await runtime.Store.GetInstanceAsync("i2"))!.Header.DefinitionVersionId));
        await Assert.ThrowsAsync<DefinitionNotFoundException>(() => runtime.MigrateAsync(new MigrateInstances("w") { Version = 9 }));
    }

    [Fact]
    public async Task A_finished_instance_and_one_of_another_definition_are_refused()
    {
        await using var runtime = await StartedAsync(Flows.Sequence("w", Flows.WriteLine("z")), Flows.Sequence("w", Flows.WriteLine("y")), Flows.Sequence("other", Flows.WriteLine("z")));

        var finished = (await runtime.MigrateAsync(new MigrateInstances("w") { InstanceId = "i1" })).Instances[0];
        var other = (await runtime.MigrateAsync(new MigrateInstances("other") { InstanceId = "i1" })).Instances[0];

        Assert.Equal("instance-finished", Assert.Single(finished.Obstacles).Code);
        Assert.Equal(["other-definition", "instance-finished"], other.Obstacles.Select(obstacle => obstacle.Code));
        Assert.Empty((await runtime.MigrateAsync(new MigrateInstances("w"))).Instances);
    }

    [Fact]
    public async Task An_instance_that_moves_while_it_is_carried_over_is_carried_from_where_it_is_then()
    {
        var options = Working();
        var json = Enumerable.Range(1, 2).Select(n => Flows.Sequence("w", [.. Enumerable.Range(0, 20).Select(i => Flows.Event($"e{i}", $"go{i}")), Flows.WriteLine($"v{n}")])).ToArray();
        await using var runtime = await StartAsync(options, json[0]);
        for (var i = 0; i < 20; i++)
            await runtime.StartInstanceAsync(new StartInstance("w", $"i{i}"));
        await runtime.Definitions.PublishAsync(json[1]);

        var migrating = Task.Run(() => runtime.MigrateAsync(new MigrateInstances("w")));
        for (var i = 0; i < 20; i++)
        {
            await runtime.PublishEventAsync($"go{i}");
            await UntilAsync(async () => (await runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow)).PendingMessages == 0);
        }

        var summary = await migrating;
        var all = await runtime.Store.ListInstancesAsync(new InstanceFilter { SubStatus = WorkflowSubStatus.Finished }, PageRequest.First);
        Assert.Equal(20, all.Total);
        Assert.Equal(summary.Carried, all.Items.Count(header => header.DefinitionVersionId == "w.2"));
        Assert.All(summary.Instances.SelectMany(report => report.Obstacles), obstacle => Assert.Equal("instance-finished", obstacle.Code));
    }

    private static JsonObject Decision(string id, string condition)
    {
        var decision = Flows.Of(id, "Elsa.FlowDecision");
        decision["condition"] = new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = condition } };
        return decision;
    }

    private async Task<WorkflowRuntime> StartedAsync(string before, string after, params string[] others)
    {
        var runtime = await StartAsync(Manual(), [before, .. others]);
        await runtime.StartInstanceAsync(new StartInstance("w", "i1"));
        await runtime.Definitions.PublishAsync(after);
        return runtime;
    }

    private static async Task GoAsync(WorkflowRuntime runtime)
    {
        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();
    }

    private static async Task<WorkflowStatus> StatusAsync(WorkflowRuntime runtime) => (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status;

    private static async Task<(int Old, int New)> EndAsync(WorkflowRuntime runtime, string old, string @new)
    {
        await GoAsync(runtime);
        Assert.Equal(WorkflowStatus.Finished, await StatusAsync(runtime));
        return (await CompletionsAsync(runtime, "i1", old), await CompletionsAsync(runtime, "i1", @new));
    }
}
