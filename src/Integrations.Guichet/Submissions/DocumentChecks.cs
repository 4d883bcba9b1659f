using System.Text.RegularExpressions;

namespace Integrations.Guichet.Submissions;

/// <summary>Which files are joined. A name, a size and a hash are checked here; the content is checked where it is stored.</summary>
internal static partial class DocumentChecks
{
    private const long LargestFile = 25 * 1024 * 1024;

    // No format with macros: .xlsm and the like are refused by not being here.
    private static readonly Dictionary<string, string[]> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ["application/pdf"],
        [".jpg"] = ["image/jpeg"],
        [".jpeg"] = ["image/jpeg"],
        [".png"] = ["image/png"],
        [".dxf"] = ["image/vnd.dxf", "image/x-dxf", "application/dxf", "application/octet-stream"],
        [".xlsx"] = ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    };

    internal static FindingList Of(InstallationRequest request)
    {
        var findings = new FindingList();
        foreach (var (index, document) in request.Documents.Index())
        {
            var path = $"documents[{index}]";
            findings.RejectIf(string.IsNullOrWhiteSpace(document.Code), $"{path}.code", "document.code", "La nature de la pièce manque.");
            CheckType(findings, document, path);
            findings.RejectIf(
                document.SizeBytes is null or < 1 or > LargestFile, $"{path}.sizeBytes", "document.size",
                "Une pièce n'est pas vide et ne dépasse pas 25 Mo.");
            findings.RejectIf(
                document.Sha256 is null || !Hash().IsMatch(document.Sha256), $"{path}.sha256", "document.hash",
                "L'empreinte SHA-256 de la pièce manque ou n'en est pas une (64 caractères hexadécimaux).");
        }

        return findings;
    }

    private static void CheckType(FindingList findings, SubmittedDocument document, string path)
    {
        var name = document.FileName ?? "";
        var isPlainName = name.Length is > 0 and <= 255 && name.IndexOfAny(['/', '\\', '\0', '\r', '\n']) < 0;
        findings.RejectIf(!isPlainName, $"{path}.fileName", "document.name", "Le nom du fichier manque ou n'est pas un simple nom.");
        var isKnown = MediaTypes.TryGetValue(Path.GetExtension(name), out var mediaTypes);
        findings.RejectIf(
            isPlainName && !isKnown, $"{path}.fileName", "document.type",
            "Les pièces sont des fichiers PDF, JPG, PNG, DXF ou XLSX, sans macro.");
        findings.RejectIf(
            mediaTypes is not null && document.Mime is { } mime && !mediaTypes.Contains(mime, StringComparer.OrdinalIgnoreCase),
            $"{path}.mime", "document.mime", "Le type annoncé ne correspond pas au nom du fichier.");
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
