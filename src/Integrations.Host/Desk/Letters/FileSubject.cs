using System.Globalization;
using Integrations.Guichet.Files;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Territory;

namespace Integrations.Host.Desk.Letters;

/// <summary>Who and what a file is about, in the fewest words.</summary>
internal static class FileSubject
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Name of the firm, or of its founder, or its number.</summary>
    public static string Firm(InstallationFile file)
    {
        var firm = file.Request.Firm;
        return firm?.LegalName ?? firm?.Contact?.LastName ?? firm?.Siret ?? firm?.Siren ?? file.Number;
    }

    /// <summary>The project in a few words.</summary>
    public static string Title(InstallationFile file) =>
        file.Request.Project?.Description ?? file.Request.Title ?? "Projet d'implantation";

    /// <summary>Names of the communes.</summary>
    public static string Commune(InstallationFile file) =>
        string.Join(", ", file.Request.Sites.Select(site => site.CommuneName ?? NameOf(site.CommuneInsee)));

    /// <summary>The file in ten lines, only what a partner needs for its answer (data minimisation, article 5.1.c of the GDPR).</summary>
    public static IEnumerable<(string Label, string Value)> Facts(InstallationFile file)
    {
        var request = file.Request;
        yield return ("Entreprise", Firm(file));
        yield return ("Projet", Title(file));
        yield return ("Commune", Commune(file));
        var parcels = request.Sites.SelectMany(site => site.Parcels).Select(parcel => parcel.Idu).OfType<string>().ToList();
        if (parcels.Count > 0) yield return ("Parcelles", string.Join(", ", parcels));
        if (request.Works?.NewFloorAreaM2 is > 0 and var floor) yield return ("Surface de plancher créée", $"{floor.ToString("N0", French)} m²");
        if (request.Works?.HeightM is > 0 and var height) yield return ("Hauteur", $"{height.ToString("0.#", French)} m");
        var rubriques = request.Environment?.Icpe.Select(line => $"{line.Rubrique} ({line.Value?.ToString("0.##", French)} {line.Unit})").ToList() ?? [];
        if (rubriques.Count > 0) yield return ("Rubriques ICPE", string.Join(", ", rubriques));
        if (request.Utilities?.PowerKva is > 0 and var power) yield return ("Puissance électrique", $"{power.ToString("N0", French)} kVA");
        if (request.Project?.JobsCreated is > 0 and var jobs) yield return ("Emplois créés", jobs.ToString(French));
    }

    /// <summary>What the firm does once everything is answered.</summary>
    public static IEnumerable<string> NextSteps(InstallationFile file)
    {
        if (file.End?.Status == CaseStatus.OutOfScope) yield break;
        if (file.Procedures.Any(procedure => procedure.Code is "PC" or "PA" && procedure.Status.IsGranted()))
        {
            yield return "Affichez le permis sur le terrain, visible de la rue, et gardez l'affichage pendant tout le chantier.";
            yield return "Déclarez l'ouverture du chantier à la mairie.";
        }

        if (file.Procedures.Any(procedure => procedure.Code.StartsWith("RACC", StringComparison.Ordinal)))
            yield return "Envoyez la copie de votre autorisation au gestionnaire du réseau : le raccordement en dépend.";
    }

    private static string NameOf(string? insee) =>
        insee is not null && CommuneCode.TryParse(insee, out var code, out _) && TerritoryTable.Current.Find(code) is { } commune ? commune.Name : insee ?? "";
}
