using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Integrations.Simulators.Graph;

/// <summary>An error as Graph writes it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Its code.</param>
/// <param name="Message">Its words.</param>
internal sealed record GraphError(int Status, string Code, string Message) : IResult
{
    /// <summary>Seconds in Retry-After.</summary>
    public int? RetryAfter { get; init; }

    public static GraphError BadRequest(string message) => new(400, "BadRequest", message);

    public static GraphError UnknownUser(string user) => new(404, "ErrorInvalidUser", $"The requested user '{user}' is invalid.");

    public static GraphError NotFound { get; } = new(404, "ErrorItemNotFound", "The specified object was not found in the store.");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (RetryAfter is { } seconds)
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = Code,
                ["message"] = Message,
                ["innerError"] = new JsonObject
                {
                    ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
                    ["request-id"] = Guid.NewGuid().ToString(),
                    ["client-request-id"] = httpContext.Request.Headers["client-request-id"].ToString(),
                },
            },
        };
        httpContext.Response.ContentType = "application/json";
        await httpContext.Response.WriteAsync(body.ToJsonString());
    }
}

/// <summary>Stops a handler with an error.</summary>
internal sealed class GraphErrorException(GraphError error) : Exception(error.Message)
{
    public GraphError Error { get; } = error;
}
