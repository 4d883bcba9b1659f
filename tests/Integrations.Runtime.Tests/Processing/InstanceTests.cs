using System.Text.Json.Nodes;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

public sealed class InstanceTests : RuntimeFixture
{
    private static readonly string WaitsForGo = Flows.Sequence("waits", Flows.Event("ev", "go"), Flows.WriteLine("end"));

    [Fact]
    public async Task An_instance_runs_to_its_end_over_a_restart()
    {
        await using (var runtime = await StartAsync(Manual(), WaitsForGo))
        {
            var header = await runtime.StartInstanceAsync(new StartInstance("waits", "i1") { CorrelationId = "file-1" });
            Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended, 1L), (header.Status, header.SubStatus, header.Version));
        }

        await using (var runtime = await StartAsync(Manual()))
        {
            await runtime.PublishEventAsync("go");
            await runtime.DrainAsync();

            var header = (await runtime.Store.GetInstanceAsync("i1"))!.Header;
            Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Finished, 2L), (header.Status, header.SubStatus, header.Version));
            Assert.Equal(Start, header.FinishedAt);
            Assert.Empty(await runtime.Store.GetBookmarksOfAsync("i1"));
            Assert.Equal(1, await CompletionsAsync(runtime, "i1", "end"));
        }
    }

    [Fact]
    public async Task An_instance_is_started_once_however_often_it_is_asked_for()
    {
        await using var runtime = await StartAsync(Manual(), WaitsForGo);

        await runtime.StartInstanceAsync(new StartInstance("waits", "i1"));
        await runtime.StartInstanceAsync(new StartInstance("waits", "i1"));
        await runtime.ReceiveAsync(new StartInstance("waits", "i1").ToMessage(new DedupeKey("test", "1"), Start));
        await runtime.DrainAsync();

        Assert.Equal(1, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Version);
        Assert.Single(await runtime.Store.GetBookmarksOfAsync("i1"));
    }

    [Fact]
    public async Task A_start_of_an_unknown_definition_waits_in_quarantine_until_it_is_published()
    {
        await using var runtime = await StartAsync(Manual());
        var receipt = await runtime.ReceiveAsync(new StartInstance("waits", "i1").ToMessage(new DedupeKey("test", "1"), Start));
        await runtime.DrainAsync();
        Assert.Equal("start.unknown-definition", (await runtime.Store.GetMessageAsync(receipt.MessageId))!.ReasonCode);

        await runtime.Definitions.PublishAsync(WaitsForGo);
        Assert.True(await runtime.ReplayMessageAsync(receipt.MessageId, "agent", "workflow publié"));
        await runtime.DrainAsync();

        Assert.NotNull(await runtime.Store.GetInstanceAsync("i1"));
        Assert.Equal(InboxState.Done, (await runtime.Store.GetMessageAsync(receipt.MessageId))!.State);
    }

    [Fact]
    public async Task An_event_of_a_file_wakes_only_the_instances_of_that_file()
    {
        await using var runtime = await StartAsync(Manual(), WaitsForGo);
        await runtime.StartInstanceAsync(new StartInstance("waits", "i1") { CorrelationId = "file-1" });
        await runtime.StartInstanceAsync(new StartInstance("waits", "i2") { CorrelationId = "file-2" });

        await runtime.PublishEventAsync("go", correlationId: "file-2");
        await runtime.DrainAsync();

        Assert.Equal(WorkflowStatus.Running, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status);
        Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync("i2"))!.Header.Status);
    }

    [Fact]
    public async Task An_event_wakes_who_waits_and_starts_what_it_triggers()
    {
        var triggered = Flows.Sequence("triggered", Flows.Event("start", "go", starts: true), Flows.WriteLine("end"));
        await using var runtime = await StartAsync(Manual(), WaitsForGo, triggered);
        await runtime.StartInstanceAsync(new StartInstance("waits", "i1"));

        await runtime.PublishEventAsync("go", key: new DedupeKey("test", "1"));
        await runtime.PublishEventAsync("go", key: new DedupeKey("test", "1"));
        await runtime.DrainAsync();

        Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status);
        var started = await runtime.Store.ListInstancesAsync(new InstanceFilter { DefinitionId = "triggered" }, PageRequest.First);
        Assert.Equal(WorkflowStatus.Finished, Assert.Single(started.Items).Status);
    }

    [Fact]
    public async Task A_workflow_publishes_an_event_to_others()
    {
        await using var runtime = await StartAsync(Manual(), WaitsForGo, Flows.Sequence("tells", Flows.Publish("p", "go")));
        await runtime.StartInstanceAsync(new StartInstance("waits", "i1"));

        await runtime.StartInstanceAsync(new StartInstance("tells", "i2"));
        await runtime.DrainAsync();

        Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status);
    }

    [Fact]
    public async Task A_parent_waits_for_the_end_of_its_child()
    {
        var parent = Flows.Sequence("parent", Flows.Execute("child", "waits"), Flows.WriteLine("after"));
        await using var runtime = await StartAsync(Manual(), WaitsForGo, parent);
        await runtime.StartInstanceAsync(new StartInstance("parent", "p1") { CorrelationId = "file-1" });
        await runtime.DrainAsync();
        var child = Assert.Single((await runtime.Store.ListInstancesAsync(new InstanceFilter { ParentInstanceId = "p1" }, PageRequest.First)).Items);
        Assert.Equal(("file-1", WorkflowStatus.Running), (child.CorrelationId, child.Status));
        Assert.Equal(0, await CompletionsAsync(runtime, "p1", "after"));

        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync("p1"))!.Header.Status);
        Assert.Equal(1, await CompletionsAsync(runtime, "p1", "after"));
    }

    [Fact]
    public async Task Cancelling_a_parent_cancels_its_children()
    {
        var parent = Flows.Sequence("parent", Flows.Execute("child", "waits"), Flows.WriteLine("after"));
        await using var runtime = await StartAsync(Manual(), WaitsForGo, parent);
        await runtime.StartInstanceAsync(new StartInstance("parent", "p1"));
        await runtime.DrainAsync();

        await runtime.CancelAsync(new CancelInstance("p1"));
        await runtime.DrainAsync();

        var all = await runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First);
        Assert.Equal([WorkflowSubStatus.Cancelled, WorkflowSubStatus.Cancelled], all.Items.Select(item => item.SubStatus));
        Assert.Equal(0, await CompletionsAsync(runtime, "p1", "after"));
        Assert.Empty(await runtime.Store.FindBookmarksAsync("Elsa.Event:go", null));
    }

    [Fact]
    public async Task A_faulted_child_that_is_given_up_lets_its_parent_go_on()
    {
        var parent = Flows.Sequence("parent", Flows.Execute("child", "fails"), Flows.WriteLine("after"));
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("fails", Flows.Event("ev", "go"), Flows.Fault("f", "Panne")), parent);
        await runtime.StartInstanceAsync(new StartInstance("parent", "p1"));
        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();
        var child = Assert.Single((await runtime.Store.ListInstancesAsync(new InstanceFilter { SubStatus = WorkflowSubStatus.Faulted }, PageRequest.First)).Items);
        Assert.Equal(1, (await runtime.Store.GetHealthAsync(Start)).FaultedInstances);
        Assert.Equal(WorkflowStatus.Running, (await runtime.Store.GetInstanceAsync("p1"))!.Header.Status);

        await runtime.CancelAsync(new CancelInstance(child.InstanceId) { Note = new OperatorNote("exploitant", "sans objet") });
        await runtime.DrainAsync();

        Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync("p1"))!.Header.Status);
        Assert.Equal(1, await CompletionsAsync(runtime, "p1", "after"));
        var journal = JournalReading.Entries(await runtime.Store.GetJournalAsync(child.InstanceId)).Select(pair => pair.Entry).ToList();
        Assert.Equal("exploitant : sans objet", journal.Single(entry => entry.Event == "Requested").Message);
        Assert.Equal(0, (await runtime.Store.GetHealthAsync(Start)).FaultedInstances);
    }

    [Fact]
    public async Task Who_asked_for_a_retry_and_why_stays_also_where_the_journal_keeps_faults_only()
    {
        var parent = JsonNode.Parse(Flows.Sequence("parent", Flows.Execute("child", "later"), Flows.WriteLine("after")))!.AsObject();
        parent["customProperties"] = new JsonObject { ["journalLevel"] = "Faults" };
        await using var runtime = await StartAsync(Manual(), parent.ToJsonString());
        await runtime.StartInstanceAsync(new StartInstance("parent", "p1"));
        Assert.Equal(WorkflowSubStatus.Faulted, (await runtime.Store.GetInstanceAsync("p1"))!.Header.SubStatus);
        await runtime.Definitions.PublishAsync(Flows.Sequence("later", Flows.WriteLine("w")));

        await runtime.RetryAsync(new RetryInstance("p1") { Note = new OperatorNote("exploitant", "définition publiée") });

        Assert.Equal(WorkflowSubStatus.Finished, (await runtime.Store.GetInstanceAsync("p1"))!.Header.SubStatus);
        var last = JournalReading.Entries(await runtime.Store.GetJournalAsync("p1")).Last().Entry;
        Assert.Equal(("Requested", "exploitant : définition publiée"), (last.Event, last.Message));
    }

    [Fact]
    public async Task A_timer_that_fell_due_while_nothing_ran_fires_when_something_runs_again()
    {
        await using (var runtime = await StartAsync(Manual(), Flows.Sequence("delays", Flows.Delay("d", "10.00:00:00"), Flows.WriteLine("end"))))
            await runtime.StartInstanceAsync(new StartInstance("delays", "i1"));
        Clock.MoveTo(Start.AddDays(30));

        await using (var runtime = await StartAsync(Manual()))
        {
            await runtime.DrainAsync();

            Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status);
            Assert.Equal(1, await CompletionsAsync(runtime, "i1", "end"));
        }
    }

    [Fact]
    public async Task Virtual_time_jumps_from_one_due_instant_to_the_next()
    {
        await using var runtime = await StartAsync(
            Manual(), Flows.Sequence("delays", Flows.Delay("d1", "10.00:00:00"), Flows.Delay("d2", "20.00:00:00"), Flows.WriteLine("end")));
        await runtime.StartInstanceAsync(new StartInstance("delays", "i1"));

        await runtime.AdvanceAsync(Clock, Start.AddDays(29));
        Assert.Equal(WorkflowStatus.Running, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Status);
        await runtime.AdvanceAsync(Clock, Start.AddDays(300));

        Assert.Equal(Start.AddDays(30), (await runtime.Store.GetInstanceAsync("i1"))!.Header.FinishedAt);
        Assert.Equal(Start.AddDays(300), Clock.GetUtcNow());
    }

    [Fact]
    public async Task Two_runs_of_one_simulation_are_equal()
    {
        async Task<string> RunAsync()
        {
            var clock = new VirtualClock(Start);
            var count = 0;
            var options = Manual(SqliteWorkflowStore.InMemory()) with { Time = clock, NewId = () => $"{++count:000000}" };
            await using var runtime = await StartAsync(
                options, Flows.Sequence("parent", Flows.Execute("c", "child")), Flows.Sequence("child", Flows.Delay("d", "00:10:00"), Flows.Publish("p", "x")));
            await runtime.StartInstanceAsync(new StartInstance("parent", "p1"));
            await runtime.AdvanceAsync(clock, Start.AddDays(1));
            var instances = await runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First);
            Assert.Equal(2, instances.Total);
            Assert.All(instances.Items, item => Assert.Equal(WorkflowStatus.Finished, item.Status));
            var journals = await Task.WhenAll(instances.Items.Select(async item => await runtime.Store.GetJournalAsync(item.InstanceId)));
            return string.Join("\n", journals.SelectMany(rows => rows).Select(row => $"{row.InstanceId} {row.At:O} {System.Text.Encoding.UTF8.GetString(row.Entries.Span)}"));
        }

        Assert.Equal(await RunAsync(), await RunAsync());
    }

    [Fact]
    public async Task A_running_instance_stays_on_its_version()
    {
        await using var runtime = await StartAsync(Manual(), WaitsForGo);
        await runtime.StartInstanceAsync(new StartInstance("waits", "old"));
        await runtime.Definitions.PublishAsync(Flows.Sequence("waits", Flows.Event("ev", "go"), Flows.WriteLine("new-end")));
        await runtime.StartInstanceAsync(new StartInstance("waits", "new"));

        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        Assert.Equal((1, 0), (await CompletionsAsync(runtime, "old", "end"), await CompletionsAsync(runtime, "old", "new-end")));
        Assert.Equal((0, 1), (await CompletionsAsync(runtime, "new", "end"), await CompletionsAsync(runtime, "new", "new-end")));
        Assert.Equal("waits.2", (await runtime.Store.GetInstanceAsync("new"))!.Header.DefinitionVersionId);
    }

    [Fact]
    public async Task A_faulted_instance_runs_again_on_retry()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("faulty", Flows.Fault("f", "panne")));
        var header = await runtime.StartInstanceAsync(new StartInstance("faulty", "i1"));
        Assert.Equal((WorkflowSubStatus.Faulted, 1), (header.SubStatus, header.IncidentCount));

        await runtime.RetryAsync(new RetryInstance("i1"));

        var again = (await runtime.Store.GetInstanceAsync("i1"))!.Header;
        Assert.Equal((WorkflowSubStatus.Faulted, 2L), (again.SubStatus, again.Version));
    }

    [Fact]
    public async Task A_bookmark_resumed_twice_runs_once()
    {
        await using var runtime = await StartAsync(Manual(), WaitsForGo);
        await runtime.StartInstanceAsync(new StartInstance("waits", "i1"));
        var bookmark = Assert.Single(await runtime.Store.GetBookmarksOfAsync("i1"));

        await runtime.ResumeAsync(new ResumeBookmark(bookmark.Id, new JsonObject { ["payload"] = 1 }));
        await runtime.ResumeAsync(new ResumeBookmark(bookmark.Id));

        Assert.Equal(2, (await runtime.Store.GetInstanceAsync("i1"))!.Header.Version);
    }

    [Fact]
    public async Task An_instance_that_another_process_moved_on_is_resumed_from_the_store()
    {
        var path = Flows.Sequence("path", Flows.Event("ev1", "one"), Flows.Event("ev2", "two"), Flows.WriteLine("end"));
        var options = Manual();
        await using var here = await StartAsync(options, path);
        await using var there = await StartAsync(options);
        await here.StartInstanceAsync(new StartInstance("path", "i1"));

        await there.ResumeAsync(new ResumeBookmark((await here.Store.GetBookmarksOfAsync("i1"))[0].Id));
        await here.ResumeAsync(new ResumeBookmark((await here.Store.GetBookmarksOfAsync("i1"))[0].Id));

        Assert.Equal(WorkflowStatus.Finished, (await here.Store.GetInstanceAsync("i1"))!.Header.Status);
    }
}
