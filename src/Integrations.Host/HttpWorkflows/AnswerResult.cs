using System.Text;
using System.Text.Json.Nodes;
using Integrations.Host.Api;
using Integrations.Workflows.Activities;
using Microsoft.Net.Http.Headers;

namespace Integrations.Host.HttpWorkflows;

/// <summary>Writes what a workflow answered.</summary>
internal sealed class AnswerResult(HttpAnswer answer) : IResult
{
    /// <summary>Headers that are the server's own to set.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.ContentLength, HeaderNames.TransferEncoding, HeaderNames.Connection, HeaderNames.Upgrade, HeaderNames.KeepAlive, HeaderNames.ContentType,
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.StatusCode;
        foreach (var (name, value) in answer.Headers)
        {
            if (!Reserved.Contains(name) && IsToken(name))
                response.Headers[name] = value is JsonArray list ? list.Select(WithoutBreaks).ToArray() : WithoutBreaks(value);
        }

        var body = answer.Bytes is { } bytes ? Convert.FromBase64String(bytes) : answer.Text is { } text ? Encoding.UTF8.GetBytes(text) : null;
        if (body is null || answer.StatusCode is < 200 or 204 or 304) return;
        response.ContentType = TypeOf(answer);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>The refusal of a request that broke a rule of its endpoint.</summary>
    public static IResult Refusal(HttpViolation violation) => violation switch
    {
        HttpViolation.RequestTooLarge => Problems.Of(StatusCodes.Status413PayloadTooLarge, "workflow.request_too_large", "Requête trop grande", "Le corps de la requête dépasse la taille acceptée par cette adresse."),
        HttpViolation.FileTooLarge => Problems.Of(StatusCodes.Status413PayloadTooLarge, "workflow.file_too_large", "Fichier trop grand", "Un fichier dépasse la taille acceptée par cette adresse."),
        HttpViolation.InvalidFileExtension => Problems.Of(StatusCodes.Status415UnsupportedMediaType, "workflow.file_extension", "Extension refusée", "Un fichier a une extension que cette adresse n'accepte pas."),
        _ => Problems.Of(StatusCodes.Status415UnsupportedMediaType, "workflow.file_type", "Type de fichier refusé", "Un fichier a un type MIME que cette adresse n'accepte pas."),
    };

    private static string TypeOf(HttpAnswer answer)
    {
        var type = answer.ContentType ?? "text/plain";
        return answer.Text is null || type.Contains("charset", StringComparison.OrdinalIgnoreCase) ? WithoutBreaks(type) : WithoutBreaks(type) + "; charset=utf-8";
    }

    private static bool IsToken(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static string WithoutBreaks(JsonNode? value) => WithoutBreaks(value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString() ?? "");

    private static string WithoutBreaks(string text) => string.Concat(text.Where(c => c is >= ' ' and <= '~'));
}
