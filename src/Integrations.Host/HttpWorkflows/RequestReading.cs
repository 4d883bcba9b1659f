using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Integrations.Host.HttpWorkflows;

/// <summary>Reads a request into what a workflow sees of it.</summary>
internal static class RequestReading
{
    /// <summary>Headers that prove who the caller is. They never reach a workflow, whose variables and journal people read.</summary>
    private static readonly HashSet<string> Proofs = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Authorization, HeaderNames.ProxyAuthorization, HeaderNames.Cookie, "X-Api-Key",
    };

    /// <summary>Reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">Its id.</param>
    /// <param name="path">Path below the base path.</param>
    /// <param name="maxBytes">More is not read: <see cref="HttpRequestData.IsTooLarge"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JsonException">The body says that it is JSON and is not.</exception>
    /// <exception cref="InvalidDataException">The form cannot be read.</exception>
    public static async Task<HttpRequestData> ReadAsync(HttpRequest request, string id, string path, long maxBytes, CancellationToken cancellation)
    {
        var body = request.ContentLength > maxBytes ? null : await ReadBodyAsync(request.Body, maxBytes, cancellation);
        var data = new HttpRequestData
        {
            Id = id,
            Method = request.Method,
            Path = path,
            Query = ToJson(request.Query),
            Headers = ToJson(request.Headers.Where(header => !Proofs.Contains(header.Key))),
            ContentType = request.ContentType,
            Length = body?.Length ?? request.ContentLength ?? maxBytes + 1,
            IsTooLarge = body is null,
        };
        if (body is null || body.Length == 0) return data;
        if (!request.HasFormContentType) return data with { Content = Parse(body, request.ContentType) };
        request.Body = new MemoryStream(body);
        var form = await request.ReadFormAsync(cancellation);
        return data with { Content = ToJson(form), Files = [.. await Task.WhenAll(form.Files.Select(file => ReadFileAsync(file, cancellation)))] };
    }

    private static async Task<byte[]?> ReadBodyAsync(Stream body, long maxBytes, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await body.ReadAsync(part, cancellation) is > 0 and var count)
        {
            if (buffer.Length + count > maxBytes) return null;
            buffer.Write(part, 0, count);
        }

        return buffer.ToArray();
    }

    private static JsonNode? Parse(byte[] body, string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)) return Text(body, Encoding.UTF8);
        if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        var isText = type.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
            || type.SubType.Equals("xml", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("xml", StringComparison.OrdinalIgnoreCase);
        return isText ? Text(body, type.Encoding ?? Encoding.UTF8) : JsonValue.Create(Convert.ToBase64String(body));
    }

    private static JsonValue Text(byte[] body, Encoding encoding) => JsonValue.Create(encoding.GetString(body));

    private static async Task<HttpFileData> ReadFileAsync(IFormFile file, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellation);
        return new HttpFileData(Path.GetFileName(file.FileName), file.ContentType, content.Length, Convert.ToBase64String(content.ToArray())) { Field = file.Name };
    }

    private static JsonObject ToJson(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
            json[name] = value.Count == 1 ? JsonValue.Create(value[0]) : new JsonArray([.. value.Select(one => JsonValue.Create(one))]);
        return json;
    }
}
