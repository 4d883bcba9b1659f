using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Waits for a request, or starts the workflow with it. A host maps it below its base path for workflows.</summary>
[Activity("Elsa.HttpEndpoint", Category = "HTTP", En = "HTTP Endpoint", Fr = "Adresse HTTP", DescriptionEn = "Waits for a request to a path, or starts the workflow with it.", DescriptionFr = "Attend une requête à une adresse, ou démarre le workflow avec elle.", Kind = ActivityKind.Trigger)]
public sealed class HttpEndpoint : Activity
{
    private const string Name = "Elsa.HttpEndpoint";

    /// <summary>Path template below the base path, for example "orders/{id}". See <see cref="HttpPathTemplate"/>.</summary>
    [Input(En = "Path", Fr = "Chemin", DescriptionEn = "Below the base path, for example orders/{id}.", DescriptionFr = "Sous l'adresse de base, par exemple commandes/{id}.")]
    public readonly Input<string> Path = new();

    /// <summary>Methods; GET when none is given.</summary>
    [Input(En = "Supported methods", Fr = "Méthodes acceptées", UIHint = "checklist", Options = ["GET", "POST", "PUT", "HEAD", "DELETE"])]
    public readonly Input<string[]> SupportedMethods = new();

    /// <summary>Only for callers whom the host knows.</summary>
    [Input(En = "Authorize", Fr = "Authentification exigée", UIHint = "checkbox", DescriptionEn = "Refuses callers whom the host does not know.", DescriptionFr = "Refuse les appelants que le service ne connaît pas.")]
    public readonly Input<bool> Authorize = new();

    /// <summary>Name of a policy of the host that must hold.</summary>
    [Input(En = "Policy", Fr = "Règle d'accès", DescriptionEn = "A policy of the host that must hold.", DescriptionFr = "Une règle d'accès du service qui doit être remplie.")]
    public readonly Input<string> Policy = new();

    /// <summary>How long the caller waits for an answer.</summary>
    [Input(En = "Request timeout", Fr = "Délai de réponse", DescriptionEn = "How long the caller waits for an answer.", DescriptionFr = "Combien de temps l'appelant attend une réponse.")]
    public readonly Input<TimeSpan?> RequestTimeout = new();

    /// <summary>Largest body in bytes.</summary>
    [Input(En = "Request size limit", Fr = "Taille limite de la requête", DescriptionEn = "Bytes.", DescriptionFr = "Octets.")]
    public readonly Input<long?> RequestSizeLimit = new();

    /// <summary>Largest file in bytes.</summary>
    [Input(En = "File size limit", Fr = "Taille limite d'un fichier", DescriptionEn = "Bytes.", DescriptionFr = "Octets.")]
    public readonly Input<long?> FileSizeLimit = new();

    /// <summary>Extensions of files that are accepted; empty: all.</summary>
    [Input(En = "Allowed file extensions", Fr = "Extensions acceptées", UIHint = "multitext")]
    public readonly Input<string[]> AllowedFileExtensions = new();

    /// <summary>Extensions of files that are refused.</summary>
    [Input(En = "Blocked file extensions", Fr = "Extensions refusées", UIHint = "multitext")]
    public readonly Input<string[]> BlockedFileExtensions = new();

    /// <summary>Media types of files that are accepted; empty: all.</summary>
    [Input(En = "Allowed MIME types", Fr = "Types MIME acceptés", UIHint = "multitext")]
    public readonly Input<string[]> AllowedMimeTypes = new();

    /// <summary>A body that is too large goes on by "Request too large".</summary>
    [Input(En = "Outcome “Request too large”", Fr = "Issue « requête trop grande »", UIHint = "checkbox")]
    public readonly Plain<bool> ExposeRequestTooLargeOutcome = new();

    /// <summary>A file that is too large goes on by "File too large".</summary>
    [Input(En = "Outcome “File too large”", Fr = "Issue « fichier trop grand »", UIHint = "checkbox")]
    public readonly Plain<bool> ExposeFileTooLargeOutcome = new();

    /// <summary>A wrong extension goes on by "Invalid file extension".</summary>
    [Input(En = "Outcome “Invalid file extension”", Fr = "Issue « extension refusée »", UIHint = "checkbox")]
    public readonly Plain<bool> ExposeInvalidFileExtensionOutcome = new();

    /// <summary>A wrong media type goes on by "Invalid file MIME type".</summary>
    [Input(En = "Outcome “Invalid file MIME type”", Fr = "Issue « type MIME refusé »", UIHint = "checkbox")]
    public readonly Plain<bool> ExposeInvalidFileMimeTypeOutcome = new();

    /// <summary>The body: JSON, the fields of a form, text, or Base64 text of bytes.</summary>
    [Output(En = "Parsed content", Fr = "Contenu lu")]
    public readonly Output<object> ParsedContent = new();

    /// <summary>The files, each as <see cref="HttpFileData"/>.</summary>
    [Output(En = "Files", Fr = "Fichiers")]
    public readonly Output<object> Files = new();

    /// <summary>The first file.</summary>
    [Output(En = "File", Fr = "Fichier")]
    public readonly Output<object> File = new();

    /// <summary>Values of the path's parameters by name.</summary>
    [Output(En = "Route data", Fr = "Paramètres du chemin")]
    public readonly Output<object> RouteData = new();

    /// <summary>Values of the query by name.</summary>
    [Output(En = "Query string data", Fr = "Paramètres de la requête")]
    public readonly Output<object> QueryStringData = new();

    /// <summary>Headers by name, without those that prove who the caller is.</summary>
    [Output(En = "Headers", Fr = "En-têtes")]
    public readonly Output<object> Headers = new();

    /// <summary>The request: method, path, query, headers, contentType, contentLength.</summary>
    [Output(En = "Result", Fr = "Requête")]
    public readonly Output<object> Result = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        foreach (var (flag, key) in Flags()) flag.Value = Values.OfJson(binder.Json[key]) is true;
        if (Path is { IsConstant: true, Constant: { } path } && !HttpPathTemplate.TryParse(path, out _, out var problem))
            binder.Problem("http-path", "Path", $"L'adresse HTTP « {Node.Id} » ne peut pas être servie. {problem}");
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> DrawnOutcomes() => ["Done", .. Exposed().Select(violation => violation.Outcome())];

    /// <summary>One for each method; two when the last parameter of the path may be missing.</summary>
    /// <exception cref="ActivityFaultException">There is no path, or none that can be served.</exception>
    protected internal override IEnumerable<Trigger> GetTriggers(ActivityContext context) =>
        Places(context).Select(place =>
        {
            place.Payload["upload"] = Rules(context).ToJson();
            return new Trigger { Name = Name, StimulusKey = place.Key, Payload = place.Payload };
        });

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (!context.IsTriggerOfStart) Wait(context);
        else if (HttpRequestData.Read(context.Run.TakeInput(HttpRequestData.InputName)) is { } request) Receive(context, request, isStart: true);
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption)
    {
        if (HttpRequestData.Read(resumption.Get(HttpRequestData.InputName)) is { } request) Receive(context, request, isStart: false);
    }

    private void Wait(ActivityContext context)
    {
        foreach (var (key, payload) in Places(context)) context.CreateBookmark(Name, key, payload);
    }

    private void Receive(ActivityContext context, HttpRequestData request, bool isStart)
    {
        HttpAnswer.Owe(context, request.Id);
        SetOutputs(context, request);
        if (Rules(context).BrokenBy(request) is not { } violation)
        {
            SetContent(context, request);
        }
        else if (Exposed().Contains(violation))
        {
            context.Complete(violation.Outcome());
        }
        else
        {
            // Refused: a wait goes on for a better request, a start has nothing to go on with.
            new HttpAnswer(request.Id, violation is HttpViolation.RequestTooLarge or HttpViolation.FileTooLarge ? 413 : 415) { Refused = violation }.Send(context);
            if (isStart) context.Complete(Outcomes.None);
            else Wait(context);
        }
    }

    private void SetOutputs(ActivityContext context, HttpRequestData request)
    {
        var route = Template(context).Match(request.Path) ?? [];
        context.Set(RouteData, route);
        context.Set(QueryStringData, request.Query);
        context.Set(Headers, request.Headers);
        context.Set(Result, new JsonObject
        {
            ["method"] = request.Method,
            ["path"] = request.Path,
            ["query"] = request.Query.DeepClone(),
            ["headers"] = request.Headers.DeepClone(),
            ["routeValues"] = route.DeepClone(),
            ["contentType"] = request.ContentType,
            ["contentLength"] = request.Length,
        });
    }

    private void SetContent(ActivityContext context, HttpRequestData request)
    {
        if (request.Content is { } content) context.Set(ParsedContent, content);
        if (request.Files.Count == 0) return;
        context.Set(Files, new JsonArray([.. request.Files.Select(file => file.ToJson())]));
        context.Set(File, request.Files[0].ToJson());
    }

    /// <summary>The key and the payload (Elsa's, in its order: recording repo-triggers) of each method and shape.</summary>
    private IEnumerable<(string Key, JsonObject Payload)> Places(ActivityContext context)
    {
        var template = Template(context);
        var methods = context.Get(SupportedMethods) is { Length: > 0 } given ? given : ["GET"];
        foreach (var method in methods.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            foreach (var shape in template.Shapes)
            {
                yield return (HttpPathTemplate.Key(method, shape), new JsonObject
                {
                    ["path"] = template.Path,
                    ["method"] = method.ToLowerInvariant(),
                    ["policy"] = context.Get(Policy),
                    ["authorize"] = context.Get(Authorize),
                    ["requestTimeout"] = context.Get(RequestTimeout)?.ToString("c", CultureInfo.InvariantCulture),
                    ["requestSizeLimit"] = context.Get(RequestSizeLimit),
                });
            }
        }
    }

    private HttpPathTemplate Template(ActivityContext context)
    {
        if (!HttpPathTemplate.TryParse(context.Get(Path), out var template, out var problem)) context.Fault($"Trigger should have a payload. {problem}");
        return template;
    }

    private HttpUploadRules Rules(ActivityContext context) => new(
        context.Get(RequestSizeLimit),
        context.Get(FileSizeLimit),
        context.Get(AllowedFileExtensions) ?? [],
        context.Get(BlockedFileExtensions) ?? [],
        context.Get(AllowedMimeTypes) ?? [],
        Exposed());

    private HttpViolation[] Exposed() => [.. Flags().Select((flag, i) => (flag.Flag.Value, Violation: (HttpViolation)i)).Where(pair => pair.Value).Select(pair => pair.Violation)];

    /// <summary>In the order of <see cref="HttpViolation"/>.</summary>
    private (Plain<bool> Flag, string Key)[] Flags() =>
    [
        (ExposeRequestTooLargeOutcome, "exposeRequestTooLargeOutcome"),
        (ExposeFileTooLargeOutcome, "exposeFileTooLargeOutcome"),
        (ExposeInvalidFileExtensionOutcome, "exposeInvalidFileExtensionOutcome"),
        (ExposeInvalidFileMimeTypeOutcome, "exposeInvalidFileMimeTypeOutcome"),
    ];
}
