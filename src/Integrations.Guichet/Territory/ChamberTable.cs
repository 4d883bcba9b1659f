using Integrations.Guichet.DataFiles;

namespace Integrations.Guichet.Territory;

/// <summary>
/// Which chamber of commerce and industry serves a commune. A chamber's territory is not always a department:
/// Bouches-du-Rhône has two, some chambers cover two departments.
/// </summary>
public sealed class ChamberTable
{
    private readonly Dictionary<string, string> byCommune = [];
    private readonly Dictionary<string, string> byArrondissement = [];
    private readonly Dictionary<string, string> byDepartment = [];

    private ChamberTable()
    {
    }

    /// <summary>Name of the chamber; null when the table holds none. Commune before arrondissement before department.</summary>
    public string? Find(Commune commune)
    {
        ArgumentNullException.ThrowIfNull(commune);
        return byCommune.GetValueOrDefault(commune.Code.Value)
            ?? byArrondissement.GetValueOrDefault(commune.SubPrefecture?.Code ?? "")
            ?? byDepartment.GetValueOrDefault(commune.Department.Code);
    }

    /// <summary>Reads <c>rules/cci.json</c>.</summary>
    /// <exception cref="DataFileException">Lists every fault of the file.</exception>
    public static ChamberTable Read(string file, ReadOnlyMemory<byte> utf8Json) => DataFile.Read(file, utf8Json, root =>
    {
        var table = new ChamberTable();
        _ = (root.TextOrNull("note"), root.Text("version"));
        foreach (var chamber in root.Items("chambers"))
        {
            var name = chamber.Text("name");
            _ = (chamber.Flag("verify"), chamber.TextOrNull("note"));
            Assign(chamber, "communes", table.byCommune, name);
            Assign(chamber, "arrondissements", table.byArrondissement, name);
            Assign(chamber, "departments", table.byDepartment, name);
            chamber.RefuseUnknown();
        }

        root.RefuseUnknown();
        return table;
    });

    private static void Assign(DataNode chamber, string territory, Dictionary<string, string> names, string name)
    {
        foreach (var code in chamber.Texts(territory))
        {
            if (!names.TryAdd(code, name))
                chamber.Fault(territory, $"le territoire {code} est déjà attribué à « {names[code]} ».");
        }
    }
}
