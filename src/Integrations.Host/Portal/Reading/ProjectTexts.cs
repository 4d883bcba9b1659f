using System.Globalization;
using Integrations.Guichet.Files;
using Integrations.Guichet.Submissions;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>The firm's project in words: who builds what, where, for when.</summary>
public static class ProjectTexts
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The firm's legal name, or that of its founder.</summary>
    public static string FirmName(InstallationFile file) =>
        file.Request?.Firm is { } firm
            ? firm.LegalName ?? $"{firm.Contact?.FirstName} {firm.Contact?.LastName}".Trim()
            : file.Number;

    /// <summary>The commune of the first site; "3 communes" when there are several.</summary>
    public static string Communes(InstallationFile file)
    {
        var names = (file.Request?.Sites ?? []).Select(site => site.CommuneName ?? site.CommuneInsee).OfType<string>().Distinct().ToList();
        return names.Count == 0 ? "–" : string.Join(", ", names);
    }

    /// <summary>"Décolletage Fictif Arve construit un bâtiment à Cluses ; ouverture visée le 1er septembre 2028."</summary>
    public static Text Headline(InstallationFile file)
    {
        var (verb, firm, place) = (Verb(file.Request?.Project?.Kind), FirmName(file), Communes(file));
        var opening = file.Request?.Project?.TargetOpening is { } day
            ? new Text($" ; ouverture visée le {Dates.Medium(day).French}", $", to open on {Dates.Medium(day).English}")
            : Text.Same("");
        return new Text($"{firm} {verb.French} à {place}{opening.French}.", $"{firm} {verb.English} in {place}{opening.English}.");
    }

    /// <summary>The project in a few words, as the firm wrote it; else its kind.</summary>
    public static Text InShort(InstallationFile file)
    {
        if (file.Request?.Project?.Description is { Length: > 0 } description)
            return Text.Same(description.Length <= 90 ? description : description[..89].TrimEnd() + "…");

        var verb = Verb(file.Request?.Project?.Kind);
        return new Text(char.ToUpperInvariant(verb.French[0]) + verb.French[1..], char.ToUpperInvariant(verb.English[0]) + verb.English[1..]);
    }

    /// <summary>The file in ten lines; without the people, for whoever needs only the project.</summary>
    public static IEnumerable<Fact> Facts(InstallationFile file, bool withPeople)
    {
        if (file.Request is not { } request)
            yield break;

        var firm = request.Firm;
        yield return new(Words.Firm, Text.Same(Joined(FirmName(file), firm?.LegalForm, firm?.Siret is { } siret ? $"SIRET {siret}" : null)));
        if (firm?.NafLabel is { } activity)
            yield return new(new("Activité", "Activity"), Text.Same(Joined(activity, firm.NafRev2)));
        if (withPeople && firm?.Contact is { } contact)
            yield return new(new("Contact", "Contact"), Text.Same(Joined($"{contact.FirstName} {contact.LastName}".Trim(), contact.Email, contact.Phone is { } phone ? Phones.Readable(phone) : null)));
        if (request.Project?.Description is { } description)
            yield return new(new("Projet", "Project"), Text.Same(description));
        foreach (var site in request.Sites)
            yield return new(new("Terrain", "Site"), SiteText(site));
        if (request.Works is { Planned: true } works)
            yield return new(new("Travaux", "Works"), WorksText(works));
        if (request.Environment?.Icpe is { Count: > 0 } lines)
            yield return new(new("Rubriques ICPE", "ICPE lines"), Lines(lines));
        if (request.Utilities is { PowerKva: not null } or { WaterM3PerDay: not null })
            yield return new(new("Énergie et eau", "Power and water"), UtilitiesText(request.Utilities));
        if (request.Project is { JobsCreated: > 0 and var jobs })
            yield return new(new("Emplois", "Jobs"), new($"{jobs} créés", $"{jobs} created"));
        if (withPeople && request.Project?.InvestmentEur is { } investment)
            yield return new(new("Investissement", "Investment"), new($"{Number(investment, French)} €", $"€{Number(investment, English)}"));
    }

    /// <summary>The plots, as the land registry writes them.</summary>
    public static IEnumerable<string> Parcels(InstallationFile file) =>
        (file.Request?.Sites ?? []).SelectMany(site => site.Parcels).Select(parcel => parcel.Idu).OfType<string>().Select(PlotText);

    private static Text Verb(string? kind) => kind switch
    {
        "existing_building" => new("s’installe dans un bâtiment existant", "moves into an existing building"),
        "extension" => new("agrandit son site", "extends its site"),
        "zone" => new("aménage une zone d’activité", "develops an activity zone"),
        _ => new("construit un bâtiment", "is building a plant"),
    };

    private static Text SiteText(Site site)
    {
        var area = site.Parcels.Sum(parcel => parcel.AreaM2 ?? 0);
        var place = Joined(site.CommuneName, site.PluZone is { } zone ? $"zone {zone}" : null);
        return area == 0 ? Text.Same(place) : new($"{place}, {Number(area, French)} m²", $"{place}, {Number(area, English)} m²");
    }

    private static Text WorksText(Works works) => new(
        Joined(
            works.NewFloorAreaM2 is { } floor ? $"{Number(floor, French)} m² de plancher" : null,
            works.NewFootprintM2 is { } footprint ? $"{Number(footprint, French)} m² d’emprise" : null,
            works.HeightM is { } height ? $"hauteur {Number(height, French)} m" : null),
        Joined(
            works.NewFloorAreaM2 is { } floorArea ? $"{Number(floorArea, English)} m² of floor" : null,
            works.NewFootprintM2 is { } ground ? $"{Number(ground, English)} m² of ground" : null,
            works.HeightM is { } high ? $"{Number(high, English)} m high" : null));

    private static Text Lines(IReadOnlyList<RubriqueLine> lines) => new(
        string.Join(" ; ", lines.Select(line => $"{line.Rubrique} ({Number(line.Value ?? 0, French)} {line.Unit})")),
        string.Join("; ", lines.Select(line => $"{line.Rubrique} ({Number(line.Value ?? 0, English)} {line.Unit})")));

    private static Text UtilitiesText(Utilities utilities) => new(
        Joined(
            utilities.PowerKva is { } power ? $"{Number(power, French)} kVA" : null,
            utilities.WaterM3PerDay is { } water ? $"{Number(water, French)} m³ d’eau par jour" : null),
        Joined(
            utilities.PowerKva is { } kva ? $"{Number(kva, English)} kVA" : null,
            utilities.WaterM3PerDay is { } cubic ? $"{Number(cubic, English)} m³ of water a day" : null));

    private static string PlotText(string idu) =>
        idu.Length == 14 ? $"{idu[..5]} {idu[5..8]} {idu[8..10]} {idu[10..]}" : idu;

    private static string Number(decimal value, CultureInfo culture) => value.ToString("#,0.##", culture);

    private static string Joined(params IEnumerable<string?> parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
}
