using System.Net;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// Answers the request that an HttpEndpoint of this instance received. It leaves once the burst is durable. When no request waits (it was
/// answered, or the instance was started otherwise) nothing leaves.
/// </summary>
[Activity("Elsa.WriteHttpResponse", Category = "HTTP", En = "HTTP Response", Fr = "Réponse HTTP", DescriptionEn = "Answers the request that the workflow received.", DescriptionFr = "Répond à la requête que le workflow a reçue.")]
public sealed class WriteHttpResponse : Activity
{
    /// <summary>Status, by name or number.</summary>
    [Input(En = "Status code", Fr = "Code de statut", UIHint = "dropdown", Default = "OK")]
    public readonly Input<HttpStatusCode> StatusCode = new();

    /// <summary>Text as it is; anything else as JSON.</summary>
    [Input(En = "Content", Fr = "Contenu", DescriptionEn = "Text is sent as it is, objects as JSON.", DescriptionFr = "Un texte est envoyé tel quel, un objet en JSON.")]
    public readonly Input<object> Content = new();

    /// <summary>Media type; text/plain or application/json when none is given.</summary>
    [Input(En = "Content type", Fr = "Type de contenu", UIHint = "dropdown", Options = ["", "application/json", "application/xml", "text/html", "text/plain", "text/xml"])]
    public readonly Input<string> ContentType = new();

    /// <summary>Headers by name; a text or a list of texts each.</summary>
    [Input(En = "Response headers", Fr = "En-têtes de réponse", UIHint = "json-editor")]
    public readonly Input<JsonObject> ResponseHeaders = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (HttpAnswer.OwedBy(context) is not { } requestId) return;
        var content = context.Get(Content);
        var given = context.Get(ContentType) is { Length: > 0 } type ? type : null;
        var answer = new HttpAnswer(requestId, (int)context.Get(StatusCode)) { Headers = context.Get(ResponseHeaders) ?? [] };
        (content switch
        {
            null => answer,
            JsonNode json => answer with { Text = Values.ToText(json), ContentType = given ?? "application/json" },
            var scalar => answer with { Text = Values.ToText(scalar), ContentType = given ?? "text/plain" },
        }).Send(context);
    }
}
