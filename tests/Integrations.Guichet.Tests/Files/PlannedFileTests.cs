using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;
using static Integrations.Guichet.Tests.Files.FileStory;

namespace Integrations.Guichet.Tests.Files;

public sealed class PlannedFileTests
{
    [Fact]
    public void The_dates_of_a_planned_file_are_those_of_its_plan()
    {
        var story = Planned("05", "74081", "2027-01-11T09:05").Do(session => session.DeclareCompleteAndRegular("ICPE_E", "inspection"));
        Assert.Equal(CaseStatus.UnderInstruction, story.File.Status);
        Assert.Equal((Day("2027-04-11"), Day("2027-06-11")), (story.Procedure("PC").Clock.LastDay, story.Procedure("ICPE_E").Clock.LastDay));
        Assert.Equal(("mairie", "prefecture"), (story.Procedure("PC").AuthorityRole, story.Procedure("ICPE_E").AuthorityRole));
    }

    [Fact]
    public void A_file_that_lacks_pieces_of_its_plan_does_not_start_its_clock()
    {
        var story = Planned("07", "88160", "2026-12-02T10:00");
        Assert.Equal(["PC4_NOTICE", "PC6_INSERTION"], story.Procedure("PC").MissingPieces);
        Assert.Equal(["PC4_NOTICE", "PC6_INSERTION"], story.File.Pieces.Missing);
        Assert.Null(story.Procedure("PC").Clock.StartedOn);

        story.Until("2027-01-03T00:05");
        Assert.Equal(Day("2027-03-02"), story.Procedure("PC").Clock.LastDay);
        Assert.True(story.Procedure("PC").IsComplete, "without a request in time the file is reputed complete");
    }

    [Fact]
    public void A_procedure_with_the_five_months_of_a_public_building_keeps_them()
    {
        var request = Samples.Request("03");
        var story = Planned("03", "49099", "2027-02-01T10:00", request with { Works = request.Works! with { Erp = new("M", 5) } }).Until("2027-03-02T00:05");
        Assert.Equal(Day("2027-07-01"), story.Procedure("PC").Clock.LastDay);
    }

    [Fact]
    public void Planning_twice_is_planning_once()
    {
        var story = Planned("03", "49099", "2026-11-30T08:30");
        story.Do(session => session.PlanProcedures(PlanOf(Samples.Request("03"), "2026-11-30"))).Do(session => session.OpenPlanned("PC"));
        Assert.Single(story.Facts<ProceduresPlanned>());
        Assert.Single(story.Facts<ProcedureOpened>(), opened => opened.Code == "PC");
    }

    [Fact]
    public void A_procedure_that_is_not_planned_is_not_opened_by_its_key_alone() =>
        Assert.Equal("procedure.not_planned", Planned("03", "49099", "2026-11-30T08:30").Try(session => session.OpenPlanned("AE"))?.Code);

    [Fact]
    public void The_grid_and_the_legality_control_do_not_hold_the_decision_of_a_file()
    {
        var story = Planned("03", "49099", "2026-11-30T08:30").Until("2027-03-01T00:05");
        Assert.Equal(ProcedureStatus.TacitlyGranted, story.Procedure("PC").Status);
        Assert.Equal(ProcedureStatus.TacitlyRefused, story.Procedure("AIDE_REGION").Status);
        Assert.Equal(CaseStatus.Decided, story.File.Status);
    }

    private static FileStory Planned(string sample, string commune, string received, InstallationRequest? request = null)
    {
        var story = new FileStory(commune, received, request: request ?? Samples.Request(sample));
        story.Do(session => session.PlanProcedures(PlanOf(request ?? Samples.Request(sample), received[..10])));
        foreach (var line in story.File.Plan)
            story.Do(session => session.OpenPlanned(line.Key)).Do(session => session.Deposit(line.Key));
        return story;
    }

    private static ProcedurePlan PlanOf(InstallationRequest request, string day) =>
        ProcedurePlanner.Plan(request, Day(day), Rules.Current, TerritoryTable.Current);
}
