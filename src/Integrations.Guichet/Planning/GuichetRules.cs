using Integrations.Guichet.DataFiles;
using Integrations.Guichet.Environment;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Planning;

/// <summary>The dated rules and reference lists of <c>workflows/rules</c>, read and checked together.</summary>
/// <param name="Procedures">Procedures, dated.</param>
/// <param name="Icpe">Classified installations.</param>
/// <param name="Iota">Works in water.</param>
/// <param name="Chambers">Chambers of commerce and industry.</param>
/// <param name="TradesInShortage">ROME code to label, for the industrial trades in shortage.</param>
/// <param name="Activities">NAF rév. 2 code (<c>25.62A</c>) to label.</param>
public sealed record GuichetRules(
    ProcedureRules Procedures,
    Nomenclature Icpe,
    Nomenclature Iota,
    ChamberTable Chambers,
    IReadOnlyDictionary<string, string> TradesInShortage,
    IReadOnlyDictionary<string, string> Activities)
{
    /// <summary>Reads the six files of a directory.</summary>
    /// <exception cref="DataFileException">Lists every fault of every file, with its path and a French sentence.</exception>
    public static GuichetRules Load(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var errors = new List<DataFileError>();
        T? Try<T>(string name, Func<string, ReadOnlyMemory<byte>, T> read) where T : class
        {
            try
            {
                return read($"rules/{name}", File.ReadAllBytes(Path.Combine(directory, name)));
            }
            catch (DataFileException fault)
            {
                errors.AddRange(fault.Errors);
            }
            catch (IOException fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
            {
                errors.Add(new($"rules/{name}", "$", "le fichier est introuvable."));
            }

            return null;
        }

        var procedures = Try("procedures.json", ProcedureRules.Read);
        var icpe = Try("icpe_rubriques.json", Nomenclature.Read);
        var iota = Try("iota_rubriques.json", Nomenclature.Read);
        var chambers = Try("cci.json", ChamberTable.Read);
        var trades = Try("rome_industrie.json", ReadTrades);
        var activities = Try("naf_rev2.json", ReadActivities);
        return errors.Count == 0 ? new(procedures!, icpe!, iota!, chambers!, trades!, activities!) : throw new DataFileException(errors);
    }

    private static Dictionary<string, string> ReadTrades(string file, ReadOnlyMemory<byte> utf8Json) => DataFile.Read(file, utf8Json, root =>
    {
        var trades = new Dictionary<string, string>();
        foreach (var trade in root.Items())
        {
            var code = trade.Text("code");
            if (!trades.TryAdd(code, trade.Text("libelle")))
                trade.Fault($"le métier {code} figure deux fois.");
            _ = (trade.TextOrNull("motsCles"), trade.TextOrNull("source"));
            trade.RefuseUnknown();
        }

        return trades;
    });

    private static Dictionary<string, string> ReadActivities(string file, ReadOnlyMemory<byte> utf8Json) =>
        DataFile.Read(file, utf8Json, root => root.Entries().ToDictionary(entry => entry.Name, entry => entry.Value.AsText() ?? ""));
}
