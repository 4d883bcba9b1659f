using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Integrations.Partners.Forms;

/// <summary>The body of a genuine delivery, opened: one JSON document whatever the sender wrote.</summary>
/// <param name="Root">The document; empty when the body cannot be read.</param>
/// <param name="DedupeKey">What makes the delivery unique within its source.</param>
/// <param name="Unreadable">In French, why the body cannot be read; null when it could.</param>
public sealed record Submission(JsonNode Root, string DedupeKey, string? Unreadable)
{
    /// <summary>
    /// Opens a body. Never fails: what cannot be read has a reason and a key made from its bytes, so that it can be kept in quarantine once.
    /// </summary>
    /// <param name="source">The source of the delivery.</param>
    /// <param name="contentType">Value of Content-Type; needed for multipart bodies.</param>
    /// <param name="body">Raw body.</param>
    public static async Task<Submission> OpenAsync(FormSource source, string contentType, ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = source.Body switch
            {
                BodyFormat.Json => JsonNode.Parse(body.Span) ?? throw new FormatException("le corps est « null »"),
                BodyFormat.UrlEncoded => ReadUrlEncoded(body),
                BodyFormat.Multipart => await ReadMultipartAsync(contentType, body),
                _ => throw new InvalidOperationException($"Unknown body format {source.Body}."),
            };
            foreach (var path in source.EmbeddedJson)
                OpenEmbedded(root, path);
            return new Submission(root, DedupeKeyOf(source, root) ?? DigestOf(body), null);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidDataException or IOException)
        {
            return new Submission(new JsonObject(), DigestOf(body), $"Le contenu reçu n'est pas lisible : {Because(error)}.");
        }
    }

    private static string Because(Exception error) => error switch
    {
        JsonException { LineNumber: { } line } json => $"JSON incorrect, ligne {line + 1}, octet {json.BytePositionInLine + 1}",
        FormatException => error.Message,
        _ => "l'envoi est tronqué ou mal découpé",
    };

    private static JsonObject ReadUrlEncoded(ReadOnlyMemory<byte> body)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(body.Span));
        var root = new JsonObject();
        foreach (var (name, values) in reader.ReadForm())
            root[name] = values.ToString();
        return root;
    }

    private static async Task<JsonObject> ReadMultipartAsync(string contentType, ReadOnlyMemory<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var media)
            || HeaderUtilities.RemoveQuotes(media.Boundary).Value is not { Length: > 0 } boundary)
            throw new FormatException("l'en-tête Content-Type n'annonce pas un formulaire multipart");

        var root = new JsonObject();
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        var reader = new MultipartReader(boundary, stream);
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            if (section.AsFormDataSection() is { } field)
                root[field.Name] = await field.GetValueAsync();
        }

        return root;
    }

    private static void OpenEmbedded(JsonNode root, JsonPath path)
    {
        if (root is JsonObject document && path.Read(root) is JsonValue value && value.TryGetValue<string>(out var text))
            path.Write(document, JsonNode.Parse(text) ?? new JsonObject());
    }

    private static string? DedupeKeyOf(FormSource source, JsonNode root)
    {
        var parts = source.DedupeKey.Select(path => path.Read(root) is JsonValue value ? value.ToString() : null).ToList();
        return parts.Count > 0 && parts.All(part => !string.IsNullOrWhiteSpace(part)) ? string.Join('|', parts) : null;
    }

    private static string DigestOf(ReadOnlyMemory<byte> body) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(body.Span));
}
