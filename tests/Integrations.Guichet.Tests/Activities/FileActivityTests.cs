using System.Text.Json.Nodes;
using Integrations.Guichet.Activities;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Tests.Files;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Tests.Activities;

/// <summary>Activities that a designer puts on the canvas, each run by a real burst on a real file.</summary>
public sealed class FileActivityTests
{
    private static readonly ActivityRegistry Registry = ActivityRegistry.WithElsa().AddGuichet();

    private FileSession? _session;

    [Fact]
    public void Missing_pieces_are_asked_for_by_a_letter_and_the_period_waits_for_them()
    {
        var story = Permit(missing: ["PC4_NOTICE"]).Until("2027-01-20");

        var check = Run(story, """{"id":"a","type":"Guichet.CheckCompleteness","procedure":"PC","missing":{"typeName":"Object","memoryReference":{"id":"v"}}}""");
        var request = Run(story, """{"id":"a","type":"Guichet.RequestPieces","procedure":"PC"}""");

        Assert.Equal("Incomplete", Outcome(check));
        Assert.Equal("Requested", Outcome(request));
        Assert.Equal("firm-missing-documents", (string?)Assert.Single(request.Commands).Payload["notice"]);
        Assert.Equal(["PC4_NOTICE"], Facts<PiecesRequested>().Single().Pieces);
    }

    [Fact]
    public void A_request_that_is_too_late_is_a_courtesy()
    {
        var request = Run(Permit(missing: ["PC4_NOTICE"]).Until("2027-03-20"), """{"id":"a","type":"Guichet.RequestPieces","procedure":"PC","pieces":{"typeName":"Object","expression":{"type":"Object","value":"[\"PC4_NOTICE\"]"}}}""");

        Assert.Equal("Courtesy", Outcome(request));
        Assert.Equal("courtesy-request", (string?)Assert.Single(request.Commands).Payload["notice"]);
    }

    [Fact]
    public void A_period_is_changed_by_a_letter_in_time()
    {
        var result = Run(Permit().Until("2027-02-10"), """{"id":"a","type":"Guichet.ModifyPeriod","procedure":"PC","article":"R*423-24"}""");

        Assert.Equal("Extended", Outcome(result));
        Assert.True(Facts<PeriodModified>().Single().Counts);
        Assert.Equal("firm-period-modified", (string?)Assert.Single(result.Commands).Payload["notice"]);
    }

    [Fact]
    public void A_letter_that_is_late_changes_nothing()
    {
        var result = Run(Permit().Until("2027-03-20"), """{"id":"a","type":"Guichet.ModifyPeriod","procedure":"PC","article":"R*423-24"}""");

        Assert.Equal("WithoutEffect", Outcome(result));
        Assert.Empty(result.Commands);
    }

    [Fact]
    public void A_clock_is_suspended_and_resumed()
    {
        var story = Permit().Until("2027-02-20");
        var before = story.Procedure("PC").Clock.LastDay!.Value;

        Run(story, """{"id":"a","type":"Guichet.SuspendClock","procedure":"PC","reason":"pièce attendue","from":"2027-02-18"}""");
        Keep(story);
        Run(story.Until("2027-03-01"), """{"id":"a","type":"Guichet.ResumeClock","procedure":"PC","on":"2027-02-28"}""");

        Assert.Equal(before.AddDays(10), Facts<ClockResumed>().Single().LastDay);
    }

    [Fact]
    public void A_day_that_is_none_is_an_incident_that_says_how_to_write_it()
    {
        var result = Run(Permit().Until("2027-02-20"), """{"id":"a","type":"Guichet.SuspendClock","procedure":"PC","reason":"r","from":"18/02/2027"}""");

        Assert.Contains("aaaa-mm-jj", Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
        Assert.Empty(_session!.NewEvents);
    }

    [Fact]
    public void The_skills_plan_takes_the_trades_that_the_firm_asks_for()
    {
        var request = new InstallationRequest
        {
            Sites = [new Site { CommuneInsee = "74081" }],
            Skills = [new SkillNeed("H2913", "Soudage manuel", 3, FileStory.Day("2028-06-01")), new SkillNeed("I1302", Count: 4), new SkillNeed("H2903", Count: 0)],
        };

        var opened = Run(new FileStory("74081", "2027-01-15", request: request), """{"id":"a","type":"Guichet.OpenSkillsPlan"}""");
        var plan = Facts<SkillsPlanOpened>().Single();
        var none = Run(new FileStory("74081", "2027-01-15"), """{"id":"a","type":"Guichet.OpenSkillsPlan"}""");

        Assert.Equal(["H2913", "I1302"], plan.Lines.Select(line => line.Rome));
        Assert.Equal(("Opened", "None"), (Outcome(opened), Outcome(none)));
    }

    [Fact]
    public void Plots_that_are_large_enough_are_noted_those_of_the_wanted_commune_first_then_the_closest_fit()
    {
        const string plots = """[{\"name\":\"Loin\",\"commune\":\"01004\",\"area\":2100},{\"name\":\"Grand\",\"commune\":\"74081\",\"area\":9000},{\"name\":\"Petit\",\"commune\":\"74081\",\"area\":1999.5},{\"name\":\"Juste\",\"commune\":\"74081\",\"area\":2000}]""";
        var request = new InstallationRequest { Sites = [new Site { CommuneInsee = "74081" }], Works = new Works { NewFootprintM2 = 2000 } };

        var found = Run(new FileStory("74081", "2027-01-15", request: request), $$$$"""{"id":"a","type":"Guichet.MatchPlots","plots":{"typeName":"Object","expression":{"type":"Object","value":"{{{{plots}}}}"}}}""");
        var note = Facts<NoteAdded>().Single();
        var none = Run(new FileStory("74081", "2027-01-15", request: request), $$$$"""{"id":"a","type":"Guichet.MatchPlots","area":{"typeName":"Decimal","expression":{"type":"Literal","value":"20000"}},"plots":{"typeName":"Object","expression":{"type":"Object","value":"{{{{plots}}}}"}}}""");

        Assert.Equal("Terrains qui conviennent : Juste (2000 m²), Grand (9000 m²), Loin (2100 m²).", note.Text);
        Assert.Equal(3, note.Data!.Value.GetArrayLength());
        Assert.Equal(("Found", "None"), (Outcome(found), Outcome(none)));
    }

    [Theory]
    [InlineData("""[{\"name\":\"Sans surface\"}]""", "plots.format")]
    [InlineData("[]", "plots.area")]
    public void A_list_that_is_none_or_a_project_without_a_size_is_an_incident_that_says_what_to_give(string plots, string code)
    {
        var request = new InstallationRequest { Sites = [new Site { CommuneInsee = "74081" }], Works = new Works { NewFootprintM2 = code == "plots.area" ? null : 10 } };

        var result = Run(new FileStory("74081", "2027-01-15", request: request), $$$$"""{"id":"a","type":"Guichet.MatchPlots","plots":{"typeName":"Object","expression":{"type":"Object","value":"{{{{plots}}}}"}}}""");

        Assert.Contains(code, Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
        Assert.Empty(_session!.NewEvents);
    }

    [Fact]
    public void An_opinion_on_what_is_already_decided_is_not_asked()
    {
        var story = Permit().On("2027-02-01", session => session.RecordDecision("PC", DecisionKind.Favourable, FileStory.Day("2027-02-01")));

        var result = Run(story, """{"id":"a","type":"Guichet.PostPartnerTask","procedure":"PC","kind":"opinion","role":"sdis"}""");

        Assert.Equal("Moot", Outcome(result));
        Assert.Empty(result.Commands);
        Assert.Empty(_session!.NewEvents);
    }

    [Theory]
    [InlineData("decision")]
    [InlineData("advice")]
    public void Nobody_is_asked_anything_about_a_file_that_has_ended(string kind)
    {
        var story = Permit().On("2027-02-01", session => session.Abandon("projet retiré"));

        var result = Run(story, $$"""{"id":"a","type":"Guichet.PostPartnerTask","procedure":"PC","kind":"{{kind}}","role":"authority"}""");

        Assert.Equal("Moot", Outcome(result));
        Assert.Empty(result.Commands);
        Assert.Empty(_session!.NewEvents);
    }

    private static FileStory Permit(params string[] missing) => new FileStory("74081", "2027-01-15")
        .Do(session => session.OpenProcedure(new ProcedureOpening("PC", "PC", "Permis de construire")))
        .Do(session => session.Deposit("PC", missingPieces: missing));

    private static string? Outcome(BurstResult result) => result.Journal.Single(entry => entry is { ActivityId: "a", Event: "Completed" }).Outcomes?.Single();

    private IEnumerable<T> Facts<T>()
        where T : FileFact => _session!.NewEvents.Select(recorded => recorded.Fact).OfType<T>();

    private void Keep(FileStory story) => story.Keep(_session!);

    private BurstResult Run(FileStory story, string activity)
    {
        var plan = WorkflowCompiler.Compile(WorkflowDefinitionJson.Read($$"""{"id":"v1","definitionId":"d","variables":[{"id":"v","name":"v","typeName":"Object"}],"root":{{activity}}}"""), Registry);
        Assert.Empty(plan.Problems);
        _session = story.Session();
        var ids = 0;
        var context = new BurstContext { Now = story.Now, NewId = () => $"id{++ids}", Domain = new DeskSession(_session, story.Events, null!) };
        return Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), context);
    }
}
