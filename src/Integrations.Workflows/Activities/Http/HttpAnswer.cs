using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>The commands of the HTTP activities.</summary>
public static class HttpCommands
{
    /// <summary>
    /// Answer a request that waits in this process: <see cref="HttpAnswer"/>. A runtime hands it over once the burst is durable and does not
    /// store it: a caller who is gone cannot be answered later.
    /// </summary>
    public const string Respond = "elsa.http-response";

    /// <summary>Make a call: <see cref="HttpCall"/>. The reply is a <see cref="HttpReply"/>.</summary>
    public const string Call = "elsa.http-call";

    /// <summary>
    /// An instance that waits on such a bookmark is at work on something of its own, which the real engine does while the caller of an
    /// HttpEndpoint waits.
    /// </summary>
    public static bool IsWithinRequest(string bookmarkName) => bookmarkName is HttpCallActivity.BookmarkName or SendEmail.BookmarkName;
}

/// <summary>What a workflow answers to a request.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="StatusCode">HTTP status.</param>
public sealed record HttpAnswer(string RequestId, int StatusCode)
{
    /// <summary>Where an instance remembers the request that it has not answered yet. No activity has this id: it holds a space.</summary>
    private const string Pending = "http request";

    /// <summary>Media type of the body; null: no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Headers by name; each a text or a list of texts.</summary>
    public JsonObject Headers { get; init; } = [];

    /// <summary>The body as text.</summary>
    public string? Text { get; init; }

    /// <summary>The body as bytes in Base64, where it is no text.</summary>
    public string? Bytes { get; init; }

    /// <summary>Set instead of a body: the request broke a rule of the endpoint, and the host says so in its own words.</summary>
    public HttpViolation? Refused { get; init; }

    /// <summary>Reads the payload of a command.</summary>
    public static HttpAnswer Read(JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return new HttpAnswer((string)payload["requestId"]!, (int)payload["statusCode"]!)
        {
            ContentType = (string?)payload["contentType"],
            Headers = payload["headers"] as JsonObject ?? [],
            Text = (string?)payload["text"],
            Bytes = (string?)payload["bytes"],
            Refused = (string?)payload["refused"] is { } refused ? Enum.Parse<HttpViolation>(refused) : null,
        };
    }

    /// <summary>The instance owes this request an answer.</summary>
    internal static void Owe(ActivityContext context, string requestId) => context.Run.RememberLasting(Pending, requestId);

    /// <summary>The request that waits for an answer of this instance; null: none does.</summary>
    internal static string? OwedBy(ActivityContext context) => context.Run.LastingMemoryOf(Pending) as string;

    /// <summary>Answers; a request is answered once.</summary>
    internal void Send(ActivityContext context)
    {
        context.Run.RememberLasting(Pending, null);
        var payload = new JsonObject
        {
            ["requestId"] = RequestId,
            ["statusCode"] = StatusCode,
            ["contentType"] = ContentType,
            ["headers"] = Headers.DeepClone(),
            ["text"] = Text,
            ["bytes"] = Bytes,
            ["refused"] = Refused?.ToString(),
        };
        context.Emit(new Command(HttpCommands.Respond, context.ExecutionId, payload));
    }
}
