using System.Text;
using System.Text.Json.Nodes;
using Integrations.Guichet.DataFiles;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Tests.Planning;

public class RuleFileTests
{
    [Fact]
    public void Every_department_has_a_chamber_and_Bouches_du_Rhone_has_two()
    {
        Assert.Empty(TerritoryTable.Current.Communes.Where(commune => Rules.Current.Chambers.Find(commune) is null).Select(commune => commune.Name));
        Assert.Equal(
            ["CCI Aix-Marseille-Provence", "CCI Pays d'Arles"],
            TerritoryTable.Current.Communes.Where(commune => commune.Department.Code == "13").Select(Rules.Current.Chambers.Find).Distinct().Order());
    }

    [Fact]
    public void Every_rule_says_why_and_where_it_comes_from() =>
        Assert.All(Rules.Current.Procedures.All, rule => Assert.NotEqual("", rule.Why + rule.Provenance));

    // what to change in the DP rule (index 6), the path and a part of the sentence that must come
    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "order", "\"six\"", "$.procedures[6].order", "un nombre est attendu" },
        { "label", "null", "$.procedures[6]", "« label » manque" },
        { "validFrom", "\"01/01/2022\"", "$.procedures[6].validFrom", "AAAA-MM-JJ" },
        { "validTo", "\"2021-01-01\"", "$.procedures[6].validTo", "précède son début" },
        { "trigger", """{"fact":"works.area","op":">","value":20}""", "$.procedures[6].trigger.fact", "works.newAreaM2" },
        { "trigger", """{"fact":"works.newAreaM2"}""", "$.procedures[6].trigger", "« op »" },
        { "trigger", """{"fact":"project.kind","op":">","value":"zone"}""", "$.procedures[6].trigger.op", "n'est pas un nombre" },
        { "trigger", """{"al":[]}""", "$.procedures[6].trigger", "all, any, not" },
        { "trigger", """{"procedure":"PCMI"}""", "$.procedures[6]", "« PCMI »" },
        { "trigger", """{"procedure":"DP"}""", "$.procedures[6].trigger", "dépend de lui-même" },
        { "authority", "[]", "$.procedures[6].authority", "dernière autorité" },
        { "clock", """{"start":"complete_file","silence":"accord_tacite"}""", "$.procedures[6].clock.silence", "tacit_permit" },
        { "clock", """{"start":"complete_file","silence":"none"}""", "$.procedures[6].clock.decision", "délai de décision" },
        { "documens", "[]", "$.procedures[6].documens", "propriété inconnue" },
        { "code", "\"PC\"", "$.procedures[6]", "en vigueur le même jour" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_in_the_rules_is_told_with_its_file_its_place_and_a_French_sentence(string property, string json, string path, string sentence)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Rules.Directory, "procedures.json")))!;
        root["procedures"]![6]![property] = JsonNode.Parse(json);

        var fault = Assert.Throws<DataFileException>(() => ProcedureRules.Read("rules/procedures.json", Encoding.UTF8.GetBytes(root.ToJsonString())));

        Assert.Contains(fault.Errors, error => error.File == "rules/procedures.json" && error.Path == path && error.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var fault = Assert.Throws<DataFileException>(() => ProcedureRules.Read("rules/procedures.json", """{"procedures":[{},{}]}"""u8.ToArray()));
        Assert.True(fault.Errors.Count > 10, fault.Message);
    }

    [Fact]
    public void A_file_that_is_not_JSON_says_the_line()
    {
        var fault = Assert.Throws<DataFileException>(() => ProcedureRules.Read("rules/procedures.json", "{\n \"version\": \n}"u8.ToArray()));
        Assert.Contains("ligne 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rules_directory_without_its_files_names_each_of_them()
    {
        var fault = Assert.Throws<DataFileException>(() => GuichetRules.Load(Path.Combine(AppContext.BaseDirectory, "nowhere")));
        Assert.Equal(6, fault.Errors.Count);
    }

    [Fact]
    public void A_threshold_changed_in_the_file_changes_the_plan()
    {
        var json = File.ReadAllText(Path.Combine(Rules.Directory, "procedures.json"))
            .Replace("""{"fact": "works.newAreaM2", "op": ">", "value": 20}""", """{"fact": "works.newAreaM2", "op": ">", "value": 3000}""", StringComparison.Ordinal);
        var rules = Rules.Current with { Procedures = ProcedureRules.Read("rules/procedures.json", Encoding.UTF8.GetBytes(json)) };
        var plan = ProcedurePlanner.Plan(Samples.Request("03"), new(2026, 11, 30), rules, TerritoryTable.Current);
        Assert.Equal("DP", plan.Procedures[0].Code);
    }
}
