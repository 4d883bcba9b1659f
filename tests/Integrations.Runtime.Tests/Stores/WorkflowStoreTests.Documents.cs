using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    [Fact]
    public async Task Documents_are_replaced_listed_and_deleted()
    {
        await CommitAsync(new UnitOfWork
        {
            Documents =
            [
                new Document("files", "1", "{}") { Sort = "b", Group = "open", Search = "boulangerie dupont", DueAt = Now },
                new Document("files", "2", "{}") { Sort = "a", Group = "open", Search = "menuiserie 100%", DueAt = Now.AddDays(-1) },
                new Document("files", "3", "{}") { Sort = "c", Group = "closed" },
                new Document("tasks", "1", "{}") { Sort = "a", Group = "open" },
            ],
        });
        await CommitAsync(new UnitOfWork { Documents = [new Document("files", "3", """{"v":2}""") { Sort = "d", Group = "closed" }] });

        async Task<string[]> Ids(DocumentQuery query) =>
            [.. (await Store.QueryDocumentsAsync(query, PageRequest.First)).Items.Select(item => item.Id)];

        Assert.Equal(["2", "1", "3"], await Ids(new DocumentQuery("files")));
        Assert.Equal(["3", "1", "2"], await Ids(new DocumentQuery("files") { Order = DocumentOrder.SortDescending }));
        Assert.Equal(["2", "1"], await Ids(new DocumentQuery("files") { Group = "open" }));
        Assert.Equal(["2", "1"], await Ids(new DocumentQuery("files") { Order = DocumentOrder.DueAt }));
        Assert.Equal(["2"], await Ids(new DocumentQuery("files") { DueBefore = Now }));
        Assert.Equal(["1"], await Ids(new DocumentQuery("files") { Search = "dupont" }));
        Assert.Equal(["2"], await Ids(new DocumentQuery("files") { Search = "%" }));
        Assert.Equal("""{"v":2}""", (await Store.GetDocumentAsync(new DocumentKey("files", "3")))!.Json);
        Assert.Equal(3, (await Store.QueryDocumentsAsync(new DocumentQuery("files"), new PageRequest(0, 1))).Total);

        await CommitAsync(new UnitOfWork { DocumentsDeleted = [new DocumentKey("files", "3")] });

        Assert.Null(await Store.GetDocumentAsync(new DocumentKey("files", "3")));
    }

    [Fact]
    public async Task Counters_add_up()
    {
        await CommitAsync(new UnitOfWork { Counters = [new CounterIncrement("intake.refused"), new CounterIncrement("intake.refused", 2)] });
        await CommitAsync(new UnitOfWork { Counters = [new CounterIncrement("other")] });

        Assert.Equal(new Dictionary<string, long> { ["intake.refused"] = 3 }, await Store.GetCountersAsync("intake."));
    }

    [Fact]
    public async Task Publishing_a_version_takes_the_place_of_the_one_before()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1), Definition("d", 2), Definition("d", 3) with { Published = false }, Definition("e", 1)] });

        Assert.Equal(["d.2", "e.1"], (await Store.GetPublishedDefinitionsAsync()).Select(version => version.VersionId));
        Assert.Equal([3, 2, 1], (await Store.GetDefinitionVersionsAsync("d")).Select(version => version.Version));
        Assert.Equal(Definition("d", 1) with { Published = false }, await Store.GetDefinitionVersionAsync("d.1"));
        Assert.Equal(3, Assert.Single(await Store.GetDefinitionVersionsAsync("d", 1)).Version);
    }

    [Fact]
    public async Task A_version_number_is_given_once()
    {
        await CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1)] });

        var result = await Store.CommitAsync(new UnitOfWork { Definitions = [Definition("d", 1) with { VersionId = "another" }] });

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.DefinitionVersion, "another"), result);
    }
}
