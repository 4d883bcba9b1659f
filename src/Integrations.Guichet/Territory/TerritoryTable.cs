using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Integrations.Guichet.Identifiers;

namespace Integrations.Guichet.Territory;

/// <summary>
/// The communes of France with their EPCI, department and region (code officiel géographique of 1 January 2026, see
/// <c>data-version.json</c>). Saint-Pierre-et-Miquelon and the Pacific are not in it: this desk cannot serve them.
/// Read once on first use, then shared; look-ups are in constant time.
/// </summary>
public sealed class TerritoryTable
{
    private const string Resource = "Integrations.Guichet.Territory.Data.";

    private static readonly Lazy<TerritoryTable> Embedded = new(ReadEmbedded);

    private readonly FrozenDictionary<string, Commune> communes;
    private readonly FrozenDictionary<string, string> former;
    private readonly Lazy<ILookup<string, Commune>> byPostalCode;

    private TerritoryTable(TerritoryRows rows)
    {
        Regions = rows.Regions.Values.ToFrozenDictionary(region => region.Code);
        Departments = rows.Departments.Values.ToFrozenDictionary(department => department.Code);
        Epcis = rows.Epcis.Values.ToFrozenDictionary(epci => epci.Siren);
        communes = rows.Communes.ToFrozenDictionary(commune => commune.Code.Value);
        former = rows.Former.ToFrozenDictionary();
        byPostalCode = new(() => communes.Values
            .SelectMany(commune => commune.PostalCodes, (commune, postalCode) => (postalCode, commune))
            .ToLookup(pair => pair.postalCode, pair => pair.commune));
    }

    /// <summary>The table embedded in the product.</summary>
    public static TerritoryTable Current => Embedded.Value;

    /// <summary>Where the embedded table comes from.</summary>
    public static TerritoryVersion Version { get; } = ReadVersion();

    /// <summary>Regions by INSEE code.</summary>
    public IReadOnlyDictionary<string, Region> Regions { get; }

    /// <summary>Departments by INSEE code.</summary>
    public IReadOnlyDictionary<string, Department> Departments { get; }

    /// <summary>Groupings of communes with their own taxation, by SIREN.</summary>
    public IReadOnlyDictionary<string, Epci> Epcis { get; }

    /// <summary>All current communes, in no order.</summary>
    public IReadOnlyList<Commune> Communes => communes.Values;

    /// <summary>
    /// The commune whose town hall acts for this code: itself, Paris, Lyon or Marseille for their arrondissements, the new
    /// commune for a merged one. Null when the code was never, or is no longer, that of a commune.
    /// </summary>
    public Commune? Find(CommuneCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return communes.GetValueOrDefault(code.Value)
            ?? (former.TryGetValue(code.Value, out var successor) ? communes.GetValueOrDefault(successor) : null);
    }

    /// <summary>True for a code that <see cref="Find"/> answers with another commune because the first was merged into it.</summary>
    public bool IsMerged(CommuneCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return !code.IsMunicipalArrondissement && former.ContainsKey(code.Value);
    }

    /// <summary>The communes that a postal code serves: often several, none when it is unknown.</summary>
    public IEnumerable<Commune> FindByPostalCode(PostalCode postalCode)
    {
        ArgumentNullException.ThrowIfNull(postalCode);
        return byPostalCode.Value[postalCode.Value];
    }

    private static TerritoryTable ReadEmbedded()
    {
        using var compressed = Open("territory.tsv.br");
        using var reader = new StreamReader(new BrotliStream(compressed, CompressionMode.Decompress), Encoding.UTF8);
        return new(TerritoryRows.Read(reader));
    }

    private static TerritoryVersion ReadVersion()
    {
        using var json = JsonDocument.Parse(Open("data-version.json"));
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        return new(
            Text("source"), Text("version"), DateOnly.Parse(Text("date"), CultureInfo.InvariantCulture), Text("licence"), Text("sha256"));
    }

    private static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource + name)
        ?? throw new InvalidOperationException($"The embedded resource {Resource}{name} is missing from the build.");
}
