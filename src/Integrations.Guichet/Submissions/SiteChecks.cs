using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Submissions;

/// <summary>Where: communes and parcels.</summary>
internal static class SiteChecks
{
    private const decimal LargestArea = 5_000_000;

    internal static FindingList Of(InstallationRequest request, TerritoryTable territory)
    {
        var findings = new FindingList();
        findings.RejectIf(request.Sites.Count == 0, "sites", "sites.missing", "Il faut savoir où : une commune au moins.");
        var parcels = new HashSet<ParcelId>();
        var communes = new HashSet<CommuneCode>();
        foreach (var (index, site) in request.Sites.Index())
        {
            var path = $"sites[{index}]";
            var code = findings.Read<CommuneCode>(site.CommuneInsee, $"{path}.communeInsee", Severity.Reject);
            findings.RejectIf(
                string.IsNullOrWhiteSpace(site.CommuneInsee), $"{path}.communeInsee", "commune.missing", "Le code INSEE de la commune manque.");
            if (code is not null)
                CheckCommune(findings, site, code, territory, path);
            findings.WarnIf(
                code is not null && !communes.Add(code), $"{path}.communeInsee", "commune.duplicate",
                "Cette commune est déjà un site du dossier : un seul site par commune.");
            CheckParcels(findings, site, code, parcels, path);
        }

        return findings;
    }

    private static void CheckCommune(FindingList findings, Site site, CommuneCode code, TerritoryTable territory, string path)
    {
        var commune = territory.Find(code);
        findings.RejectIf(
            commune is null && code.Department == "975", $"{path}.communeInsee", "commune.out_of_scope",
            "Saint-Pierre-et-Miquelon a ses propres règles d'urbanisme et d'environnement : ce guichet ne peut pas les appliquer.");
        findings.RejectIf(
            commune is null && code.Department != "975", $"{path}.communeInsee", "commune.unknown",
            "Aucune commune ne porte ce code INSEE ; c'est peut-être un code postal.");
        if (commune is null)
            return;
        findings.RejectIf(
            territory.IsMerged(code), $"{path}.communeInsee", "commune.merged",
            $"Cette commune fait partie de {commune.Name} : utiliser le code {commune.Code}.");
        CheckAddress(findings, site, commune, path);
    }

    private static void CheckAddress(FindingList findings, Site site, Commune commune, string path)
    {
        var postalCode = findings.Read<PostalCode>(site.PostalCode, $"{path}.postalCode", Severity.Warn);
        findings.WarnIf(
            postalCode is not null && commune.PostalCodes.Count > 0 && !commune.PostalCodes.Contains(postalCode.Value),
            $"{path}.postalCode", "postal_code.other_commune",
            $"Ce code postal n'est pas celui de {commune.Name} ({string.Join(", ", commune.PostalCodes.Take(5))}).");
        void Compare(string? given, string? known, string name, string what) => findings.WarnIf(
            !string.IsNullOrEmpty(given) && given != known, $"{path}.{name}", "site.mismatch",
            $"{what} donné ne correspond pas à la commune {commune.Name} : {known ?? "aucun"} est retenu.");
        Compare(site.Departement, commune.Department.Code, "departement", "Le département");
        Compare(site.Region, commune.Region.Code, "region", "Le code de région");
        Compare(site.EpciSiren, commune.Epci?.Siren, "epciSiren", "Le SIREN d'EPCI");
    }

    private static void CheckParcels(FindingList findings, Site site, CommuneCode? code, HashSet<ParcelId> known, string path)
    {
        foreach (var (index, parcel) in site.Parcels.Index())
        {
            var parcelPath = $"{path}.parcels[{index}]";
            CheckArea(findings, parcel, parcelPath);
            if (ReadParcel(findings, parcel, code, $"{parcelPath}.idu") is not { } id)
                continue;
            findings.RejectIf(
                !known.Add(id), $"{parcelPath}.idu", "parcel.duplicate", "Cette parcelle figure deux fois dans le dossier.");
            findings.WarnIf(
                code is not null && id.Commune.TownHall != code.TownHall, $"{parcelPath}.idu", "parcel.other_commune",
                "Cette parcelle est dans une autre commune que le site.");
        }
    }

    private static ParcelId? ReadParcel(FindingList findings, Parcel parcel, CommuneCode? code, string path)
    {
        if (code is null)
            return findings.Read<ParcelId>(parcel.Idu, path, Severity.Reject);
        if (ParcelId.TryParse(parcel.Idu, code, out var id, out var error))
            return id;
        findings.Add(Finding.Reject(path, error.Code, error.Message));
        return null;
    }

    private static void CheckArea(FindingList findings, Parcel parcel, string path) => findings.WarnIf(
        parcel.AreaM2 is { } area && (area is <= 0 or > LargestArea || area != decimal.Truncate(area)), $"{path}.areaM2", "parcel.area",
        "La surface d'une parcelle est un nombre entier de m², de 1 à 5 000 000.");
}
