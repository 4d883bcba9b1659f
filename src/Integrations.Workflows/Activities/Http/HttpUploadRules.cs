using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>What an HttpEndpoint accepts.</summary>
/// <param name="RequestSizeLimit">Bytes of the whole body; null: what the host reads.</param>
/// <param name="FileSizeLimit">Bytes of one file; null: no limit of its own.</param>
/// <param name="AllowedExtensions">With their dot; empty: all.</param>
/// <param name="BlockedExtensions">With their dot.</param>
/// <param name="AllowedMimeTypes">Media types of files; empty: all.</param>
/// <param name="Exposed">Violations that go on in the workflow by an outcome of their own; the others are answered 413 or 415.</param>
public sealed record HttpUploadRules(
    long? RequestSizeLimit,
    long? FileSizeLimit,
    IReadOnlyList<string> AllowedExtensions,
    IReadOnlyList<string> BlockedExtensions,
    IReadOnlyList<string> AllowedMimeTypes,
    IReadOnlyList<HttpViolation> Exposed)
{
    /// <summary>The first rule that a request breaks; null: none.</summary>
    public HttpViolation? BrokenBy(HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.IsTooLarge || request.Length > RequestSizeLimit) return HttpViolation.RequestTooLarge;
        if (request.Files.Any(file => file.Length > FileSizeLimit)) return HttpViolation.FileTooLarge;
        if (request.Files.Any(file => BlockedExtensions.Any(file.HasExtension) || (AllowedExtensions.Count > 0 && !AllowedExtensions.Any(file.HasExtension))))
            return HttpViolation.InvalidFileExtension;
        return AllowedMimeTypes.Count > 0 && request.Files.Any(file => !AllowedMimeTypes.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase))
            ? HttpViolation.InvalidFileMimeType
            : null;
    }

    /// <summary>The rules in the payload of a trigger, which a host reads to refuse at the door.</summary>
    public JsonObject ToJson() => new()
    {
        ["requestSizeLimit"] = RequestSizeLimit,
        ["fileSizeLimit"] = FileSizeLimit,
        ["allowedFileExtensions"] = Values.ToJson(AllowedExtensions),
        ["blockedFileExtensions"] = Values.ToJson(BlockedExtensions),
        ["allowedMimeTypes"] = Values.ToJson(AllowedMimeTypes),
        ["exposed"] = new JsonArray([.. Exposed.Select(violation => (JsonNode)violation.ToString())]),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote; no rules for null.</summary>
    public static HttpUploadRules Read(JsonObject? json)
    {
        var fields = json ?? [];
        return new HttpUploadRules(
            Values.OfJson(fields["requestSizeLimit"]) as long?,
            Values.OfJson(fields["fileSizeLimit"]) as long?,
            Texts("allowedFileExtensions"),
            Texts("blockedFileExtensions"),
            Texts("allowedMimeTypes"),
            [.. Texts("exposed").Select(Enum.Parse<HttpViolation>)]);

        string[] Texts(string name) => [.. Values.ToList(fields[name]).Select(Values.ToText)];
    }
}

/// <summary>What a request may do wrong.</summary>
public enum HttpViolation
{
    /// <summary>The body is too large: 413.</summary>
    RequestTooLarge,

    /// <summary>A file is too large: 413.</summary>
    FileTooLarge,

    /// <summary>A file has an extension that is not allowed: 415.</summary>
    InvalidFileExtension,

    /// <summary>A file has a media type that is not allowed: 415.</summary>
    InvalidFileMimeType,
}

internal static class HttpViolations
{
    /// <summary>Names of the outcomes, as Studio draws them.</summary>
    public static string Outcome(this HttpViolation violation) => violation switch
    {
        HttpViolation.RequestTooLarge => "Request too large",
        HttpViolation.FileTooLarge => "File too large",
        HttpViolation.InvalidFileExtension => "Invalid file extension",
        _ => "Invalid file MIME type",
    };

    /// <summary>An extension given with or without its dot.</summary>
    public static bool HasExtension(this HttpFileData file, string extension) =>
        string.Equals(file.Extension.TrimStart('.'), extension.TrimStart('.'), StringComparison.OrdinalIgnoreCase);
}
