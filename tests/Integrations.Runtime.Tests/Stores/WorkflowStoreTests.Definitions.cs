using Integrations.Runtime.Definitions;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    private static DefinitionVersion Draft(string id, int version, int revision = 1) =>
        Definition(id, version) with { Published = false, Released = false, Revision = revision, Json = $"{{\"r\":{revision}}}", ModifiedAt = Now, ModifiedBy = "ada" };

    [Fact]
    public async Task A_draft_is_saved_again_one_revision_later_and_by_one_person_only()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1)] });
        await CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1, 2)] });

        var late = await Store.CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1, 2) with { Revision = 4 }] });

        var twin = await Store.CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1, 2) with { Json = "another" }] });
        var first = await Store.CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1) with { Json = "another" }] });

        Assert.IsType<CommitResult.Conflict>(twin);
        Assert.IsType<CommitResult.Conflict>(first);
        Assert.Equal(Draft("d", 1, 2), await Store.GetDefinitionVersionAsync("d.1"));
        Assert.Equal(new CommitResult.Conflict(ConflictSubject.DefinitionVersion, "d.1"), late);
    }

    [Fact]
    public async Task A_released_version_never_changes_its_text()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1)] });
        await CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1, 2) with { Published = true, Released = true }] });

        var later = await Store.CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1, 3)] });
        await CommitAsync(new UnitOfWork { Definitions = [Draft("d", 1, 2) with { Json = "other", Released = true }] });

        Assert.IsType<CommitResult.Conflict>(later);
        var stored = (await Store.GetDefinitionVersionAsync("d.1"))!;
        Assert.Equal((false, true, "{\"r\":2}"), (stored.Published, stored.Released, stored.Json));
    }

    [Fact]
    public async Task Definitions_are_listed_by_scope_term_and_ids()
    {
        await CommitAsync(new UnitOfWork
        {
            Definitions =
            [
                Definition("a", 1) with { Name = "Alpha", CreatedAt = Now }, Draft("a", 2) with { Name = "Alpha", CreatedAt = Now.AddMinutes(1) },
                Definition("b", 1) with { Name = "beta_1", Description = "Permis", CreatedAt = Now.AddMinutes(2) },
                Draft("c", 1) with { Name = "Gamma 100%", CreatedAt = Now.AddMinutes(3) },
            ],
        });

        async Task<string[]> Ids(DefinitionFilter filter) =>
            [.. (await Store.ListDefinitionsAsync(filter, PageRequest.First)).Items.Select(item => item.VersionId)];

        Assert.Equal(["a.1", "a.2", "b.1", "c.1"], await Ids(new DefinitionFilter()));
        Assert.Equal(["a.2", "b.1", "c.1"], await Ids(new DefinitionFilter { Scope = DefinitionScope.Latest }));
        Assert.Equal(["a.1", "b.1"], await Ids(new DefinitionFilter { Scope = DefinitionScope.Published }));
        Assert.Equal(["a.1", "a.2", "b.1", "c.1"], await Ids(new DefinitionFilter { Scope = DefinitionScope.LatestOrPublished }));
        Assert.Equal(["b.1"], await Ids(new DefinitionFilter { Scope = DefinitionScope.LatestAndPublished }));
        Assert.Equal(["a.2", "c.1"], await Ids(new DefinitionFilter { Scope = DefinitionScope.Draft }));
        Assert.Equal(["a.2"], await Ids(new DefinitionFilter { Version = 2 }));
        Assert.Equal(["b.1"], await Ids(new DefinitionFilter { SearchTerm = "PERMIS" }));
        Assert.Equal(["b.1"], await Ids(new DefinitionFilter { SearchTerm = "_" }));
        Assert.Equal(["c.1"], await Ids(new DefinitionFilter { SearchTerm = "0%" }));
        Assert.Equal(["c.1"], await Ids(new DefinitionFilter { DefinitionIds = ["c", "x"] }));
        Assert.Equal(["a.1", "b.1"], await Ids(new DefinitionFilter { VersionIds = ["b.1", "a.1"] }));
        Assert.Equal(["c.1", "b.1", "a.2"], await Ids(new DefinitionFilter { Scope = DefinitionScope.Latest, Order = DefinitionOrder.Name, Descending = true }));
        var page = await Store.ListDefinitionsAsync(new DefinitionFilter { Order = DefinitionOrder.Version }, new PageRequest(3, 5));
        Assert.Equal((4, "a.2"), (page.Total, Assert.Single(page.Items).VersionId));
        Assert.True(page.Items[0].IsLatest);
    }

    [Fact]
    public async Task The_same_act_of_the_same_person_is_counted()
    {
        static DefinitionChange Change(string by, DateTimeOffset at, DefinitionAction action = DefinitionAction.Saved) => new("d", "d.1", 1, action, by, at, at, 1);
        await CommitAsync(new UnitOfWork { DefinitionChanges = [Change("ada", Now), Change("ada", Now.AddMinutes(1)), Change("bob", Now.AddMinutes(2))] });
        await CommitAsync(new UnitOfWork { DefinitionChanges = [Change("ada", Now.AddMinutes(3)), Change("ada", Now.AddMinutes(4), DefinitionAction.Published)] });

        var changes = await Store.GetDefinitionChangesAsync("d");

        Assert.Equal([(DefinitionAction.Published, "ada", 1), (DefinitionAction.Saved, "ada", 3), (DefinitionAction.Saved, "bob", 1)], changes.Select(change => (change.Action, change.By, change.Times)));
        Assert.Equal((Now, Now.AddMinutes(3)), (changes[1].FirstAt, changes[1].LastAt));
    }

    [Fact]
    public async Task A_deleted_version_is_gone_and_the_one_before_it_is_the_latest()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1), Draft("d", 2)] });

        await CommitAsync(new UnitOfWork { DefinitionsDeleted = ["d.2", "nothing"] });

        Assert.True(Assert.Single((await Store.ListDefinitionsAsync(new DefinitionFilter(), PageRequest.First)).Items).IsLatest);
    }
}
