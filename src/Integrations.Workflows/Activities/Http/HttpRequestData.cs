using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>A request as a host hands it to an <see cref="HttpEndpoint"/>: read, parsed, without the headers that prove who the caller is.</summary>
public sealed record HttpRequestData
{
    /// <summary>Name of the input of the stimulus that carries it.</summary>
    public const string InputName = "httpRequest";

    /// <summary>Id of the request: the answer names it.</summary>
    public required string Id { get; init; }

    /// <summary>"GET", "POST"...</summary>
    public required string Method { get; init; }

    /// <summary>Path below the base path, decoded, with a slash in front.</summary>
    public required string Path { get; init; }

    /// <summary>Values of the query by name; a list where a name occurs more than once.</summary>
    public JsonObject Query { get; init; } = [];

    /// <summary>Headers by name; a list where a name occurs more than once.</summary>
    public JsonObject Headers { get; init; } = [];

    /// <summary>Media type of the body with its parameters; null: none given.</summary>
    public string? ContentType { get; init; }

    /// <summary>Size of the body in bytes.</summary>
    public long Length { get; init; }

    /// <summary>The body is larger than the host reads; there is no content.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>JSON as JSON, form fields as an object, text as text, anything else as Base64 text; null: no body.</summary>
    public JsonNode? Content { get; init; }

    /// <summary>Uploaded files.</summary>
    public IReadOnlyList<HttpFileData> Files { get; init; } = [];

    /// <summary>The input of the stimulus that starts or resumes an HttpEndpoint.</summary>
    public JsonObject ToInput() => new()
    {
        [InputName] = new JsonObject
        {
            ["id"] = Id,
            ["method"] = Method,
            ["path"] = Path,
            ["query"] = Query.DeepClone(),
            ["headers"] = Headers.DeepClone(),
            ["contentType"] = ContentType,
            ["length"] = Length,
            ["isTooLarge"] = IsTooLarge,
            ["content"] = Content?.DeepClone(),
            ["files"] = new JsonArray([.. Files.Select(file => file.ToJson())]),
        },
    };

    internal static HttpRequestData? Read(object? value)
    {
        if (value is not JsonObject json) return null;
        var fields = new JsonFields(json);
        return new HttpRequestData
        {
            Id = fields.Text("id") ?? "",
            Method = fields.Text("method") ?? "",
            Path = fields.Text("path") ?? "/",
            Query = json["query"] as JsonObject ?? [],
            Headers = json["headers"] as JsonObject ?? [],
            ContentType = fields.Text("contentType"),
            Length = Values.OfJson(json["length"]) is long length ? length : 0,
            IsTooLarge = fields.Flag("isTooLarge"),
            Content = json["content"],
            Files = json["files"] is JsonArray files ? [.. files.OfType<JsonObject>().Select(HttpFileData.Read)] : [],
        };
    }
}

/// <summary>A file that came with a request or was downloaded; workflows see it as an object with these members.</summary>
/// <param name="FileName">Name given by the sender, without folders.</param>
/// <param name="ContentType">Media type given by the sender.</param>
/// <param name="Length">Size in bytes.</param>
/// <param name="Content">The bytes as Base64.</param>
public sealed record HttpFileData(string FileName, string ContentType, long Length, string Content)
{
    /// <summary>Name of the form field it came in; null for one that did not come with a form.</summary>
    public string? Field { get; init; }

    /// <summary>Extension with its dot, or the empty string.</summary>
    public string Extension => System.IO.Path.GetExtension(FileName);

    /// <summary>As workflows see it.</summary>
    public JsonObject ToJson() => new()
    {
        ["fileName"] = FileName,
        ["contentType"] = ContentType,
        ["length"] = Length,
        ["content"] = Content,
        ["field"] = Field,
    };

    internal static HttpFileData Read(JsonObject json)
    {
        var fields = new JsonFields(json);
        var length = Values.OfJson(json["length"]) is long given ? given : 0;
        return new HttpFileData(fields.Text("fileName") ?? "", fields.Text("contentType") ?? "", length, fields.Text("content") ?? "") { Field = fields.Text("field") };
    }
}
