using Integrations.Guichet.DataFiles;

namespace Integrations.Guichet.Environment;

/// <summary>A nomenclature, ICPE or IOTA: activities and, for each, the sizes at which a regime starts and ends.</summary>
/// <remarks>
/// Read from <c>rules/icpe_rubriques.json</c> and <c>rules/iota_rubriques.json</c>. Where a rubrique is marked "own knowledge",
/// its bounds must be checked in AIDA before a decision rests on them.
/// </remarks>
public sealed class Nomenclature
{
    private static readonly Dictionary<string, Regime> Regimes = Enum.GetValues<Regime>().ToDictionary(regime => regime.ToString());

    private readonly Dictionary<string, Rubrique> rubriques;

    private Nomenclature(IEnumerable<Rubrique> rubriques) => this.rubriques = rubriques.ToDictionary(rubrique => rubrique.Code);

    /// <summary>All activities, in the order of the file.</summary>
    public IReadOnlyCollection<Rubrique> Rubriques => rubriques.Values;

    /// <summary>The activity with this number, or null.</summary>
    public Rubrique? Find(string? code) => code is null ? null : rubriques.GetValueOrDefault(code.Trim());

    /// <summary>Reads a nomenclature.</summary>
    /// <exception cref="DataFileException">Lists every fault of the file.</exception>
    public static Nomenclature Read(string file, ReadOnlyMemory<byte> utf8Json) => DataFile.Read(file, utf8Json, root =>
    {
        var read = root.Items().Select(node => (node, rubrique: ReadRubrique(node))).ToList();
        foreach (var (node, rubrique) in read.GroupBy(pair => pair.rubrique.Code).SelectMany(same => same.Skip(1)))
            node.Fault($"la rubrique {rubrique.Code} figure deux fois.");
        return new Nomenclature(read.Select(pair => pair.rubrique).DistinctBy(rubrique => rubrique.Code));
    });

    private static Rubrique ReadRubrique(DataNode node)
    {
        var rubrique = new Rubrique(
            node.Text("rubrique"), node.Text("libelle"), node.Text("unite"),
            [.. node.Items("seuils").Select(ReadThreshold)],
            node.TextOrNull("source"), node.TextOrNull("note"));
        node.RefuseUnknown();
        if (rubrique.Thresholds.Count == 0)
            node.Fault("au moins un seuil est attendu dans « seuils ».");
        return rubrique;
    }

    private static Threshold ReadThreshold(DataNode node)
    {
        var threshold = new Threshold(
            node.Word("regime", Regimes), node.Number("min"), node.Flag("minInclus"), node.NumberOrNull("max"), node.Flag("maxInclus"));
        node.RefuseUnknown();
        if (threshold.Max <= threshold.Min)
            node.Fault("« max » doit être plus grand que « min ».");
        return threshold;
    }
}

/// <summary>One activity of a nomenclature.</summary>
/// <param name="Code">Number, such as 2560 or 2661-1.</param>
/// <param name="Label">French label.</param>
/// <param name="Unit">Unit of the size; "sans seuil" when any size counts.</param>
/// <param name="Thresholds">Bands of sizes; outside all of them the activity is not classified.</param>
/// <param name="Source">Where the bounds come from.</param>
/// <param name="Note">What the bounds do not say.</param>
public sealed record Rubrique(
    string Code, string Label, string Unit, IReadOnlyList<Threshold> Thresholds, string? Source, string? Note)
{
    /// <summary>The strictest regime whose band holds this size.</summary>
    public Regime RegimeOf(decimal size) => Thresholds
        .Where(threshold => threshold.Holds(size))
        .Select(threshold => threshold.Regime)
        .DefaultIfEmpty(Regime.NC)
        .Max();
}

/// <summary>A band of sizes. The law writes both "supérieur à" and "supérieur ou égal à": each bound says whether it is in.</summary>
/// <param name="Regime">Regime inside the band.</param>
/// <param name="Min">Lower bound.</param>
/// <param name="MinIncluded">True for "supérieur ou égal à".</param>
/// <param name="Max">Upper bound; null when there is none.</param>
/// <param name="MaxIncluded">True for "inférieur ou égal à".</param>
public sealed record Threshold(Regime Regime, decimal Min, bool MinIncluded, decimal? Max, bool MaxIncluded)
{
    /// <summary>True when the size lies in the band.</summary>
    public bool Holds(decimal size) =>
        (MinIncluded ? size >= Min : size > Min)
        && (Max is not { } max || (MaxIncluded ? size <= max : size < max));
}
