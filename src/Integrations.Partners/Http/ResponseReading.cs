using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;

namespace Integrations.Partners.Http;

/// <summary>Reads a response into what a workflow sees of it.</summary>
internal static class ResponseReading
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ResponseUnusableException">The body is too large, or not the JSON that it says.</exception>
    public static async Task<HttpReply> ReadAsync(HttpResponseMessage response, HttpCall call, int maxBytes, CancellationToken cancellation)
    {
        var reply = new HttpReply
        {
            StatusCode = (int)response.StatusCode,
            Headers = ToJson(response.Headers),
            ContentHeaders = ToJson(response.Content.Headers),
        };
        var body = await ReadBodyAsync(response.Content, maxBytes, cancellation);
        if (body.Length == 0) return reply;
        return call.AsFile ? reply with { File = File(response.Content.Headers, call.Url, body) } : reply with { Content = Parse(response.Content.Headers.ContentType, body) };
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContent content, int maxBytes, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var buffer = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await stream.ReadAsync(part, cancellation) is > 0 and var count)
        {
            if (buffer.Length + count > maxBytes) throw new ResponseUnusableException($"La réponse dépasse {maxBytes} octets.");
            buffer.Write(part, 0, count);
        }

        return buffer.ToArray();
    }

    private static HttpFileData File(HttpContentHeaders headers, Uri url, byte[] body)
    {
        var given = headers.ContentDisposition is { } disposition ? (disposition.FileNameStar ?? disposition.FileName)?.Trim('"') : Uri.UnescapeDataString(url.Segments[^1]);
        var name = Path.GetFileName(given) is { Length: > 0 } last && last != "/" ? last : "fichier";
        return new HttpFileData(name, headers.ContentType?.MediaType ?? "application/octet-stream", body.Length, Convert.ToBase64String(body));
    }

    private static JsonNode? Parse(MediaTypeHeaderValue? type, byte[] body)
    {
        var media = type?.MediaType ?? "text/plain";
        if (media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            }
            catch (JsonException)
            {
                throw new ResponseUnusableException("La réponse n'est pas le JSON qu'elle annonce.");
            }
        }

        var isText = media.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || media.EndsWith("/xml", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("+xml", StringComparison.OrdinalIgnoreCase) || media.EndsWith("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        return JsonValue.Create(isText ? EncodingOf(type).GetString(body) : Convert.ToBase64String(body));
    }

    private static Encoding EncodingOf(MediaTypeHeaderValue? type)
    {
        try
        {
            return type?.CharSet is { } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    /// <summary>A cookie that a server sets is a key to it: it stays out of variables and journal.</summary>
    private static JsonObject ToJson(HttpHeaders headers)
    {
        var json = new JsonObject();
        foreach (var (name, values) in headers)
        {
            if (name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)) continue;
            JsonNode?[] texts = [.. values.Select(value => JsonValue.Create(value))];
            json[name] = texts.Length == 1 ? texts[0] : new JsonArray(texts);
        }

        return json;
    }
}

/// <summary>A response cannot be given to a workflow.</summary>
/// <param name="message">Why, in French.</param>
internal sealed class ResponseUnusableException(string message) : Exception(message);
