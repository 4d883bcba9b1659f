using System.Text.RegularExpressions;

namespace Integrations.Guichet.Submissions;

/// <summary>The frame of a file: version, number, channel, consent, free texts.</summary>
internal static partial class EnvelopeChecks
{
    private static readonly string[] Channels =
        ["tally", "typeform", "jotform", "msforms", "framaforms", "opnform", "demarche_numerique", "generic", "manual"];

    internal static FindingList Of(InstallationRequest request)
    {
        var findings = new FindingList();
        findings.RejectIf(
            request.SchemaVersion is not (null or "1.0"), "schemaVersion", "schema_version.unknown", "Seule la version 1.0 du format est connue.");
        findings.RejectIf(
            request.Id is { } id && !FileNumber().IsMatch(id), "id", "id.format", "Le numéro de dossier s'écrit IMP-2026-35-000001.");
        findings.RejectUnknownWord(request.Source?.Channel, Channels, "source.channel", "source.channel");
        findings.RejectTooLong(request.Source?.ExternalId, 200, "source.externalId");
        findings.RejectTooLong(request.Title, 200, "title");
        findings.RejectTooLong(request.Project?.Description, 4000, "project.description");
        foreach (var (path, text) in new[] { ("title", request.Title), ("note", request.Note), ("project.description", request.Project?.Description) })
        {
            findings.WarnIf(
                HoldsSocialSecurityNumber(text), path, "text.personal_number",
                "Ce texte semble contenir un numéro de sécurité sociale : retirez-le, le guichet n'en a jamais besoin.");
        }

        findings.WarnIf(
            request.Consents?.ShareWithPartners != true, "consents.shareWithPartners", "consents.missing",
            "L'entreprise n'a pas donné son accord pour transmettre le dossier aux partenaires : il reste au guichet.");
        return findings;
    }

    // A French NIR: 13 digits (Corsica has letters) and a key that is 97 minus the remainder.
    private static bool HoldsSocialSecurityNumber(string? text) => text is not null && SocialSecurityNumber().Matches(text).Any(match =>
    {
        var compact = match.Value.Replace(" ", "", StringComparison.Ordinal);
        var number = long.Parse(
            compact[..13].Replace("2A", "19", StringComparison.Ordinal).Replace("2B", "18", StringComparison.Ordinal),
            System.Globalization.CultureInfo.InvariantCulture);
        return 97 - (number % 97) == int.Parse(compact[13..], System.Globalization.CultureInfo.InvariantCulture);
    });

    [GeneratedRegex(@"^IMP-[0-9]{4}-([0-9]{2}|2A|2B|97[0-9])-[0-9]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileNumber();

    [GeneratedRegex(@"\b[12] ?[0-9]{2} ?[0-9]{2} ?([0-9]{2}|2A|2B) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b", RegexOptions.CultureInvariant)]
    private static partial Regex SocialSecurityNumber();
}
