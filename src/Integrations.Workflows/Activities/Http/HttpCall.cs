using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>A call that a workflow wants made. It leaves by the outbox; the reply resumes the activity.</summary>
public sealed record HttpCall
{
    /// <summary>Method in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Absolute, http or https.</summary>
    public required Uri Url { get; init; }

    /// <summary>Headers by name; each a text or a list of texts. Authorization is among them: such a payload is never logged.</summary>
    public JsonObject Headers { get; init; } = [];

    /// <summary>Media type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body; null: none.</summary>
    public string? Body { get; init; }

    /// <summary>The body is Base64 of bytes.</summary>
    public bool IsBase64 { get; init; }

    /// <summary>The reply is wanted as a file and not parsed.</summary>
    public bool AsFile { get; init; }

    /// <summary>Statuses after which the call is made again when that is safe.</summary>
    public IReadOnlyList<int> RetryStatuses { get; init; } = [];

    /// <summary>The payload of the command.</summary>
    public JsonObject ToJson() => new()
    {
        ["method"] = Method,
        ["url"] = Url.ToString(),
        ["headers"] = Headers.DeepClone(),
        ["contentType"] = ContentType,
        ["body"] = Body,
        ["isBase64"] = IsBase64,
        ["asFile"] = AsFile,
        ["retryStatuses"] = new JsonArray([.. RetryStatuses.Select(status => (JsonNode)status)]),
    };

    /// <summary>Reads the payload of a command.</summary>
    public static HttpCall Read(JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var fields = new JsonFields(payload);
        return new HttpCall
        {
            Method = fields.Text("method") ?? "GET",
            Url = new Uri(fields.Text("url") ?? "", UriKind.Absolute),
            Headers = payload["headers"] as JsonObject ?? [],
            ContentType = fields.Text("contentType"),
            Body = fields.Text("body"),
            IsBase64 = fields.Flag("isBase64"),
            AsFile = fields.Flag("asFile"),
            RetryStatuses = payload["retryStatuses"] is JsonArray statuses ? [.. statuses.Select(status => (int)status!)] : [],
        };
    }
}

/// <summary>What came of a call: a status, or the reason why there is none.</summary>
/// <param name="Failure">Null: there is a status.</param>
/// <param name="Reason">For people, in French; set with a failure.</param>
public sealed record HttpReply(HttpCallFailure? Failure = null, string? Reason = null)
{
    private const string InputName = "httpReply";

    /// <summary>HTTP status.</summary>
    public int StatusCode { get; init; }

    /// <summary>Headers of the response by name.</summary>
    public JsonObject Headers { get; init; } = [];

    /// <summary>Headers of its content by name.</summary>
    public JsonObject ContentHeaders { get; init; } = [];

    /// <summary>JSON as JSON, text as text, anything else as Base64 text; null: no body.</summary>
    public JsonNode? Content { get; init; }

    /// <summary>The body as a file, where it was wanted so.</summary>
    public HttpFileData? File { get; init; }

    /// <summary>The input that resumes the activity.</summary>
    public JsonObject ToInput() => new()
    {
        [InputName] = new JsonObject
        {
            ["failure"] = Failure?.ToString(),
            ["reason"] = Reason,
            ["statusCode"] = StatusCode,
            ["headers"] = Headers.DeepClone(),
            ["contentHeaders"] = ContentHeaders.DeepClone(),
            ["content"] = Content?.DeepClone(),
            ["file"] = File?.ToJson(),
        },
    };

    internal static HttpReply Read(Resumption resumption)
    {
        if (resumption.Get(InputName) is not JsonObject json) return new HttpReply(HttpCallFailure.Unusable, "La réponse manque.");
        var fields = new JsonFields(json);
        return new HttpReply(Enum.TryParse<HttpCallFailure>(fields.Text("failure"), out var failure) ? failure : null, fields.Text("reason"))
        {
            StatusCode = fields.Integer("statusCode") ?? 0,
            Headers = json["headers"] as JsonObject ?? [],
            ContentHeaders = json["contentHeaders"] as JsonObject ?? [],
            Content = json["content"],
            File = json["file"] is JsonObject file ? HttpFileData.Read(file) : null,
        };
    }
}

/// <summary>Why a call has no status.</summary>
public enum HttpCallFailure
{
    /// <summary>No connection, or it broke.</summary>
    FailedToConnect,

    /// <summary>No response in time.</summary>
    Timeout,

    /// <summary>The address is not one that workflows may call.</summary>
    Refused,

    /// <summary>The response is too large or cannot be read.</summary>
    Unusable,
}
