using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>What the activities that make an HTTP call share: the call leaves as a command, the activity waits for its reply.</summary>
public abstract class HttpCallActivity : Activity
{
    internal const string BookmarkName = "Elsa.HttpCall";

    private static readonly int[] Transient = [408, 429, 502, 503, 504];

    private protected HttpCallActivity()
    {
    }

    /// <summary>Absolute address.</summary>
    [Input(En = "URL", Fr = "Adresse", DescriptionEn = "Absolute, http or https.", DescriptionFr = "Absolue, en http ou https.")]
    public readonly Input<string> Url = new();

    /// <summary>Method.</summary>
    [Input(En = "Method", Fr = "Méthode", UIHint = "dropdown", Default = "GET", Options = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])]
    public readonly Input<string> Method = new();

    /// <summary>The body: text as it is, an object in the form of the content type.</summary>
    [Input(En = "Content", Fr = "Contenu", DescriptionEn = "Text is sent as it is, an object in the form of the content type.", DescriptionFr = "Un texte est envoyé tel quel, un objet sous la forme du type de contenu.")]
    public readonly Input<object> Content = new();

    /// <summary>Value of the Authorization header.</summary>
    [Input(En = "Authorization", Fr = "Autorisation", IsSecret = true, DescriptionEn = "Value of the Authorization header.", DescriptionFr = "Valeur de l'en-tête Authorization.")]
    public readonly Input<string> Authorization = new();

    /// <summary>Sends the Authorization header also when it is not of the usual form.</summary>
    [Input(En = "Do not check the authorization", Fr = "Ne pas vérifier l'autorisation", UIHint = "checkbox")]
    public readonly Input<bool> DisableAuthorizationHeaderValidation = new();

    /// <summary>Headers by name.</summary>
    [Input(En = "Request headers", Fr = "En-têtes", UIHint = "json-editor", IsSecret = true)]
    public readonly Input<JsonObject> RequestHeaders = new();

    /// <summary>Status of the response.</summary>
    [Output(En = "Status code", Fr = "Code de statut")]
    public readonly Output<int> StatusCode = new();

    /// <summary>Headers of the response.</summary>
    [Output(En = "Response headers", Fr = "En-têtes de la réponse")]
    public readonly Output<object> ResponseHeaders = new();

    /// <summary>Media type of the body.</summary>
    private protected abstract string? TypeOfContent(ActivityContext context);

    /// <summary>The reply is wanted as a file.</summary>
    private protected virtual bool WantsFile => false;

    /// <summary>Statuses after which a safe call is made again.</summary>
    private protected virtual IEnumerable<int> RetryStatuses(ActivityContext context) => [];

    /// <summary>A response is there.</summary>
    private protected abstract void Answered(ActivityContext context, HttpReply reply);

    /// <summary>There is no response: no connection, or none in time.</summary>
    private protected abstract void Unanswered(ActivityContext context, HttpCallFailure failure);

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var call = Call(context);
        var shown = new JsonObject { ["method"] = call.Method, ["url"] = call.Url.GetLeftPart(UriPartial.Path) };
        var bookmark = context.CreateBookmark(BookmarkName, $"{BookmarkName}:{context.ExecutionId}", shown);
        context.Emit(new Command(HttpCommands.Call, bookmark.Id, call.ToJson(), bookmark.Id));
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption)
    {
        var reply = HttpReply.Read(resumption);
        switch (reply.Failure)
        {
            case null:
                context.Set(StatusCode, reply.StatusCode);
                context.Set(ResponseHeaders, reply.Headers);
                Answered(context, reply);
                break;
            case HttpCallFailure.FailedToConnect or HttpCallFailure.Timeout: Unanswered(context, reply.Failure.Value); break;
            default: context.Fault($"L'appel HTTP de « {Node.Id} » a échoué : {reply.Reason}"); break;
        }
    }

    /// <summary>The statuses that say "later", but for those that the designer expects.</summary>
    private protected static IEnumerable<int> TransientBut(IEnumerable<int> expected) => Transient.Except(expected);

    private HttpCall Call(ActivityContext context)
    {
        if (!Uri.TryCreate(context.Get(Url), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            context.Fault($"L'adresse de « {Node.Id} » n'est pas une adresse http ou https complète.");
        var headers = (JsonObject?)context.Get(RequestHeaders)?.DeepClone() ?? [];
        if (context.Get(Authorization) is { Length: > 0 } authorization)
        {
            // Without its value: an incident is read by people.
            if (!context.Get(DisableAuthorizationHeaderValidation) && !AuthenticationHeaderValue.TryParse(authorization, out _))
                context.Fault($"L'en-tête Authorization de « {Node.Id} » n'est pas de la forme « schéma valeur ».");
            headers["Authorization"] = authorization;
        }

        var body = HttpBody.Of(context.Get(Content), TypeOfContent(context));
        return new HttpCall
        {
            Method = (context.Get(Method) is { Length: > 0 } method ? method : "GET").ToUpperInvariant(),
            Url = url,
            Headers = headers,
            ContentType = body?.ContentType,
            Body = body?.Text,
            IsBase64 = body?.IsBase64 ?? false,
            AsFile = WantsFile,
            RetryStatuses = [.. RetryStatuses(context)],
        };
    }
}
