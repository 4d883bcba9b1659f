using System.Security.Cryptography;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Tests.Territory;

public class TerritoryTableTests
{
    private static readonly TerritoryTable Table = TerritoryTable.Current;

    public static TheoryData<string> SampleNames => Samples.Names;

    [Theory, MemberData(nameof(SampleNames))]
    public void The_communes_of_the_samples_are_known_with_their_grouping_and_region(string name)
    {
        foreach (var site in Samples.Request(name).Sites)
        {
            var commune = Table.Find(CommuneCode.Parse(site.CommuneInsee))!;
            Assert.Equal(
                (site.CommuneName, site.Departement, site.Region, site.EpciSiren, site.EpciName, site.Arrondissement),
                (commune.Name, commune.Department.Code, commune.Region.Code, commune.Epci?.Siren, commune.Epci?.Name, commune.SubPrefecture?.Name));
            Assert.Contains(site.PostalCode!, commune.PostalCodes);
        }
    }

    [Theory]
    [InlineData("35360", "Rennes", "Fougères"), InlineData("74081", "Annecy", "Bonneville"), InlineData("13108", "Marseille", "Arles")]
    [InlineData("97407", "Saint-Denis", "Saint-Paul"), InlineData("97608", "Mamoudzou", null), InlineData("2B037", "Bastia", "Bastia")]
    public void A_commune_knows_its_prefecture_and_sub_prefecture(string code, string prefecture, string? subPrefecture)
    {
        var commune = Table.Find(CommuneCode.Parse(code))!;
        Assert.Equal((prefecture, subPrefecture), (commune.Department.PrefectureSeat, commune.SubPrefecture?.Seat));
    }

    [Theory]
    [InlineData("75112", "Paris"), InlineData("69385", "Lyon"), InlineData("13216", "Marseille")]
    public void An_arrondissement_is_served_by_the_town_hall_of_the_city(string code, string city)
    {
        Assert.Equal(city, Table.Find(CommuneCode.Parse(code))?.Name);
        Assert.False(Table.IsMerged(CommuneCode.Parse(code)));
    }

    [Fact]
    public void A_merged_commune_is_served_by_its_successor()
    {
        var merged = CommuneCode.Parse("74011"); // Annecy-le-Vieux, in Annecy since 2017
        Assert.Equal("Annecy", Table.Find(merged)?.Name);
        Assert.True(Table.IsMerged(merged));
        Assert.False(Table.IsMerged(CommuneCode.Parse("74010")));
    }

    [Theory]
    [InlineData("97502"), InlineData("75001"), InlineData("99999"), InlineData("35999")]
    public void A_place_this_desk_does_not_serve_is_not_in_the_table(string code) =>
        Assert.Null(CommuneCode.TryParse(code, out var commune, out _) ? Table.Find(commune) : null);

    [Theory]
    [InlineData("67462", "AM", "Europe/Paris"), InlineData("97407", "RE", "Indian/Reunion"), InlineData("97103", "GP", "America/Guadeloupe")]
    [InlineData("97209", "MQ", "America/Martinique"), InlineData("97302", "GF", "America/Cayenne"), InlineData("97611", "YT", "Indian/Mayotte")]
    [InlineData("49099", "FR", "Europe/Paris"), InlineData("97701", "BL", "America/St_Barthelemy"), InlineData("97801", "MF", "America/Marigot")]
    public void A_commune_has_the_holidays_and_the_local_time_of_its_authorities(string code, string zone, string timeZone)
    {
        var place = Table.Find(CommuneCode.Parse(code))!.Place;
        Assert.Equal((HolidayZone.Parse(zone), timeZone), (place.Zone, place.TimeZone.Id));
    }

    [Fact]
    public void A_postal_code_may_serve_several_communes()
    {
        var names = Table.FindByPostalCode(PostalCode.Parse("35500")).Select(commune => commune.Name).ToList();
        Assert.Contains("Vitré", names);
        Assert.True(names.Count > 1);
    }

    [Fact]
    public void The_table_holds_every_commune_department_and_region_in_scope()
    {
        Assert.Equal((34_877, 103, 20), (Table.Communes.Count, Table.Departments.Count, Table.Regions.Count));
        Assert.Equal(TerritoryTable.Version.Sha256, EmbeddedHash());
    }

    private static string EmbeddedHash()
    {
        using var stream = typeof(TerritoryTable).Assembly.GetManifestResourceStream("Integrations.Guichet.Territory.Data.territory.tsv.br")!;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
