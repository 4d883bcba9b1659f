using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    [Fact]
    public async Task An_instance_comes_back_as_it_was_written()
    {
        var row = Instance("i1");

        await CommitAsync(new UnitOfWork { Instances = [row] });

        var stored = (await Store.GetInstanceAsync("i1"))!;
        Assert.Equal(row.Header, stored.Header);
        Assert.Equal(row.State.ToArray(), stored.State.ToArray());
        Assert.Null(await Store.GetInstanceAsync("i2"));
    }

    [Fact]
    public async Task The_same_instance_is_started_once()
    {
        await CommitAsync(new UnitOfWork { Instances = [Instance("i1")] });

        var second = await Store.CommitAsync(new UnitOfWork { Instances = [Instance("i1")], Commands = [Command("k")] });

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.InstanceExists, "i1"), second);
        Assert.Null(await Store.GetCommandAsync(1));
    }

    [Fact]
    public async Task Of_two_bursts_on_one_version_the_second_is_a_conflict_and_leaves_no_trace()
    {
        await CommitAsync(new UnitOfWork { Instances = [Instance("i1")] });
        await CommitAsync(new UnitOfWork { Instances = [Instance("i1", version: 2)] });

        var second = await Store.CommitAsync(new UnitOfWork
        {
            Instances = [Instance("i1", version: 2)],
            BookmarksAdded = [Bookmark("b1", "i1")],
            Journal = [new JournalRow("i1", 2, Now, "[]"u8.ToArray())],
            Streams = [new StreamAppend("s", [Event(1)])],
        });

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.InstanceVersion, "i1"), second);
        Assert.Null(await Store.GetBookmarkAsync("b1"));
        Assert.Empty(await Store.GetJournalAsync("i1"));
        Assert.Empty((await Store.ReadStreamAsync("s")).Events);
    }

    [Fact]
    public async Task Instances_are_listed_by_what_people_look_for()
    {
        await CommitAsync(new UnitOfWork
        {
            Instances =
            [
                Instance("i1"),
                Instance("i2", correlationId: "file-2", definitionId: "other"),
                Instance("i3", parentInstanceId: "i1", subStatus: WorkflowSubStatus.Faulted, stalled: true),
            ],
        });

        async Task<string[]> Ids(InstanceFilter filter) =>
            [.. (await Store.ListInstancesAsync(filter, PageRequest.First)).Items.Select(item => item.InstanceId)];

        Assert.Equal(["i3", "i2", "i1"], await Ids(new InstanceFilter()));
        Assert.Equal(["i2"], await Ids(new InstanceFilter { CorrelationId = "file-2" }));
        Assert.Equal(["i2"], await Ids(new InstanceFilter { DefinitionId = "other" }));
        Assert.Equal(["i3"], await Ids(new InstanceFilter { ParentInstanceId = "i1" }));
        Assert.Equal(["i3"], await Ids(new InstanceFilter { StalledOnly = true }));
        Assert.Equal(["i3"], await Ids(new InstanceFilter { Status = WorkflowStatus.Running, SubStatus = WorkflowSubStatus.Faulted }));
        var page = await Store.ListInstancesAsync(new InstanceFilter(), new PageRequest(1, 1));
        Assert.Equal("i2", Assert.Single(page.Items).InstanceId);
        Assert.Equal(3, page.Total);
    }

    [Fact]
    public async Task Bookmarks_are_found_by_key_and_file()
    {
        await CommitAsync(new UnitOfWork
        {
            BookmarksAdded =
            [
                Bookmark("b1", "i1", "file-1"), Bookmark("b2", "i2", "file-2"), Bookmark("b3", "i3", "file-1") with { StimulusKey = "Elsa.Event:other" },
            ],
        });

        Assert.Equal(["b1", "b2"], (await Store.FindBookmarksAsync("Elsa.Event:go", null)).Select(bookmark => bookmark.Id));
        Assert.Equal(["b2"], (await Store.FindBookmarksAsync("Elsa.Event:go", "file-2")).Select(bookmark => bookmark.Id));
        Assert.Empty(await Store.FindBookmarksAsync("Elsa.Event:GO", null));

        await CommitAsync(new UnitOfWork { BookmarksRemoved = ["b1", "unknown"] });

        Assert.Equal(["b2"], (await Store.FindBookmarksAsync("Elsa.Event:go", null)).Select(bookmark => bookmark.Id));
    }

    [Fact]
    public async Task A_timer_is_due_until_it_has_fired()
    {
        await CommitAsync(new UnitOfWork
        {
            BookmarksAdded =
            [
                Bookmark("b2", "i2") with { DueAt = Now }, Bookmark("b1", "i1") with { DueAt = Now.AddSeconds(-1) },
                Bookmark("b3", "i3") with { DueAt = Now.AddTicks(1) }, Bookmark("b4", "i4"),
            ],
        });
        Assert.Equal(["b1", "b2"], (await Store.FindDueTimersAsync(Now, 10)).Select(bookmark => bookmark.Id));
        Assert.Equal(Now.AddSeconds(-1), await Store.NextDueAtAsync());

        await CommitAsync(new UnitOfWork { TimersFired = ["b1"] });

        Assert.Equal(["b2"], (await Store.FindDueTimersAsync(Now, 10)).Select(bookmark => bookmark.Id));
        Assert.NotNull(await Store.GetBookmarkAsync("b1"));
    }

    [Fact]
    public async Task Lists_are_searched_and_sorted_and_say_how_many_there_are()
    {
        InstanceRow With(string id, string? name, int begun, int? ended = null) => Instance(id) is var row
            ? row with
            {
                Header = row.Header with
                {
                    Name = name,
                    CreatedAt = Now.AddHours(begun),
                    FinishedAt = ended is { } hours ? Now.AddHours(hours) : null,
                    Status = ended is null ? WorkflowStatus.Running : WorkflowStatus.Finished,
                    SubStatus = ended is null ? WorkflowSubStatus.Suspended : WorkflowSubStatus.Faulted,
                    IncidentCount = ended ?? 0,
                },
            }
            : row;
        await CommitAsync(new UnitOfWork { Instances = [With("late", "b", 3), With("early", "A", 1, ended: 9), With("middle", "50% d_r", 2, ended: 8)] });
        async Task<string[]> Ids(InstanceFilter filter) => [.. (await Store.ListInstancesAsync(filter, PageRequest.First)).Items.Select(item => item.InstanceId)];

        Assert.Equal(["late", "middle", "early"], await Ids(new InstanceFilter()));
        Assert.Equal(["early", "middle", "late"], await Ids(new InstanceFilter { Ascending = true }));
        Assert.Equal(["middle", "early", "late"], await Ids(new InstanceFilter { Order = InstanceOrder.Name, Ascending = true }));
        Assert.Equal(["late", "early", "middle"], await Ids(new InstanceFilter { Order = InstanceOrder.Finished }));
        await CommitAsync(new UnitOfWork { Instances = [Instance("late", version: 2) with { Header = With("late", "b", 3).Header with { Version = 2, UpdatedAt = Now.AddDays(1) } }] });
        Assert.Equal(["late", "middle", "early"], await Ids(new InstanceFilter { Order = InstanceOrder.Updated }));
        Assert.Equal("late", (await Ids(new InstanceFilter { Order = InstanceOrder.Updated, Ascending = true }))[^1]);
        Assert.Equal(["middle"], await Ids(new InstanceFilter { SearchTerm = "50% D_R" }));
        Assert.Equal(["early"], await Ids(new InstanceFilter { SearchTerm = "ARL" }));
        Assert.Equal(["middle", "early"], await Ids(new InstanceFilter { HasIncidents = true }));
        Assert.Equal(["late"], await Ids(new InstanceFilter { HasIncidents = false, DefinitionId = "installation-file" }));
        Assert.Equal(["middle", "early"], await Ids(new InstanceFilter { SubStatuses = [WorkflowSubStatus.Faulted, WorkflowSubStatus.Cancelled] }));
        Assert.Empty(await Ids(new InstanceFilter { Statuses = [] }));
        Assert.Equal(["late", "early"], await Ids(new InstanceFilter { InstanceIds = ["late", "early", "nope"] }));
        Assert.Equal(["middle"], await Ids(new InstanceFilter { Created = new InstantRange(Now.AddHours(2), Now.AddHours(2)) }));
        Assert.Equal(["early"], await Ids(new InstanceFilter { Finished = new InstantRange(From: Now.AddHours(8), Except: Now.AddHours(8)) }));
        var page = await Store.ListInstancesAsync(new InstanceFilter { DefinitionIds = ["installation-file"] }, new PageRequest(1, 1));
        Assert.Equal(("middle", 3), (page.Items.Single().InstanceId, page.Total));
        Assert.Equal(3, (await Store.ListInstancesAsync(new InstanceFilter(), new PageRequest(9, 1))).Total);
    }

    [Fact]
    public async Task Only_a_finished_instance_is_deleted_with_its_journal()
    {
        var ended = Instance("ended") is var row ? row with { Header = row.Header with { Status = WorkflowStatus.Finished, SubStatus = WorkflowSubStatus.Finished } } : row;
        await CommitAsync(new UnitOfWork { Instances = [Instance("runs"), ended], Journal = [new JournalRow("runs", 1, Now, "[]"u8.ToArray()), new JournalRow("ended", 1, Now, "[]"u8.ToArray())] });

        await CommitAsync(new UnitOfWork { InstancesDeleted = ["runs", "ended", "nope"] });

        Assert.NotNull(await Store.GetInstanceAsync("runs"));
        Assert.Single(await Store.GetJournalAsync("runs"));
        Assert.Null(await Store.GetInstanceAsync("ended"));
        Assert.Empty(await Store.GetJournalAsync("ended"));
    }
}
