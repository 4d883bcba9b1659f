using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>What SendHttpRequest and FlowSendHttpRequest share.</summary>
public abstract class SendHttpRequestActivity : HttpCallActivity
{
    private protected SendHttpRequestActivity()
    {
    }

    /// <summary>Media type of the body; application/json or text/plain when none is given.</summary>
    [Input(En = "Content type", Fr = "Type de contenu", UIHint = "dropdown", Options = ["", "application/json", "application/soap+xml", "application/x-www-form-urlencoded", "application/xml", "text/html", "text/plain", "text/xml"])]
    public readonly Input<string> ContentType = new();

    /// <summary>Makes the call again after a status that says "later", when that is safe.</summary>
    [Input(En = "Try again", Fr = "Réessayer", UIHint = "checkbox", DescriptionEn = "After 408, 429, 502, 503 and 504, when the call may safely be repeated.", DescriptionFr = "Après 408, 429, 502, 503 et 504, si l'appel peut être répété sans risque.")]
    public readonly Input<bool> EnableResiliency = new();

    /// <summary>The body of the response: JSON, text, or Base64 text of bytes.</summary>
    [Output(En = "Parsed content", Fr = "Contenu lu")]
    public readonly Output<object> ParsedContent = new();

    /// <summary>The response: statusCode, headers, content.</summary>
    [Output(En = "Result", Fr = "Réponse")]
    public readonly Output<object> Result = new();

    /// <summary>The statuses that the designer expects.</summary>
    private protected abstract IEnumerable<int> Expected(ActivityContext context);

    /// <summary>Goes on after a status.</summary>
    private protected abstract void Follow(ActivityContext context, int statusCode);

    private protected override string? TypeOfContent(ActivityContext context) => context.Get(ContentType);

    private protected override IEnumerable<int> RetryStatuses(ActivityContext context) => context.Get(EnableResiliency) ? TransientBut(Expected(context)) : [];

    private protected override void Answered(ActivityContext context, HttpReply reply)
    {
        if (reply.Content is { } content) context.Set(ParsedContent, content);
        context.Set(Result, new JsonObject { ["statusCode"] = reply.StatusCode, ["headers"] = reply.Headers.DeepClone(), ["content"] = reply.Content?.DeepClone() });
        Follow(context, reply.StatusCode);
    }
}

/// <summary>Makes an HTTP call and runs the activity of the status that came.</summary>
[Activity("Elsa.SendHttpRequest", Category = "HTTP", En = "HTTP Request", Fr = "Appel HTTP", DescriptionEn = "Makes an HTTP call and runs the activity of the status that came.", DescriptionFr = "Fait un appel HTTP et exécute l'activité du statut reçu.", Kind = ActivityKind.Task)]
public sealed class SendHttpRequest : SendHttpRequestActivity
{
    private (int Status, ActivityNode? Activity)[] _cases = [];

    /// <summary>The expected statuses: [{statusCode, activity}].</summary>
    [Input(En = "Expected status codes", Fr = "Statuts attendus", UIHint = "http-status-codes")]
    public readonly Plain<JsonArray> ExpectedStatusCodes = new();

    /// <summary>Runs after any other status.</summary>
    public readonly Child UnmatchedStatusCode = new();

    /// <summary>Runs when there was no connection.</summary>
    public readonly Child FailedToConnect = new();

    /// <summary>Runs when there was no response in time.</summary>
    public readonly Child Timeout = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        ExpectedStatusCodes.Value = binder.Json["expectedStatusCodes"] as JsonArray;
        _cases = [.. (ExpectedStatusCodes.Value ?? []).OfType<JsonObject>().Select(json => (new JsonFields(json).Integer("statusCode") ?? 0, binder.Child(json["activity"])))];
        foreach (var (status, _) in _cases)
            if (status is < 100 or > 599)
                binder.Problem("status-code", "ExpectedStatusCodes", $"« {status} » n'est pas un statut HTTP, dans « {Node.Id} ».");
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes) => context.Complete();

    private protected override IEnumerable<int> Expected(ActivityContext context) => _cases.Select(one => one.Status);

    private protected override void Follow(ActivityContext context, int statusCode) =>
        Run(context, Array.Find(_cases, one => one.Status == statusCode).Activity ?? UnmatchedStatusCode.Node);

    private protected override void Unanswered(ActivityContext context, HttpCallFailure failure) =>
        Run(context, failure == HttpCallFailure.Timeout ? Timeout.Node : FailedToConnect.Node);

    private static void Run(ActivityContext context, ActivityNode? activity)
    {
        if (activity is not null) context.Schedule(activity);
    }
}

/// <summary>Makes an HTTP call; the status that came is an outcome.</summary>
[Activity("Elsa.FlowSendHttpRequest", Category = "HTTP", En = "HTTP Request (flow)", Fr = "Appel HTTP (organigramme)", DescriptionEn = "Makes an HTTP call; the status that came chooses the way.", DescriptionFr = "Fait un appel HTTP ; le statut reçu choisit la suite.", Kind = ActivityKind.Task)]
public sealed class FlowSendHttpRequest : SendHttpRequestActivity
{
    /// <summary>Each is an outcome of its own.</summary>
    [Input(En = "Expected status codes", Fr = "Statuts attendus", UIHint = "multitext", Default = new[] { 200 })]
    public readonly Input<string[]> ExpectedStatusCodes = new();

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string>? DrawnOutcomes() => HttpOutcomes.Drawn(ExpectedStatusCodes);

    private protected override IEnumerable<int> Expected(ActivityContext context) => HttpOutcomes.Codes(context.Get(ExpectedStatusCodes));

    private protected override void Follow(ActivityContext context, int statusCode) => context.Complete(HttpOutcomes.Of(statusCode, context.Get(ExpectedStatusCodes)));

    private protected override void Unanswered(ActivityContext context, HttpCallFailure failure) => context.Complete(HttpOutcomes.Of(failure));
}
