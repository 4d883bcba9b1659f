using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Environment;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Tests.Planning;

public class ProcedurePlannerTests
{
    private static readonly DateOnly Deposit = new(2027, 2, 1);

    [Theory]
    [InlineData("new_building", "UX", 5, null), InlineData("new_building", "UX", 6, "DP"), InlineData("new_building", "UX", 20, "DP")]
    [InlineData("new_building", "UX", 20.5, "PC"), InlineData("extension", "A", 20.5, "PC"), InlineData("extension", "UX", 20.5, "DP")]
    [InlineData("extension", "UX", 40, "DP"), InlineData("extension", "UX", 40.5, "PC")]
    public void The_created_area_tells_a_permit_from_a_declaration(string kind, string zone, double area, string? expected) =>
        Assert.Equal(expected, Urbanism(Plan("03",
            ("project.kind", Json(kind)), ("sites.0.pluZone", Json(zone)), ("works.newFloorAreaM2", Number(area)), ("works.newFootprintM2", "0"))));

    [Fact]
    public void The_footprint_counts_as_much_as_the_floor() =>
        Assert.Equal("PC", Urbanism(Plan("03", ("works.newFloorAreaM2", "0"), ("works.newFootprintM2", "21"))));

    [Theory]
    [InlineData(4, "DP"), InlineData(6, "PC")]
    public void A_new_building_above_12_metres_needs_more_than_its_area_says(int area, string expected) =>
        Assert.Equal(expected, Urbanism(Plan("03", ("works.newFloorAreaM2", Number(area)), ("works.newFootprintM2", "0"), ("works.heightM", "12.5"))));

    [Theory]
    [InlineData(false, false, "DP"), InlineData(true, false, "PC"), InlineData(false, true, "PC")]
    public void A_change_of_destination_needs_a_permit_when_structure_or_facade_is_touched(bool structure, bool facade, string expected) =>
        Assert.Equal(expected, Urbanism(Plan("01",
            ("works.planned", "true"), ("works.changeOfDestination", "true"), ("works.structureTouched", Json(structure)), ("works.facadeChange", Json(facade)))));

    [Fact]
    public void Works_on_a_listed_monument_need_a_permit_in_five_months()
    {
        var plan = Plan("02", ("sites.0.constraints", """{"monumentInscrit":true}"""));
        Assert.Equal("PC", Urbanism(plan));
        Assert.Equal(new Period.Months(5), Of(plan, "PC").Clock.Decision);
    }

    [Fact]
    public void A_public_building_without_permit_has_its_own_authorisation_in_four_months()
    {
        var plan = Plan("01", ("works.erp", """{"type":"M","category":5}"""));
        Assert.Equal("AT_ERP", plan.Procedures[0].Code);
        Assert.Equal(["CERFA_13824", "ERP_ACCESSIBILITE", "ERP_SECURITE"], plan.MissingDocuments);
        Assert.Equal(new Period.Months(4), plan.Procedures[0].Clock.Decision);
    }

    [Fact]
    public void A_public_building_with_a_permit_waits_five_months_and_joins_its_safety_files()
    {
        var plan = Plan("03", ("works.erp", """{"type":"M","category":5}"""));
        Assert.False(plan.Holds("AT_ERP"));
        Assert.Equal(["ERP_ACCESSIBILITE", "ERP_SECURITE"], plan.MissingDocuments);
        Assert.Equal((new Period.Months(5), "ERP"), (Of(plan, "PC").Clock.Decision, Of(plan, "PC").PeriodReason));
    }

    [Fact]
    public void Surroundings_of_a_monument_do_not_lengthen_the_period_before_somebody_notifies_it()
    {
        var plan = Plan("03", ("sites.0.constraints", """{"abordsMH":true}"""));
        Assert.Equal(new Period.Months(3), Of(plan, "PC").Clock.Decision);
        Assert.Contains(plan.Findings, finding => finding.Code == "permit.abords");
        Assert.Contains(Of(plan, "PC").Opinions, opinion => opinion.Role == "abf" && opinion.Silence == SilenceMeaning.DeemedAgreement);
    }

    [Fact]
    public void A_zone_is_laid_out_by_its_own_permit_with_archaeology_from_three_hectares()
    {
        var plan = Plan("03", ("project.kind", Json("zone")), ("works", """{"planned":false}"""), ("sites.0.parcels.0.areaM2", "30000"));
        Assert.Equal(["PA", "RACC_BT250", "ARCHEO", "INPI", "CTRL_LEGALITE", "AIDE_REGION", "SKILLS"], Codes(plan));
        Assert.DoesNotContain("ARCHEO", Codes(Plan("03", ("project.kind", Json("zone")), ("works", """{"planned":false}"""))));
        Assert.Equal(new Period.Months(1), Of(plan, "ARCHEO").Clock.Decision);
    }

    [Fact]
    public void A_feasibility_study_starts_by_a_certificate()
    {
        var plan = Plan("03", ("project.phase", Json("pre-faisabilite")));
        Assert.Equal(["CU_B", "PC"], Codes(plan).Take(2));
        Assert.Equal(SilenceMeaning.TacitCertificateLimited, plan.Procedures[0].Clock.Silence);
    }

    [Theory]
    [InlineData(0, null), InlineData(36, "RACC_BT36"), InlineData(36.5, "RACC_BT250"), InlineData(250, "RACC_BT250")]
    [InlineData(251, "RACC_HTA"), InlineData(40_000, "RACC_HTA"), InlineData(40_001, "RACC_RTE")]
    public void The_power_picks_the_grid_procedure(double power, string? expected) =>
        Assert.Equal(expected, Codes(Plan("03", ("utilities.powerKva", Number(power)))).FirstOrDefault(code => code.StartsWith("RACC", StringComparison.Ordinal)));

    [Fact]
    public void An_existing_building_keeps_its_connection_unless_the_firm_asks_for_another()
    {
        Assert.DoesNotContain("RACC_BT250", Codes(Plan("01")));
        Assert.Contains("RACC_BT250", Codes(Plan("01", ("utilities.newConnection", "true"))));
    }

    [Fact]
    public void The_grid_of_an_island_is_run_by_EDF() => Assert.Equal(("eld", "EDF SEI"), Authority("10", "RACC_BT250"));

    [Theory]
    [InlineData("03", true), InlineData("04", false), InlineData("05", false), InlineData("06", false)]
    public void A_declaration_under_the_water_law_is_carried_by_the_environmental_file_of_the_project(string sample, bool alone)
    {
        var plan = Plan(sample, ("environment.iota", """[{"rubrique":"2.1.5.0","value":2,"unit":"ha"}]"""));
        Assert.Equal(alone, plan.Holds("IOTA_D"));
        Assert.Equal(Regime.D, plan.IotaMaxRegime);
    }

    [Fact]
    public void A_wetland_on_the_site_counts_until_the_firm_says_what_is_touched()
    {
        Assert.True(Plan("03", ("sites.0.constraints.zoneHumideHa", "0.2")).Holds("IOTA_D"));
        Assert.False(Plan("03", ("sites.0.constraints.zoneHumideHa", "0.1")).Holds("IOTA_D"));
        Assert.False(Plan("03", ("sites.0.constraints.zoneHumideHa", "0.2"), ("environment.iota", """[{"rubrique":"3.3.1.0","value":0.05,"unit":"ha"}]""")).Holds("IOTA_D"));
    }

    [Fact]
    public void Works_in_water_under_authorisation_bring_the_environmental_authorisation_that_carries_the_rest()
    {
        var plan = Plan("04", ("environment.iota", """[{"rubrique":"2.1.5.0","value":20,"unit":"ha"}]"""));
        Assert.Equal("AE", plan.Procedures[0].Code);
        Assert.False(plan.Holds("ICPE_D"));
    }

    [Fact]
    public void An_impact_study_is_carried_by_the_permit_or_else_by_an_environmental_authorisation()
    {
        Assert.False(Plan("03", ("environment.impactStudy", Json("systematic"))).Holds("AE"));
        Assert.True(Plan("01", ("environment.impactStudy", Json("systematic"))).Holds("AE"));
    }

    [Fact]
    public void The_case_by_case_examination_is_part_of_a_registration_and_a_file_of_its_own_elsewhere()
    {
        Assert.False(Plan("05").Holds("CAS_PAR_CAS"));
        var plan = Plan("03", ("environment.impactStudy", Json("cas_par_cas")));
        Assert.Equal(["CAS_PAR_CAS", "PC"], Codes(plan).Take(2));
        Assert.Equal((SilenceMeaning.ImpactStudyRequired, new Period.CalendarDays(35)), (plan.Procedures[0].Clock.Silence, plan.Procedures[0].Clock.Decision));
    }

    [Fact]
    public void A_plot_of_presumed_archaeological_interest_brings_archaeology_with_the_permit_only()
    {
        Assert.True(Plan("03", ("sites.0.constraints.zppa", "true")).Holds("ARCHEO"));
        Assert.False(Plan("01", ("sites.0.constraints.zppa", "true")).Holds("ARCHEO"));
        Assert.Equal(new Period.Months(2), Of(Plan("06"), "ARCHEO").Clock.Decision);
    }

    [Fact]
    public void The_classified_installation_is_deposited_before_the_permit_and_decided_before_the_works()
    {
        var permit = Of(Plan("05"), "PC");
        Assert.Equal(
            [("ICPE_E", DependencyKind.DepositAfterDeposit), ("ICPE_E", DependencyKind.ExecutionAfterDecision)],
            permit.Dependencies.Select(dependency => (dependency.Procedure, dependency.Kind)));
        Assert.Contains(permit.Documents, document => document.Code == "PC25_ICPE_DEPOT");
        Assert.DoesNotContain("PC25_ICPE_DEPOT", permit.MissingDocuments);
    }

    [Fact]
    public void A_commune_without_a_local_plan_decides_in_the_name_of_the_State_and_is_not_referred_to_the_judge()
    {
        var plan = Plan("03", ("sites.0.constraints.rnu", "true"));
        Assert.Equal("maire au nom de l'État", plan.PermitCompetent);
        Assert.False(plan.Holds("CTRL_LEGALITE"));
    }

    [Fact]
    public void A_project_in_two_departments_has_two_permits_and_one_leading_prefecture()
    {
        var plan = Plan(
            "05",
            ("sites.0", """{"communeInsee":"30032","pluZone":"UX","parcels":[{"idu":"30032000AB0001","areaM2":20000}]}"""),
            ("sites", """
                [{"communeInsee":"13108","pluZone":"UX","parcels":[{"idu":"131080000A0001","areaM2":9000}]},
                 {"communeInsee":"30032","pluZone":"UX","parcels":[{"idu":"30032000AB0001","areaM2":20000}]}]
                """));

        Assert.Equal(["PC:13108", "PC:30032"], plan.Procedures.Where(procedure => procedure.Code == "PC").Select(procedure => procedure.Key));
        Assert.Equal("ICPE_E", Assert.Single(plan.Procedures, procedure => procedure.Code == "ICPE_E").Key);
        Assert.Equal(["13", "30"], plan.Departments.Select(department => department.Code));
        Assert.Equal("30", plan.Lead?.Code);
        Assert.Equal(["93", "76"], plan.Regions.Select(region => region.Code));
        Assert.Equal(["CCI Pays d'Arles", "CCI Gard"], plan.Chambers);
        Assert.Single(PlanReport.ToNode(plan)["procedures"]!.AsArray(), code => code!.GetValue<string>() == "PC");
    }

    [Fact]
    public void A_file_that_says_little_gets_advice_first()
    {
        var plan = ProcedurePlanner.Plan(
            InstallationRequest.FromJson("""{"firm":{"siret":"12345121300011"},"sites":[{"communeInsee":"49099"}]}"""), Deposit, Rules.Current, TerritoryTable.Current);
        Assert.Equal(["INPI", "CCI_CONSEIL"], Codes(plan));
        Assert.Equal("49", plan.Lead?.Code);
    }

    [Fact]
    public void A_file_without_a_known_commune_still_has_a_plan_and_says_what_is_missing()
    {
        var plan = Plan("03", ("sites.0.communeInsee", Json("98818")));
        Assert.Null(plan.Lead);
        Assert.True(plan.Holds("PC"));
        Assert.Contains(plan.Findings, finding => finding.Code == "plan.commune_unknown");
    }

    [Fact]
    public void A_trade_in_shortage_opens_the_skills_plan_when_jobs_are_created()
    {
        Assert.False(Plan("03", ("project.jobsCreated", "0")).Holds("SKILLS"));
        Assert.False(Plan("03", ("skills", """[{"rome":"K1234","count":3}]""")).Holds("SKILLS"));
    }

    [Fact]
    public void Any_aid_that_is_not_for_the_building_goes_to_the_region()
    {
        var plan = Plan("03", ("aid", """[{"scheme":"FRANCE_2030"},{"scheme":"AIDE_IMMO"}]"""));
        Assert.Equal(["AIDE_IMMO", "AIDE_REGION"], Codes(plan).Where(code => code.StartsWith("AIDE", StringComparison.Ordinal)));
        Assert.Equal(IncompletenessEffect.Suspends, Of(plan, "AIDE_REGION").Clock.WhenIncomplete);
    }

    [Fact]
    public void An_opening_before_the_last_answer_is_told_with_the_earliest_day()
    {
        var finding = Assert.Single(
            ProcedurePlanner.Plan(Samples.Request("02"), new(2027, 1, 21), Rules.Current, TerritoryTable.Current).Findings,
            finding => finding.Code == "plan.opening_too_early");
        Assert.Contains("22 février 2027", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_of_the_day_of_deposit_are_used()
    {
        var before = ProcedurePlanner.Plan(Samples.Request("06"), new(2024, 10, 21), Rules.Current, TerritoryTable.Current);
        Assert.False(before.Holds("AE"));
        Assert.Contains(before.Findings, finding => finding.Code == "rules.none_in_force" && finding.Message.Contains("« AE »", StringComparison.Ordinal));
        Assert.True(ProcedurePlanner.Plan(Samples.Request("06"), new(2024, 10, 22), Rules.Current, TerritoryTable.Current).Holds("AE"));
    }

    [Theory]
    [InlineData("05", "ICPE_CONFORMITE_PG", "ICPE_E"), InlineData("06", "ETUDE_DANGERS", "AE"), InlineData("03", "PC4_NOTICE", "PC")]
    public void A_clock_does_not_start_while_a_piece_of_its_procedure_is_missing(string sample, string piece, string code)
    {
        var request = Samples.Request(sample);
        var plan = ProcedurePlanner.Plan(
            request with { Documents = [.. request.Documents.Where(document => document.Code != piece)] }, Deposit, Rules.Current, TerritoryTable.Current);
        Assert.Equal([piece], plan.MissingDocuments);
        Assert.Equal("not started: file incomplete", PlanReport.ToNode(plan)["deadlines"]![code]!["clock"]!.GetValue<string>());
        Assert.Null(Of(plan, code).Deadline!.AnsweredBy);
    }

    [Fact]
    public void A_piece_is_known_by_its_number()
    {
        var request = Samples.Request("03");
        var plan = ProcedurePlanner.Plan(
            request with { Documents = [.. request.Documents.Select(document => document with { Code = document.Code!.StartsWith("PC", StringComparison.Ordinal) ? document.Code.Split('_')[0] : document.Code })] },
            Deposit, Rules.Current, TerritoryTable.Current);
        Assert.Empty(plan.MissingDocuments);
    }

    [Fact]
    public void Only_a_statutory_clock_drives_a_file()
    {
        var plan = Plan("03");
        Assert.All(["RACC_BT250", "CTRL_LEGALITE", "INPI"], code => Assert.Null(Of(plan, code).Clock.Decision));
        Assert.Equal(new Period.FrancMonths(2), Assert.Single(Of(plan, "CTRL_LEGALITE").Rule.Clock!.Decisions).Period);
    }

    [Fact]
    public void The_periods_of_the_data_are_those_the_clocks_know()
    {
        foreach (var rule in Rules.Current.Procedures.InForce(Deposit))
        {
            var known = ClockRules.Of(rule.Code);
            var terms = rule.Clock ?? new() { Start = ClockStart.Never };
            Assert.Equal((rule.Code, known.Start, known.Silence, known.WhenIncomplete), (rule.Code, terms.Start, terms.Silence, terms.WhenIncomplete));
            if (known.WhenIncomplete != IncompletenessEffect.None)
                Assert.Equal((rule.Code, known.Completeness, known.FirmAnswer), (rule.Code, terms.Completeness, terms.FirmAnswer));
            if (known.Decision is not null)
                Assert.Equal(known.Decision, terms.Decisions[^1].Period);
        }
    }

    [Fact]
    public void Overseas_the_day_of_deposit_and_the_holidays_are_those_of_the_place()
    {
        var plan = Plan("03", ("sites", """[{"communeInsee":"97407","parcels":[]}]"""));
        Assert.Equal(("RE", "Indian/Reunion"), (plan.Place.Zone.Code, plan.Place.TimeZone.Id));
        var received = SampleWith.Values("03", ("sites", """[{"communeInsee":"97407"}]"""), ("source.receivedAt", Json("2026-12-18T21:30:00Z")));
        Assert.Equal(new DateOnly(2026, 12, 19), ProcedurePlanner.DepositDate(received, Rules.Current, TerritoryTable.Current));
    }

    private static ProcedurePlan Plan(string sample, params (string Path, string Json)[] changes) =>
        ProcedurePlanner.Plan(SampleWith.Values(sample, changes), Deposit, Rules.Current, TerritoryTable.Current);

    private static PlannedProcedure Of(ProcedurePlan plan, string code) => plan.Procedures.Single(procedure => procedure.Code == code);

    private static (string Role, string Name) Authority(string sample, string code) =>
        (Of(Plan(sample), code).Authority.Role, Of(Plan(sample), code).Authority.Name);

    private static List<string> Codes(ProcedurePlan plan) => [.. plan.Procedures.Select(procedure => procedure.Code)];

    private static string? Urbanism(ProcedurePlan plan) => Codes(plan).SingleOrDefault(code => code is "PC" or "DP");

    private static string Json(string text) => $"\"{text}\"";

    private static string Json(bool value) => value ? "true" : "false";

    private static string Number(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
