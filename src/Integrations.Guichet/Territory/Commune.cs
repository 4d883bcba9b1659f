using Integrations.Guichet.Calendar;
using Integrations.Guichet.Identifiers;

namespace Integrations.Guichet.Territory;

/// <summary>A current commune.</summary>
/// <param name="Code">INSEE code.</param>
/// <param name="Name">Official name.</param>
/// <param name="Department">Its department.</param>
/// <param name="SubPrefecture">
/// The arrondissement of the State with its sous-préfecture; null in Mayotte and the overseas collectivities, which have none.
/// </param>
/// <param name="Epci">Its grouping; null for four islands and the overseas collectivities.</param>
/// <param name="PostalCodes">Postal codes that serve it; five communes have none.</param>
/// <param name="Population">Inhabitants.</param>
public sealed record Commune(
    CommuneCode Code,
    string Name,
    Department Department,
    Arrondissement? SubPrefecture,
    Epci? Epci,
    IReadOnlyList<string> PostalCodes,
    int Population)
{
    /// <summary>The region of the department.</summary>
    public Region Region => Department.Region;

    /// <summary>Holidays and local time of the authorities of this commune.</summary>
    public LegalPlace Place => LegalPlace.OfDepartement(Department.Code);
}

/// <param name="Code">INSEE code, two characters, three overseas.</param>
/// <param name="Name">Official name.</param>
/// <param name="Region">Its region.</param>
/// <param name="PrefectureSeat">Name of the town of the préfecture.</param>
public sealed record Department(string Code, string Name, Region Region, string PrefectureSeat);

/// <param name="Code">INSEE code.</param>
/// <param name="Name">Official name.</param>
public sealed record Region(string Code, string Name);

/// <param name="Code">INSEE code of the arrondissement, three or four characters.</param>
/// <param name="Name">Official name.</param>
/// <param name="Seat">Town of the sous-préfecture (of the préfecture, for its own arrondissement).</param>
public sealed record Arrondissement(string Code, string Name, string Seat);

/// <param name="Siren">SIREN, key of the grouping.</param>
/// <param name="Name">Official name.</param>
/// <param name="Kind">CC, CA, CU, METRO or MET69.</param>
public sealed record Epci(string Siren, string Name, string Kind);

/// <summary>Origin of the embedded table.</summary>
/// <param name="Source">Package it was built from.</param>
/// <param name="Version">Version of the package.</param>
/// <param name="Date">Day of the code officiel géographique.</param>
/// <param name="Licence">Licence of the data.</param>
/// <param name="Sha256">Hash of the embedded file, lower-case hexadecimal.</param>
public sealed record TerritoryVersion(string Source, string Version, DateOnly Date, string Licence, string Sha256);
