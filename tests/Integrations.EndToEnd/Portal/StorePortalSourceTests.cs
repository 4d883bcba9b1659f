using Integrations.Guichet.Files;
using Integrations.Host.Portal;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Portal.Store;
using Integrations.Host.Settings;
using Integrations.Partners.Answers;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Integrations.EndToEnd.Portal;

/// <summary>The pages' source over a real store.</summary>
public sealed class StorePortalSourceTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2027, 5, 10, 7, 0, 0, TimeSpan.Zero);
    private static readonly LinkTokens Links = new(LinkKeys.Of("une clé de trente-deux octets au moins"));

    private readonly SqliteWorkflowStore store = SqliteWorkflowStore.InMemory();
    private readonly ClusesStory story = ClusesStory.UntilMay();
    private readonly FakeTimeProvider time = new(Now);
    private readonly StorePortalSource source;

    public StorePortalSourceTests() => source = new StorePortalSource(
        store,
        (fileId, _) => Task.FromResult<IReadOnlyList<FileEvent>>(fileId == story.File.Id ? story.Events : []),
        Links,
        new DeskProfile { Phone = "01 99 00 12 34", Email = "guichet@cluses.example" },
        time,
        Options.Create(new PortalOptions()));

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("decolletage")]
    [InlineData("Décolletage  FICTIF")]
    [InlineData("12345135300015")]
    [InlineData("74-000005")]
    public async Task A_file_is_found_by_firm_siret_or_number_whatever_the_accents(string? search)
    {
        await Keep();

        var row = Assert.Single((await source.Files(new FileQuery(search), default)).Rows);

        Assert.Equal(ClusesStory.FileNumber, row.Number);
        Assert.Equal("ICPE_E", row.Holding!.Code);
        Assert.Equal(119, row.AgeInDays);
    }

    [Fact]
    public async Task A_filter_that_nothing_meets_leaves_the_choices_of_the_filters()
    {
        await Keep();

        var list = await source.Files(new FileQuery(State: "clos"), default);

        Assert.Empty(list.Rows);
        Assert.Equal("Cluses", Assert.Single(list.Communes));
    }

    [Fact]
    public async Task An_archived_file_leaves_the_everyday_list_and_is_found_by_its_state_or_a_search_and_read_as_before()
    {
        var archived = story.File with { End = new FileEnd(CaseStatus.Closed, new(2027, 5, 1), "instruit"), ArchivedOn = new(2027, 5, 2) };
        await store.CommitAsync(new UnitOfWork { Documents = PortalProjections.Of(archived) });

        var everyday = await source.Files(new FileQuery(), default);
        var shelf = await source.Files(new FileQuery(State: "archive"), default);
        var found = await source.Files(new FileQuery("decolletage"), default);

        Assert.Empty(everyday.Rows);
        Assert.Equal((1, "archive"), (everyday.Archived, Assert.Single(everyday.States).Code));
        Assert.Equal("archive", Assert.Single(shelf.Rows).State.Code);
        Assert.Single(found.Rows);
        Assert.Empty((await source.Todo(default)).Items);
        Assert.NotNull(await source.File(ClusesStory.FileNumber, default));
    }

    [Fact]
    public async Task One_file_is_read_from_its_events()
    {
        await Keep();

        Assert.Equal(story.Events.Count, (await source.File(ClusesStory.FileNumber, default))!.History.Count);
        Assert.Null(await source.File("IMP-2027-74-999999", default));
    }

    [Fact]
    public async Task The_desks_day_counts_open_files_and_includes_forms_in_quarantine()
    {
        await Keep();
        var committed = (CommitResult.Committed)await store.CommitAsync(new UnitOfWork
        {
            Messages = [new NewInboxMessage(new DedupeKey("form:tally", "r1"), "form", "{}"u8.ToArray()) { ReceivedAt = Now }],
        });
        await store.CommitAsync(new UnitOfWork
        {
            InboxMarks = [new InboxMark.Quarantined(committed.Receipts[0].MessageId, Now, "form.siret", "Le SIRET est faux.")],
        });

        var todo = await source.Todo(default);
        var operations = await source.Operations(default);

        Assert.Equal(1, todo.OpenFiles);
        Assert.Contains(todo.Items, item => item.Kind == TodoKind.Quarantine);
        Assert.Equal("Le SIRET est faux.", Assert.Single(operations.Quarantine).Reason);
    }

    [Fact]
    public async Task Webhooks_turned_away_are_shown_by_source_and_reason()
    {
        await store.CommitAsync(new UnitOfWork
        {
            Counters = [new($"{OperationsReading.RefusedCounters}tally:signature_mismatch", 3)],
        });

        Assert.Equal(new RefusedRow("tally", "signature_mismatch", 3), Assert.Single((await source.Operations(default)).Refused));
    }

    [Fact]
    public async Task A_tracking_link_opens_its_file_until_it_expires_and_no_other_page()
    {
        await Keep();
        var token = Links.Issue(new SignedLink.FirmTracking(story.File.Id, Now.AddDays(1)));

        Assert.IsType<Linked<TrackingPage>.Found>(await source.Tracking(token, default));
        Assert.IsType<Linked<AnswerPage>.Unknown>(await source.Answer(token, default));
        Assert.IsType<Linked<TrackingPage>.Unknown>(await source.Tracking(token + "x", default));

        time.Advance(TimeSpan.FromDays(2));
        Assert.IsType<Linked<TrackingPage>.Expired>(await source.Tracking(token, default));
    }

    [Fact]
    public async Task An_answer_link_shows_the_answer_once_it_is_given()
    {
        var open = Links.Issue(new SignedLink.PartnerAnswer(story.File.Id, "t-scionzier", "mairie-74264", Now.AddDays(17)));
        var answered = Links.Issue(new SignedLink.PartnerAnswer(story.File.Id, "t-sdis", "sdis-74", Now.AddDays(17)));

        var question = Assert.IsType<Linked<AnswerPage>.Found>(await source.Answer(open, default)).Page;
        var answer = Assert.IsType<Linked<AnswerPage>.Found>(await source.Answer(answered, default)).Page;

        Assert.Null(question.Given);
        Assert.False(question.Late);
        Assert.Equal("Deux poteaux à 150 m", answer.Given!.Comment);
    }

    [Fact]
    public async Task A_link_for_another_partner_of_the_same_task_opens_nothing()
    {
        var token = Links.Issue(new SignedLink.PartnerAnswer(story.File.Id, "t-scionzier", "cci-74", Now.AddDays(17)));

        Assert.IsType<Linked<AnswerPage>.Unknown>(await source.Answer(token, default));
    }

    private Task<CommitResult> Keep() => store.CommitAsync(new UnitOfWork { Documents = PortalProjections.Of(story.File) });
}
