using System.Globalization;
using Integrations.Guichet.Identifiers;

namespace Integrations.Guichet.Territory;

/// <summary>
/// The rows of <c>territory.tsv</c>, as <c>scripts/territory/build.mjs</c> writes them: sections that start with <c>#name</c>,
/// tab-separated values, each section only naming rows of those before it (seats of départements come last, by code).
/// </summary>
internal sealed record TerritoryRows(
    Dictionary<string, Region> Regions,
    Dictionary<string, Department> Departments,
    Dictionary<string, Epci> Epcis,
    List<Commune> Communes,
    Dictionary<string, string> Former)
{
    internal static TerritoryRows Read(TextReader reader)
    {
        var sections = ReadSections(reader);
        var names = sections["communes"].ToDictionary(row => row[0], row => row[1]);
        var regions = sections["regions"].ToDictionary(row => row[0], row => new Region(row[0], row[1]));
        var departments = sections["departments"].ToDictionary(
            row => row[0], row => new Department(row[0], row[1], regions[row[2]], names[row[3]]));
        var arrondissements = sections["arrondissements"].ToDictionary(
            row => row[0], row => new Arrondissement(row[0], row[1], names[row[3]]));
        var epcis = sections["epci"].ToDictionary(row => row[0], row => new Epci(row[0], row[1], row[2]));
        var communes = sections["communes"].ConvertAll(row => new Commune(
            CommuneCode.Parse(row[0]),
            row[1],
            departments[row[2]],
            arrondissements.GetValueOrDefault(row[3]),
            epcis.GetValueOrDefault(row[4]),
            row[5].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            row[6].Length == 0 ? 0 : int.Parse(row[6], CultureInfo.InvariantCulture)));
        return new(regions, departments, epcis, communes, sections["former"].ToDictionary(row => row[0], row => row[1]));
    }

    private static Dictionary<string, List<string[]>> ReadSections(TextReader reader)
    {
        var sections = new Dictionary<string, List<string[]>>();
        List<string[]> rows = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                sections[line[1..]] = rows = [];
            else
                rows.Add(line.Split('\t'));
        }

        return sections;
    }
}
