using System.Text;
using Integrations.Guichet.DataFiles;
using Integrations.Guichet.Directory;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Tests.Directory;

public class PartnerDirectoryTests
{
    private static readonly PartnerDirectory Shipped = PartnerDirectory.Read(
        "partners.json", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "workflows", "partners.json")), TerritoryTable.Current);

    public static TheoryData<string> SampleNames => Samples.Names;

    [Theory, MemberData(nameof(SampleNames))]
    public void Every_authority_and_every_opinion_of_a_sample_has_a_partner(string name)
    {
        var request = Samples.Request(name);
        var plan = Integrations.Guichet.Planning.ProcedurePlanner.Plan(request, new(2027, 2, 1), Rules.Current, TerritoryTable.Current);
        foreach (var procedure in plan.Procedures)
        {
            foreach (var role in procedure.Opinions.Select(opinion => opinion.Role).Append(procedure.Authority.Role))
                Assert.Null(Shipped.Look(role, procedure.Communes[0]).Finding);
        }
    }

    [Fact]
    public void The_chamber_of_a_sample_is_the_one_the_plan_names()
    {
        foreach (var name in Samples.Names.Select(row => row.Data))
        {
            var commune = TerritoryTable.Current.Find(CommuneCode.Parse(Samples.Request(name).Sites[0].CommuneInsee))!;
            Assert.Equal(Rules.Current.Chambers.Find(commune), Shipped.Find("cci", commune).Name);
        }
    }

    [Fact]
    public void The_most_specific_entry_wins()
    {
        var directory = Read(
            """{"id":"a","name":"Partout","roles":["mairie"],"territory":{"all":true},"channels":[{"type":"mail","address":"a@a.example"}]}""",
            """{"id":"r","name":"Région","roles":["mairie"],"territory":{"regions":["52"]},"channels":[{"type":"mail","address":"r@a.example"}]}""",
            """{"id":"d","name":"Département","roles":["mairie"],"territory":{"departments":["49"]},"channels":[{"type":"mail","address":"d@a.example"}]}""",
            """{"id":"e","name":"EPCI","roles":["mairie"],"territory":{"epci":["200071678"]},"channels":[{"type":"mail","address":"e@a.example"}]}""",
            """{"id":"c","name":"Commune","roles":["mairie"],"territory":{"communes":["49099"]},"channels":[{"type":"mail","address":"c@a.example"}]}""");
        Assert.Equal(
            ["c", "e", "d", "r", "a"],
            new[] { "49099", "49192", "49007", "85191", "35360" }.Select(insee => directory.Find("mairie", insee).Id));
    }

    [Fact]
    public void Any_commune_of_France_has_a_town_hall()
    {
        var partner = Shipped.Find("mairie", "01004");
        Assert.Equal(("mairie-01004", "Mairie (Ambérieu-en-Bugey)", "urbanisme-01004@mairies.example"), (partner.Id, partner.Name, partner.MailAddress));
        Assert.Equal(partner.MailAddress, Shipped.Get("mairie-01004")?.MailAddress);
        Assert.Null(Shipped.Get("mairie-98818"));
        Assert.Null(Shipped.Get("mairie-"));
    }

    [Fact]
    public void A_commune_in_no_grouping_falls_back_to_the_desk_with_a_finding()
    {
        var match = Shipped.Look("epci", TerritoryTable.Current.Find(CommuneCode.Parse("29155"))); // Ouessant
        Assert.Equal("desk", match.Partner.Id);
        Assert.Equal("partner.default", match.Finding?.Code);
    }

    [Fact]
    public void Without_a_commune_only_who_acts_everywhere_is_found()
    {
        Assert.Equal("opco2i", Shipped.Find("opco2i", (string?)null).Id);
        Assert.Equal("desk", Shipped.Find("mairie", (string?)null).Id);
    }

    [Fact]
    public void Saint_Etienne_is_reached_by_mail_only_and_Cholet_by_its_mailbox()
    {
        Assert.Null(Shipped.Find("mairie", "42218").TodoMailbox);
        Assert.Equal("urbanisme@mairie-cholet.example", Shipped.Find("mairie", "49099").TodoMailbox);
    }

    [Fact]
    public void A_partner_asked_under_a_role_it_does_not_have_acts_in_its_own()
    {
        Assert.Equal("eld", Shipped.Find("eld", "2B037").RoleFor("eld"));
        Assert.Equal("mairie", Shipped.Find("mairie", "49099").RoleFor("authority"));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { """{"id":"x","name":"X","roles":["maire"],"territory":{"all":true},"channels":[{"type":"mail","address":"x@x.example"}]}""", "« maire » est inconnu" },
        { """{"id":"x","name":"X","roles":["mairie"],"territory":{},"channels":[{"type":"mail","address":"x@x.example"}]}""", "territoire est vide" },
        { """{"id":"x","name":"X","roles":["mairie"],"territory":{"communes":["49999"]},"channels":[{"type":"mail","address":"x@x.example"}]}""", "49999" },
        { """{"id":"x","name":"X","roles":["mairie"],"territory":{"all":true},"channels":[]}""", "au moins un canal" },
        { """{"id":"x","name":"X","roles":["mairie"],"territory":{"all":true},"channels":[{"type":"mail","address":"x"}]}""", "pas valable" },
        { """{"id":"x","name":"X","roles":["mairie"],"territory":{"all":true},"channels":[{"type":"fax","address":"x"}]}""", "« fax » est inconnu" },
        { """{"id":"x","name":"X {insee}","roles":["mairie"],"territory":{"all":true},"channels":[{"type":"mail","address":"x@x.example"}]}""", "identifiant d'un modèle" },
        { """{"id":"x-{epci}","name":"X {insee}","roles":["epci"],"territory":{"all":true},"channels":[{"type":"mail","address":"x@x.example"}]}""", "inconnu ici" },
        { """{"id":"x","name":"X","roles":["cci"],"territory":{"all":true},"channels":[{"type":"machine","system":"webhook","endpoint":"ici"}]}""", "adresse http" },
        { """{"id":"desk","name":"X","roles":["desk"],"territory":{"all":true},"channels":[{"type":"mail","address":"x@x.example"}]}""", "deux partenaires" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_in_the_directory_is_told_in_French(string entry, string sentence)
    {
        var fault = Assert.Throws<DataFileException>(() => Read(entry));
        Assert.Contains(fault.Errors, error => error.Path.StartsWith("$.partners[", StringComparison.Ordinal) && error.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_directory_has_one_default_partner()
    {
        var fault = Assert.Throws<DataFileException>(() => PartnerDirectory.Read("partners.json", """{"version":"1","partners":[]}"""u8.ToArray(), TerritoryTable.Current));
        Assert.Contains("par défaut", fault.Message, StringComparison.Ordinal);
    }

    private static PartnerDirectory Read(params string[] entries)
    {
        const string desk = """{"id":"desk","name":"Guichet","roles":["desk"],"territory":{"all":true},"default":true,"channels":[{"type":"mail","address":"g@g.example"}]}""";
        var json = $$"""{"version":"1","partners":[{{string.Join(",", entries.Prepend(desk))}}]}""";
        return PartnerDirectory.Read("partners.json", Encoding.UTF8.GetBytes(json), TerritoryTable.Current);
    }
}
