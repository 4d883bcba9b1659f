using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Workflows.Definitions;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>A version of a definition in the shapes of Elsa's server.</summary>
internal static class DefinitionView
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    /// <summary>Must be readable as a version for Studio.</summary>
    private const string ToolVersion = "3.8.0.0";

    private static readonly string[] Known =
    [
        "$schema", "links", "id", "definitionId", "name", "description", "createdAt", "version", "toolVersion", "variables", "inputs", "outputs",
        "outcomes", "customProperties", "isReadonly", "isSystem", "isLatest", "isPublished", "options", "root",
    ];

    /// <summary>The whole definition, with links and the stamp of its revision.</summary>
    public static JsonObject Whole(DefinitionVersion version, bool isLatest, string workflowNodeId, DefinitionCatalog catalog, bool mayDesign)
    {
        var view = Members(version, isLatest, workflowNodeId, catalog);
        view.Insert(0, "links", JsonSerializer.SerializeToNode(DefinitionLinks.Of(version.DefinitionId, mayDesign), ElsaJson.Options));
        RevisionStamp.Put((JsonObject)view["customProperties"]!, version);
        return view;
    }

    /// <summary>The file of an export: Elsa's servers read it.</summary>
    public static JsonObject Exported(DefinitionVersion version, bool isLatest, string workflowNodeId, DefinitionCatalog catalog)
    {
        var view = Members(version, isLatest, workflowNodeId, catalog);
        view.Insert(0, "$schema", Schema);
        return view;
    }

    /// <summary>A row of a list.</summary>
    public static JsonObject Row(DefinitionSummary summary, bool mayDesign) => new()
    {
        ["links"] = JsonSerializer.SerializeToNode(DefinitionLinks.Of(summary.DefinitionId, mayDesign), ElsaJson.Options),
        ["isMaterializerAvailable"] = true,
        ["id"] = summary.VersionId,
        ["definitionId"] = summary.DefinitionId,
        ["name"] = summary.Name,
        ["description"] = summary.Description,
        ["version"] = summary.Version,
        ["toolVersion"] = ToolVersion,
        ["isLatest"] = summary.IsLatest,
        ["isPublished"] = summary.Published,
        ["materializerName"] = "Json",
        ["createdAt"] = summary.CreatedAt,
        ["isReadonly"] = false,
    };

    /// <summary>The answer to a revert: a row without links.</summary>
    public static JsonObject Reverted(DefinitionVersion version) => new()
    {
        ["id"] = version.VersionId,
        ["definitionId"] = version.DefinitionId,
        ["name"] = version.Name,
        ["version"] = version.Version,
        ["isLatest"] = true,
        ["isPublished"] = version.Published,
        ["materializerName"] = "Json",
        ["createdAt"] = version.CreatedAt,
        ["isReadonly"] = false,
    };

    /// <summary>A version as Elsa's server stores it: the root is a text of JSON.</summary>
    public static JsonObject Stored(DefinitionVersion version, bool isLatest)
    {
        var document = WorkflowDefinitionJson.Write(WorkflowDefinitionJson.Read(version.Json));
        return new JsonObject
        {
            ["definitionId"] = version.DefinitionId,
            ["name"] = version.Name,
            ["description"] = version.Description,
            ["options"] = Options(document),
            ["variables"] = List(document, "variables"),
            ["inputs"] = List(document, "inputs"),
            ["outputs"] = List(document, "outputs"),
            ["outcomes"] = List(document, "outcomes"),
            ["customProperties"] = Object(document, "customProperties"),
            ["materializerName"] = "Json",
            ["stringData"] = document["root"]?.ToJsonString(ElsaJson.Options) ?? "{}",
            ["isReadonly"] = false,
            ["isSystem"] = false,
            ["createdAt"] = version.CreatedAt,
            ["version"] = version.Version,
            ["isLatest"] = isLatest,
            ["isPublished"] = version.Published,
            ["id"] = version.VersionId,
        };
    }

    private static JsonObject Members(DefinitionVersion version, bool isLatest, string workflowNodeId, DefinitionCatalog catalog)
    {
        var document = WorkflowDefinitionJson.Write(WorkflowDefinitionJson.Read(version.Json));
        var view = new JsonObject
        {
            ["id"] = version.VersionId,
            ["definitionId"] = version.DefinitionId,
            ["name"] = version.Name,
            ["description"] = version.Description,
            ["createdAt"] = version.CreatedAt,
            ["version"] = version.Version,
            ["toolVersion"] = document["toolVersion"]?.DeepClone() ?? ToolVersion,
            ["variables"] = List(document, "variables"),
            ["inputs"] = Described(document, "inputs"),
            ["outputs"] = Described(document, "outputs"),
            ["outcomes"] = List(document, "outcomes"),
            ["customProperties"] = Object(document, "customProperties"),
            ["isReadonly"] = false,
            ["isSystem"] = false,
            ["isLatest"] = isLatest,
            ["isPublished"] = version.Published,
            ["options"] = Options(document),
            ["root"] = document["root"] is JsonObject root ? ActivityDocument.ForStudio(root, workflowNodeId, catalog) : null,
        };
        foreach (var (name, value) in document.Where(member => !Known.Contains(member.Key, StringComparer.OrdinalIgnoreCase))) view[name] = value?.DeepClone();
        if (view["description"] is null) view.Remove("description");
        return view;
    }

    private static JsonObject Options(JsonObject document)
    {
        var options = Object(document, "options");
        if (!options.ContainsKey("autoUpdateConsumingWorkflows")) options["autoUpdateConsumingWorkflows"] = false;
        return options;
    }

    /// <summary>Studio's dialogs expect a text of each input and output, and a category.</summary>
    private static JsonNode Described(JsonObject document, string name)
    {
        var list = List(document, name);
        foreach (var item in list.AsArray().OfType<JsonObject>())
        {
            if (item["description"] is null) item["description"] = "";
            if (item["category"] is null) item["category"] = "Primitives";
        }

        return list;
    }

    private static JsonNode List(JsonObject document, string name) => document[name] is JsonArray list ? list.DeepClone() : new JsonArray();

    private static JsonObject Object(JsonObject document, string name) => document[name] is JsonObject json ? (JsonObject)json.DeepClone() : [];
}
