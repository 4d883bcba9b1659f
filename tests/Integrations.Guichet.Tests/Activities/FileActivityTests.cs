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
    [InlineData("pre-faisabilite", "", "None")]
    [InlineData("pre-faisabilite", "AB 123", "NotSought")]
    [InlineData(null, "", "NotSought")]
    public void A_plot_is_looked_for_only_by_a_project_in_its_feasibility_stage_that_names_no_parcel(string? phase, string parcel, string outcome)
    {
        var request = new InstallationRequest { Project = new Project { Phase = phase }, Sites = [new Site { CommuneInsee = "74081", Parcels = parcel.Length > 0 ? [new Parcel(parcel)] : [] }] };

        var result = Run(new FileStory("74081", "2027-01-15", request: request), """{"id":"a","type":"Guichet.MatchPlots","onlyIfSought":true,"plots":{"typeName":"Object","expression":{"type":"Object","value":"[]"}}}""");

        Assert.Equal(outcome, Outcome(result));
        Assert.Equal(outcome == "None" ? ["L'entreprise n'a pas dit la surface qu'il lui faut."] : [], Facts<NoteAdded>().Select(note => note.Text));
    }

    [Fact]
    public void A_list_that_is_none_is_an_incident_that_says_what_to_give()
    {
        var request = new InstallationRequest { Sites = [new Site { CommuneInsee = "74081" }], Works = new Works { NewFootprintM2 = 10 } };

        var result = Run(new FileStory("74081", "2027-01-15", request: request), """{"id":"a","type":"Guichet.MatchPlots","plots":{"typeName":"Object","expression":{"type":"Object","value":"[{\"name\":\"Sans surface\"}]"}}}""");

        Assert.Contains("plots.format", Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
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

    [Fact]
    public void A_file_to_open_is_one_wish_with_the_firm_the_project_and_the_whole_request_as_one()
    {
        var result = RunWithoutFile("""
            {"id":"a","type":"Guichet.OpenFile","key":" CCI-12 ","siret":"12345106400012","commune":"49099","email":"a@b.example",
             "request":{"typeName":"Object","expression":{"type":"Object","value":"{\"firm\":{\"siret\":\"0\",\"workforce\":4},\"sites\":[{\"communeInsee\":\"1\",\"pluZone\":\"UX\"}]}"}}}
            """);

        var wish = Assert.Single(result.Commands);
        Assert.Equal((OpenFile.CommandKind, "CCI-12", "d"), (wish.Kind, (string?)wish.Payload["key"], (string?)wish.Payload["definitionId"]));
        var request = InstallationRequest.FromJson(wish.Payload["request"]!.ToJsonString());
        Assert.Equal(("12345106400012", 4, "a@b.example"), (request.Firm!.Siret, request.Firm.Workforce, request.Firm.Contact!.Email));
        Assert.Equal(("49099", "UX"), (Assert.Single(request.Sites).CommuneInsee, request.Sites[0].PluZone));
        Assert.Equal(("manual", "CCI-12"), (request.Source!.Channel, request.Source.ExternalId));
        Assert.Equal(OpenFile.StimulusKeyOf("d", "CCI-12"), Assert.Single(result.BookmarksAdded).StimulusKey);
    }

    [Fact]
    public void A_file_without_a_key_is_not_opened()
    {
        var result = RunWithoutFile("""{"id":"a","type":"Guichet.OpenFile","key":"  "}""");

        Assert.Contains("file.key", Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
        Assert.Empty(result.Commands);
    }

    [Theory]
    [InlineData("""{"number":"IMP-2026-49-000001"}""", "Opened")]
    [InlineData("""{"problems":["firm : Il faut savoir qui dépose."]}""", "Refused")]
    public void The_reply_is_the_number_or_what_is_wrong(string reply, string outcome)
    {
        var plan = PlanOf("""{"id":"a","type":"Guichet.OpenFile","key":"k"}""");
        var context = new BurstContext { Now = DateTimeOffset.UnixEpoch, NewId = () => Guid.NewGuid().ToString("N") };
        var asked = Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), context);

        var told = Burst.Run(plan, asked.State, new Stimulus.Resume(asked.BookmarksAdded[0].Id, JsonNode.Parse(reply)!.AsObject().ToDictionary(pair => pair.Key, pair => (object?)pair.Value)), context);

        Assert.Equal(outcome, Outcome(told));
    }

    [Theory]
    [InlineData("", "2028-01-15")]
    [InlineData(""","archiveAfterDays":{"typeName":"Int32","expression":{"type":"Literal","value":"30"}}""", "2027-02-14")]
    [InlineData(""","archiveAfterDays":{"typeName":"Int32","expression":{"type":"Literal","value":""}}""", null)]
    public void A_file_that_is_closed_goes_to_the_archive_after_a_year_or_when_the_drawing_says(string input, string? day)
    {
        var result = Run(new FileStory("74081", "2027-01-15"), $$"""{"id":"a","type":"Guichet.CloseFile","reason":"instruit"{{input}}}""");

        Assert.Empty(result.Incidents);
        Assert.Single(Facts<CaseClosed>());
        Assert.Equal(day is null ? null : FileStory.Day(day), _session!.File.ArchiveOn);
    }

    [Fact]
    public void A_file_that_was_rejected_for_missing_pieces_is_archived_all_the_same()
    {
        var story = Permit().Do(session => session.RecordDecision("PC", DecisionKind.RejectedForMissingPieces, FileStory.Day("2027-01-15")));

        Run(story, """{"id":"a","type":"Guichet.CloseFile","reason":"instruit","archiveAfterDays":{"typeName":"Int32","expression":{"type":"Literal","value":"0"}}}""");

        Assert.Empty(Facts<CaseClosed>());
        Assert.NotNull(_session!.File.ArchivedOn);
    }

    private static FileStory Permit(params string[] missing) => new FileStory("74081", "2027-01-15")
        .Do(session => session.OpenProcedure(new ProcedureOpening("PC", "PC", "Permis de construire")))
        .Do(session => session.Deposit("PC", missingPieces: missing));

    private static string? Outcome(BurstResult result) => result.Journal.Single(entry => entry is { ActivityId: "a", Event: "Completed" }).Outcomes?.Single();

    private IEnumerable<T> Facts<T>()
        where T : FileFact => _session!.NewEvents.Select(recorded => recorded.Fact).OfType<T>();

    private void Keep(FileStory story) => story.Keep(_session!);

    private static WorkflowPlan PlanOf(string activity)
    {
        var plan = WorkflowCompiler.Compile(WorkflowDefinitionJson.Read($$"""{"id":"v1","definitionId":"d","variables":[{"id":"v","name":"v","typeName":"Object"}],"root":{{activity}}}"""), Registry);
        Assert.Empty(plan.Problems);
        return plan;
    }

    private static BurstResult RunWithoutFile(string activity)
    {
        var plan = PlanOf(activity);
        return Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), new BurstContext { Now = DateTimeOffset.UnixEpoch, NewId = () => Guid.NewGuid().ToString("N") });
    }

    private BurstResult Run(FileStory story, string activity)
    {
        var plan = PlanOf(activity);
        _session = story.Session();
        var ids = 0;
        var context = new BurstContext { Now = story.Now, NewId = () => $"id{++ids}", Domain = new DeskSession(_session, story.Events, null!) };
        return Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), context);
    }
}
