using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Tests.Processing;
using Integrations.Workflows.Definitions;

namespace Integrations.Runtime.Tests.Definitions;

public sealed class DefinitionDesignTests : RuntimeFixture
{
    [Fact]
    public async Task A_draft_never_runs_and_publishing_makes_it_start()
    {
        await using var runtime = await StartAsync(Manual());
        var draft = await runtime.Design.SaveAsync(Read("a", "one"), null, "ada");
        await Assert.ThrowsAsync<DefinitionNotFoundException>(() => runtime.StartInstanceAsync(new StartInstance("a", "i1")));

        var (version, was) = await runtime.Design.PublishAsync("a", "bob");
        await runtime.StartInstanceAsync(new StartInstance("a", "i1"));

        Assert.Equal(("a.1", false, false), (draft.VersionId, draft.Published, was));
        Assert.Equal(("a.1", true, "bob"), (version.VersionId, version.Published, version.ModifiedBy));
        Assert.Equal(1, await CompletionsAsync(runtime, "i1", "one"));
    }

    [Fact]
    public async Task Saving_over_a_published_version_makes_the_next_draft_and_instances_stay()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("a", Flows.Event("ev", "go"), Flows.WriteLine("one")));
        await runtime.StartInstanceAsync(new StartInstance("a", "i1"));

        var draft = await runtime.Design.SaveAsync(Read("a", "two"), null, "ada");
        var again = await runtime.Design.SaveAsync(Read("a", "three"), new SeenRevision(draft.VersionId, draft.Revision), "ada");
        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        Assert.Equal(("a.2", 1), (draft.VersionId, draft.Revision));
        Assert.Equal(("a.2", 2), (again.VersionId, again.Revision));
        Assert.Equal("a.1", runtime.Definitions.FindPublished("a")!.VersionId);
        Assert.Equal(1, await CompletionsAsync(runtime, "i1", "one"));
    }

    [Fact]
    public async Task Two_people_who_edit_at_the_same_time_are_told()
    {
        await using var runtime = await StartAsync(Manual());
        var seen = await runtime.Design.SaveAsync(Read("a", "one"), null, "ada");
        await runtime.Design.SaveAsync(Read("a", "two"), new SeenRevision(seen.VersionId, seen.Revision), "bob");

        var refusal = await Assert.ThrowsAsync<DefinitionChangedException>(
            () => runtime.Design.SaveAsync(Read("a", "three"), new SeenRevision(seen.VersionId, seen.Revision), "ada"));

        Assert.Contains("bob", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_the_same_text_again_changes_nothing()
    {
        await using var runtime = await StartAsync(Manual());
        var first = await runtime.Design.SaveAsync(Read("a", "one"), null, "ada");

        Assert.Equal(first, await runtime.Design.SaveAsync(Read("a", "one"), null, "bob"));
    }

    [Fact]
    public async Task A_draft_with_errors_is_saved_but_not_published()
    {
        await using var runtime = await StartAsync(Manual());
        await runtime.Design.SaveAsync(WorkflowDefinitionJson.Read(Flows.Sequence("a", Flows.Use("x", "Nobody"))), null, "ada");

        var refusal = await Assert.ThrowsAsync<DefinitionRefusedException>(() => runtime.Design.PublishAsync("a", "ada"));

        Assert.Equal(("unknown-activity", "x"), (refusal.Problems[0].Code, refusal.Problems[0].ActivityId));
        Assert.Null(runtime.Definitions.FindPublished("a"));
    }

    [Fact]
    public async Task A_retracted_definition_starts_nothing_and_can_be_published_again()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("a", Flows.WriteLine("one")));

        var retracted = await runtime.Design.RetractAsync("a", "ada");
        Assert.Null(runtime.Definitions.FindPublished("a"));
        Assert.Null(await runtime.Design.RetractAsync("a", "ada"));
        await runtime.Design.PublishAsync("a", "ada");

        Assert.Equal("a.1", retracted!.VersionId);
        Assert.Equal("a.1", runtime.Definitions.FindPublished("a")!.VersionId);
        Assert.Equal([DefinitionAction.Published, DefinitionAction.Retracted], (await runtime.Store.GetDefinitionChangesAsync("a")).Select(change => change.Action).Order());
    }

    [Fact]
    public async Task Reverting_makes_a_new_draft_of_an_older_version()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("a", Flows.WriteLine("one")), Flows.Sequence("a", Flows.WriteLine("two")));

        var draft = await runtime.Design.RevertAsync("a", 1, "ada");

        Assert.Equal(("a.3", false), (draft.VersionId, draft.Published));
        Assert.Contains("\"one\"", draft.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_whose_instances_run_is_not_deleted()
    {
        await using var runtime = await StartAsync(Manual(), Flows.Sequence("a", Flows.Event("ev", "go")));
        await runtime.StartInstanceAsync(new StartInstance("a", "i1"));
        await Assert.ThrowsAsync<DefinitionInUseException>(() => runtime.Design.DeleteAsync("a", "ada"));
        await Assert.ThrowsAsync<DefinitionInUseException>(() => runtime.Design.DeleteVersionAsync("a.1", "ada"));

        await runtime.PublishEventAsync("go");
        await runtime.DrainAsync();

        Assert.Equal(1, await runtime.Design.DeleteAsync("a", "ada"));
        Assert.Null(runtime.Definitions.FindPublished("a"));
        Assert.False(await runtime.Design.DeleteVersionAsync("a.1", "ada"));
    }

    [Fact]
    public async Task Saves_of_one_person_that_overlap_are_all_taken_and_none_is_lost_in_silence()
    {
        await using var runtime = await StartAsync(Manual());
        await runtime.Design.SaveAsync(Read("a", "zero"), null, "ada");

        var saved = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => runtime.Design.SaveAsync(Read("a", $"n{number}"), null, "ada")));

        Assert.Equal(Enumerable.Range(2, 8), saved.Select(version => version.Revision).Order());
    }

    [Fact]
    public async Task The_number_of_a_deleted_version_is_not_given_again()
    {
        await using var runtime = await StartAsync(Manual());
        await runtime.Design.SaveAsync(Read("a", "one"), null, "ada");
        await runtime.Design.PublishAsync("a", "ada");
        await runtime.StartInstanceAsync(new StartInstance("a", "i1"));
        await runtime.Design.DeleteAsync("a", "ada");

        var anew = await runtime.Design.SaveAsync(Read("a", "two"), null, "ada");
        await runtime.Design.PublishAsync("a", "ada");
        await runtime.StartInstanceAsync(new StartInstance("a", "i2"));

        Assert.Equal("a.2", anew.VersionId);
        Assert.Equal(1, await CompletionsAsync(runtime, "i2", "two"));
    }

    [Fact]
    public async Task A_version_that_another_workflow_uses_is_not_deleted()
    {
        await using var runtime = await StartAsync(Manual(), Flows.AsActivity(Flows.Sequence("child", Flows.WriteLine("w"))), Flows.Sequence("parent", Flows.Use("use", "Child")));

        var refusal = await Assert.ThrowsAsync<DefinitionInUseException>(() => runtime.Design.DeleteAsync("child", "ada"));

        Assert.Contains("parent", refusal.Message, StringComparison.Ordinal);
    }

    private static WorkflowDefinition Read(string id, string activity) => WorkflowDefinitionJson.Read(Flows.Sequence(id, Flows.WriteLine(activity)));
}
