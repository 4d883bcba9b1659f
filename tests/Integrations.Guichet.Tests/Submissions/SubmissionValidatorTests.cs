using CsCheck;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Tests.Submissions;

public class SubmissionValidatorTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    public static TheoryData<string> SampleNames => Samples.Names;

    [Theory, MemberData(nameof(SampleNames))]
    public void A_sample_file_can_go_on(string name) =>
        Assert.True(SubmissionValidator.IsAccepted(Validate(Samples.Request(name))), string.Join("\n", Validate(Samples.Request(name))));

    [Fact]
    public void A_file_in_which_nothing_is_wrong_has_no_finding() => Assert.Empty(Validate(Samples.Request("03")));

    [Fact]
    public void A_firm_and_a_commune_are_enough_to_begin()
    {
        var findings = Validate("""{"firm":{"siret":"12345121300011"},"sites":[{"communeInsee":"49099"}]}""");
        Assert.True(SubmissionValidator.IsAccepted(findings));
        Assert.Equal(["consents.missing", "email.missing"], findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Who_and_where_are_asked_of_an_empty_file() =>
        Assert.Equal(
            ["firm.unknown", "sites.missing"],
            Validate("{}").Where(finding => finding.Severity == Severity.Reject).Select(finding => finding.Code));

    [Fact]
    public void A_firm_in_creation_has_a_name_instead_of_a_number()
    {
        var findings = Validate("""{"firm":{"inCreation":true,"contact":{"lastName":"Lemoine"}},"sites":[{"communeInsee":"35360"}]}""");
        Assert.True(SubmissionValidator.IsAccepted(findings));
        Assert.Contains(findings, finding => finding.Code == "firm.in_creation");
    }

    // path, value as JSON (replaces that of sample 03), code, severity
    public static TheoryData<string, string, string, Severity> WrongFields => new()
    {
        { "firm.siren", "\"123451214\"", "siren.checksum", Severity.Reject },
        { "firm.siret", "\"12345121300012\"", "siret.checksum", Severity.Reject },
        { "firm.siret", "\"12345107200011\"", "siret.other_siren", Severity.Reject },
        { "firm.vat", "\"FR00123451213\"", "vat.checksum", Severity.Warn },
        { "firm.vat", "\"FR44732829320\"", "vat.other_siren", Severity.Warn },
        { "firm.nafRev2", "\"13.9\"", "naf.format", Severity.Reject },
        { "firm.nafRev2", "\"00.00Z\"", "naf.unknown", Severity.Warn },
        { "firm.naf2025", "\"textile\"", "naf.format", Severity.Reject },
        { "firm.workforce", "400", "firm.not_sme", Severity.Warn },
        { "firm.workforce", "-1", "number.negative", Severity.Reject },
        { "firm.category", "\"PMI\"", "firm.category", Severity.Reject },
        { "firm.contact.phone", "\"061234567\"", "phone.format", Severity.Warn },
        { "firm.contact.email", "\"pineau@textile\"", "email.format", Severity.Reject },
        { "project.kind", "\"usine\"", "project.kind", Severity.Reject },
        { "project.jobsCreated", "300", "project.jobs_per_area", Severity.Warn },
        { "project.jobsKept", "-5", "number.negative", Severity.Reject },
        { "project.targetOpening", "\"2026-12-15\"", "project.opening_too_soon", Severity.Warn },
        { "project.description", "\"gérant 1 85 05 78 006 084 91\"", "text.personal_number", Severity.Warn },
        { "sites.0.communeInsee", "\"98818\"", "commune.out_of_scope", Severity.Reject },
        { "sites.0.communeInsee", "\"97502\"", "commune.out_of_scope", Severity.Reject },
        { "sites.0.communeInsee", "\"49999\"", "commune.unknown", Severity.Reject },
        { "sites.0.communeInsee", "\"20004\"", "commune.former_corsican_code", Severity.Reject },
        { "sites.0.communeInsee", "\"74011\"", "commune.merged", Severity.Reject },
        { "sites.0.postalCode", "\"35500\"", "postal_code.other_commune", Severity.Warn },
        { "sites.0.departement", "\"35\"", "site.mismatch", Severity.Warn },
        { "sites.0.parcels.0.idu", "\"49099DD0046\"", "parcel.format", Severity.Reject },
        { "sites.0.parcels.0.idu", "\"49099000DD0050\"", "parcel.duplicate", Severity.Reject },
        { "sites.0.parcels.0.idu", "\"DD 50\"", "parcel.duplicate", Severity.Reject },
        { "sites.0.parcels.0.idu", "\"35360000DD0046\"", "parcel.other_commune", Severity.Warn },
        { "sites.0.parcels.0.areaM2", "5000001", "parcel.area", Severity.Warn },
        { "sites.0.parcels.0.areaM2", "12.5", "parcel.area", Severity.Warn },
        { "works.newFootprintM2", "11301", "works.footprint_over_land", Severity.Warn },
        { "works.newFootprintM2", "2700", "works.footprint_over_floor", Severity.Warn },
        { "works.newFloorAreaM2", "-1", "number.negative", Severity.Reject },
        { "works.heightM", "61", "works.height", Severity.Warn },
        { "works.erp", """{"type":"M","category":6}""", "works.erp_category", Severity.Reject },
        { "works.planned", "false", "works.not_planned", Severity.Warn },
        { "environment.icpe", """[{"rubrique":"9999","value":1,"unit":"t"}]""", "icpe.unknown_rubrique", Severity.Warn },
        { "environment.icpe", """[{"rubrique":"2560","value":0,"unit":"kW"}]""", "icpe.value", Severity.Reject },
        { "environment.icpe", """[{"rubrique":"2560","value":400,"unit":"MW"}]""", "icpe.unit", Severity.Warn },
        { "environment.icpe", """[{"rubrique":"2560","value":400,"unit":"kW","regime":"NC"}]""", "icpe.regime_differs", Severity.Warn },
        { "environment.iota", """[{"rubrique":"2.1.5.0","value":4,"unit":"ha","regime":"A"}]""", "iota.regime_differs", Severity.Warn },
        { "environment.impactStudy", "\"peut-être\"", "environment.impact_study", Severity.Reject },
        { "environment.waterM3PerDay", "28", "water.groundwater", Severity.Warn },
        { "environment.waterM3PerDay", "50001", "water.range", Severity.Reject },
        { "environment.effluentM3PerDay", "-1", "water.range", Severity.Reject },
        { "utilities.waterM3PerDay", "4", "water.differs", Severity.Warn },
        { "utilities.powerKva", "12001", "power.large", Severity.Warn },
        { "utilities.powerKva", "-1", "number.negative", Severity.Reject },
        { "aid.0.scheme", "\"FTAP\"", "aid.unknown_scheme", Severity.Warn },
        { "aid.0.amountEur", "-1", "number.negative", Severity.Reject },
        { "skills.0.rome", "\"Z9999\"", "skill.rome", Severity.Reject },
        { "skills.0.count", "0", "skill.count", Severity.Reject },
        { "documents.0.fileName", "\"macro.xlsm\"", "document.type", Severity.Reject },
        { "documents.0.fileName", "\"../cerfa.pdf\"", "document.name", Severity.Reject },
        { "documents.0.mime", "\"text/html\"", "document.mime", Severity.Reject },
        { "documents.0.sizeBytes", "26214401", "document.size", Severity.Reject },
        { "documents.0.sha256", "\"abc\"", "document.hash", Severity.Reject },
        { "consents.shareWithPartners", "false", "consents.missing", Severity.Warn },
        { "schemaVersion", "\"2.0\"", "schema_version.unknown", Severity.Reject },
        { "source.channel", "\"fax\"", "source.channel", Severity.Reject },
    };

    [Theory, MemberData(nameof(WrongFields))]
    public void A_wrong_field_is_found_where_it_stands(string path, string json, string code, Severity severity)
    {
        var findings = Validate(SampleWith.Value("03", path, json));
        var finding = Assert.Single(findings, finding => finding.Code == code);
        Assert.Equal(severity, finding.Severity);
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_well_of_the_firm_is_told_from_the_network()
    {
        var fromNetwork = SampleWith.Value("05", "environment.ownWell", "false");
        Assert.DoesNotContain(Validate(fromNetwork), finding => finding.Code == "water.groundwater");
        Assert.Contains(Validate(Samples.Request("05")), finding => finding.Code == "water.groundwater");
    }

    [Theory]
    [InlineData(249, 50_000_000, 90_000_000, true), InlineData(249, 90_000_000, 43_000_000, true)]
    [InlineData(249, 50_000_001, 43_000_001, false), InlineData(250, 1, 1, false)]
    public void A_small_or_medium_firm_is_under_250_persons_and_one_of_two_amounts(int workforce, int turnover, int balance, bool expected) =>
        Assert.Equal(expected, new Firm { Workforce = workforce, TurnoverEur = turnover, BalanceEur = balance }.IsSmallOrMedium());

    [Fact]
    public void Every_commune_of_the_table_with_any_parcel_of_its_own_is_accepted()
    {
        var communes = TerritoryTable.Current.Communes;
        var section = Gen.Char['A', 'Z'].Array[2].Select(letters => new string(letters));
        Gen.Select(Gen.Int[0, communes.Count - 1], section, Gen.Int[1, 9999]).Sample((index, letters, number) =>
        {
            var commune = communes[index];
            var request = new InstallationRequest
            {
                Firm = new() { Siret = "12345121300011" },
                Sites = [new() { CommuneInsee = commune.Code.Value, Parcels = [new($"{letters} {number}", 100)] }],
            };
            return SubmissionValidator.IsAccepted(Validate(request))
                && ParcelId.TryParse($"{letters} {number}", commune.Code, out var parcel, out _) && parcel.Commune == commune.Code;
        });
    }

    private static IReadOnlyList<Finding> Validate(string json) => Validate(InstallationRequest.FromJson(json));

    private static IReadOnlyList<Finding> Validate(InstallationRequest request) =>
        SubmissionValidator.Validate(request, Rules.Current, TerritoryTable.Current, Today);
}
