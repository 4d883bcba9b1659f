using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Downloads a file; the status that came is an outcome.</summary>
[Activity("Elsa.DownloadHttpFile", Category = "HTTP", En = "Download File", Fr = "Télécharger un fichier", DescriptionEn = "Downloads a file from an address.", DescriptionFr = "Télécharge un fichier depuis une adresse.", Kind = ActivityKind.Task)]
public sealed class DownloadHttpFile : HttpCallActivity
{
    /// <summary>Each is an outcome of its own.</summary>
    [Input(En = "Expected status codes", Fr = "Statuts attendus", UIHint = "multitext", Default = new[] { 200 })]
    public readonly Input<string[]> ExpectedStatusCodes = new();

    /// <summary>Media type of the body of the request.</summary>
    [Input(En = "Content type", Fr = "Type de contenu", UIHint = "dropdown")]
    public readonly Input<string> RequestContentType = new();

    /// <summary>The bytes as Base64 text.</summary>
    [Output(En = "Response content bytes", Fr = "Octets reçus (Base64)")]
    public readonly Output<object> ResponseContentBytes = new();

    /// <summary>Headers of the content.</summary>
    [Output(En = "Content headers", Fr = "En-têtes du contenu")]
    public readonly Output<object> ResponseContentHeaders = new();

    /// <summary>The file, as <see cref="HttpFileData"/>.</summary>
    [Output(En = "Result", Fr = "Fichier")]
    public readonly Output<object> Result = new();

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string>? DrawnOutcomes() => HttpOutcomes.Drawn(ExpectedStatusCodes);

    private protected override bool WantsFile => true;

    private protected override string? TypeOfContent(ActivityContext context) => context.Get(RequestContentType);

    private protected override void Answered(ActivityContext context, HttpReply reply)
    {
        context.Set(ResponseContentHeaders, reply.ContentHeaders);
        if (reply.File is { } file)
        {
            context.Set(Result, file.ToJson());
            context.Set(ResponseContentBytes, file.Content);
        }

        context.Complete(HttpOutcomes.Of(reply.StatusCode, context.Get(ExpectedStatusCodes)));
    }

    private protected override void Unanswered(ActivityContext context, HttpCallFailure failure) => context.Complete(HttpOutcomes.Of(failure));
}
