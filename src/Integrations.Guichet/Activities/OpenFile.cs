using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// Opens an installation file from a workflow, by the same checks and the same way as a form. It waits until the file has its number. One key
/// opens one file, however often it is asked for.
/// </summary>
[Activity("Guichet.OpenFile", Category = GuichetActivities.Category, Fr = "Ouvrir un dossier", En = "Open a file", Kind = ActivityKind.Task,
    DescriptionFr = "Ouvre un dossier d'installation comme le ferait un formulaire : il reçoit son numéro et son workflow démarre. La même clé n'ouvre qu'un dossier. Sort par « Refusé » si la demande n'est pas recevable. Exemple : une requête HTTP d'un partenaire, puis la réponse avec le numéro.",
    DescriptionEn = "Opens an installation file as a form would: it gets its number and its workflow starts. One key opens one file only. Leaves by Refused when the request is not admissible. Example: an HTTP request of a partner, then the answer with the number.")]
[Outcomes("Opened", "Refused")]
public sealed class OpenFile : Activity
{
    /// <summary>Name of the bookmarks that wait for the number.</summary>
    public const string BookmarkName = "Guichet.OpenFile";

    /// <summary>Open a file. Payload: key, definitionId, request (case schema 1.0, not yet checked). The reply is the input of <see cref="Resume"/>.</summary>
    public const string CommandKind = "guichet.file.open";

    private const int LongestKey = 200;
    private const string NumberName = "number";
    private const string ProblemsName = "problems";

    /// <summary>What makes the request one of its own, within the workflow.</summary>
    [Input(Fr = "Clé", En = "Key", Required = true, DescriptionFr = "Ce qui distingue cette demande des autres, par exemple le numéro de la réponse du formulaire.", DescriptionEn = "What tells this request from others, for example the number of the form's answer.")]
    public readonly Input<string> Key = new();

    /// <summary>Legal name of the firm.</summary>
    [Input(Fr = "Entreprise", En = "Firm", DescriptionFr = "Raison sociale.", DescriptionEn = "Legal name.")]
    public readonly Input<string?> LegalName = new();

    /// <summary>SIRET of the firm.</summary>
    [Input(Fr = "SIRET", En = "SIRET", DescriptionFr = "14 chiffres, de l'établissement.", DescriptionEn = "14 digits, of the establishment.")]
    public readonly Input<string?> Siret = new();

    /// <summary>Where the firm is written to.</summary>
    [Input(Fr = "Courriel de l'entreprise", En = "Email of the firm")]
    public readonly Input<string?> Email = new();

    /// <summary>Commune of the project.</summary>
    [Input(Fr = "Commune", En = "Commune", DescriptionFr = "Code INSEE, par exemple 49099 pour Cholet.", DescriptionEn = "INSEE code, for example 49099 for Cholet.")]
    public readonly Input<string?> Commune = new();

    /// <summary>Kind of project.</summary>
    [Input(Fr = "Nature du projet", En = "Kind of project", UIHint = "dropdown", Options = ["", "existing_building", "new_building", "extension", "zone"], DescriptionFr = "Bâtiment existant, bâtiment neuf, extension ou terrain à trouver en zone.", DescriptionEn = "Existing building, new building, extension, or a plot in a business park.")]
    public readonly Input<string?> ProjectKind = new();

    /// <summary>What the firm wants to do.</summary>
    [Input(Fr = "Projet", En = "Project", UIHint = "multiline", DescriptionFr = "En quelques phrases.", DescriptionEn = "In a few sentences.")]
    public readonly Input<string?> Description = new();

    /// <summary>A whole request in the JSON of the case schema; what is given above takes the place of what it says.</summary>
    [Input(Fr = "Demande complète", En = "Whole request", UIHint = "json-editor", DescriptionFr = "Pour tout dire du projet (travaux, environnement, emplois, pièces) : un objet JSON comme ceux de workflows/samples. Exemple : le corps d'une requête HTTP.", DescriptionEn = "To say all of the project (works, environment, jobs, documents): a JSON object like those of workflows/samples. Example: the body of an HTTP request.")]
    public readonly Input<JsonObject?> Request = new();

    /// <summary>Number of the file.</summary>
    [Output(Fr = "Numéro du dossier", En = "Number of the file", DescriptionFr = "IMP-aaaa-dd-nnnnnn. Pour agir ensuite sur le dossier, donnez-le à l'activité « Corréler ».", DescriptionEn = "IMP-yyyy-dd-nnnnnn. To act on the file afterwards, give it to the activity Correlate.")]
    public readonly Output<string?> Number = new();

    /// <summary>Why it was refused.</summary>
    [Output(Fr = "Ce qui manque", En = "Problems", DescriptionFr = "Phrases qui disent pourquoi la demande est refusée.", DescriptionEn = "Sentences that say why the request is refused.")]
    public readonly Output<JsonArray> Problems = new();

    /// <summary>The key by which one who opens a file is told of it: many may wait for one.</summary>
    public static string StimulusKeyOf(string definitionId, string key) => $"{BookmarkName}:{definitionId}/{key}";

    /// <summary>The reply: the file is open.</summary>
    public static JsonObject Opened(string number) => new() { [NumberName] = number };

    /// <summary>The reply: the request is refused, in French sentences.</summary>
    public static JsonObject Refused(IEnumerable<string> problems) => new() { [ProblemsName] = new JsonArray([.. problems.Select(problem => (JsonNode)problem)]) };

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var key = context.Get(Key)?.Trim() ?? "";
        if (key.Length is 0 or > LongestKey) context.Fault($"La clé est ce qui distingue cette demande des autres : donnez-en une, de {LongestKey} caractères au plus. (file.key)");
        var definitionId = context.Plan.DefinitionId;
        var bookmark = context.CreateBookmark(BookmarkName, StimulusKeyOf(definitionId, key), new JsonObject { ["key"] = key });
        var payload = new JsonObject { ["key"] = key, ["definitionId"] = definitionId, ["request"] = Asked(context, key) };
        context.Emit(new Command(CommandKind, bookmark.Id, payload, bookmark.Id));
    }

    /// <inheritdoc/>
    protected override void Resume(ActivityContext context, Resumption resumption)
    {
        if (resumption.Get(NumberName) is { } number)
        {
            context.Set(Number, Values.ToText(number));
            context.Complete("Opened");
            return;
        }

        context.Set(Problems, Values.ToJson(resumption.Get(ProblemsName)) as JsonArray ?? []);
        context.Complete("Refused");
    }

    private JsonObject Asked(ActivityContext context, string key)
    {
        var request = context.Get(Request)?.DeepClone().AsObject() ?? [];
        Put(request, "firm", "legalName", context.Get(LegalName));
        Put(request, "firm", "siret", context.Get(Siret));
        if (context.Get(Email) is { Length: > 0 } email) Part(Part(request, "firm"), "contact")["email"] = email;
        Put(request, "project", "kind", context.Get(ProjectKind));
        Put(request, "project", "description", context.Get(Description));
        if (context.Get(Commune) is { Length: > 0 } commune) FirstSite(request)["communeInsee"] = commune;
        request["source"] ??= new JsonObject { ["channel"] = "manual", ["externalId"] = key };
        return request;
    }

    private static void Put(JsonObject request, string part, string name, string? value)
    {
        if (value is { Length: > 0 }) Part(request, part)[name] = value;
    }

    private static JsonObject Part(JsonObject whole, string name)
    {
        if (whole[name] is not JsonObject) whole[name] = new JsonObject();
        return whole[name]!.AsObject();
    }

    private static JsonObject FirstSite(JsonObject request)
    {
        if (request["sites"] is not JsonArray { Count: > 0 } sites || sites[0] is not JsonObject) request["sites"] = new JsonArray(new JsonObject());
        return request["sites"]![0]!.AsObject();
    }
}
