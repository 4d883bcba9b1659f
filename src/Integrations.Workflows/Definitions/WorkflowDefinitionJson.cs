using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions;

/// <summary>Reads and writes Elsa 3's definition JSON, as tolerant as Elsa: names in any case, comments, trailing commas, unknown members kept.</summary>
public static class WorkflowDefinitionJson
{
    private static readonly JsonNodeOptions NodeOptions = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonDocumentOptions DocumentOptions = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 256,
    };

    private static readonly JsonSerializerOptions WriteOptions = new() { WriteIndented = true, Encoder = Values.Json.Encoder, MaxDepth = 256 };

    /// <summary>Reads a definition.</summary>
    /// <exception cref="DefinitionFormatException">The text is not JSON or not a definition.</exception>
    public static WorkflowDefinition Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var document = JsonNode.Parse(json, NodeOptions, DocumentOptions) as JsonObject
                ?? throw new DefinitionFormatException("La définition doit être un objet JSON.");
            ReadThrough(document);
            return Of(document);
        }
        catch (JsonException exception)
        {
            throw new DefinitionFormatException(
                $"La définition n'est pas du JSON valide : {exception.Message}",
                (int)(exception.LineNumber ?? -1) + 1,
                (int)(exception.BytePositionInLine ?? -1) + 1,
                exception);
        }
        catch (ArgumentException exception)
        {
            throw new DefinitionFormatException($"La définition contient deux fois la même propriété : {exception.Message}", inner: exception);
        }
    }

    /// <summary>Reads a definition from a document. The document is copied.</summary>
    /// <exception cref="DefinitionFormatException">It is not a definition.</exception>
    public static WorkflowDefinition Read(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Read(document.ToJsonString(Values.Json));
    }

    /// <summary>Writes a definition: the document as it was read, with the members of the record put in their places.</summary>
    public static JsonObject Write(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var document = (JsonObject)definition.Source.DeepClone();
        document["id"] = definition.Id;
        document["definitionId"] = definition.DefinitionId;
        Replace(document, "name", definition.Name);
        Replace(document, "description", definition.Description);
        document["version"] = definition.Version;
        document["isPublished"] = definition.IsPublished;
        document["isLatest"] = definition.IsLatest;
        if (!ReferenceEquals(definition.Root, definition.Source["root"])) document["root"] = definition.Root?.DeepClone();
        ChangedMembers.Put(document, definition, Of(definition.Source));
        return document;
    }

    /// <summary>Writes a definition as indented text.</summary>
    public static string WriteText(WorkflowDefinition definition) => Write(definition).ToJsonString(WriteOptions);

    internal static IReadOnlyList<VariableDefinition> ReadVariables(JsonArray? variables)
    {
        if (variables is null) return [];
        var list = new List<VariableDefinition>(variables.Count);
        foreach (var item in variables.OfType<JsonObject>())
        {
            var fields = new JsonFields(item);
            var name = fields.Text("name") ?? "";
            list.Add(new VariableDefinition(fields.Text("id") ?? name, name, fields.Text("typeName") ?? "Object", fields.Flag("isArray"), item["value"]));
        }

        return list;
    }

    private static WorkflowDefinition Of(JsonObject source)
    {
        var reader = new JsonFields(source);
        var definitionId = reader.Text("definitionId") ?? reader.Text("id") ?? "";
        return new WorkflowDefinition
        {
            Id = reader.Text("id") ?? "",
            DefinitionId = definitionId,
            Name = reader.Text("name"),
            Description = reader.Text("description"),
            Version = reader.Integer("version") ?? 1,
            IsPublished = reader.Flag("isPublished"),
            IsLatest = reader.Flag("isLatest"),
            Variables = ReadVariables(source["variables"] as JsonArray),
            Inputs = [.. reader.Objects("inputs").Select(f => new InputDefinition(f.Text("name") ?? "", f.Text("type") ?? "Object", f.Flag("isArray"), f.Text("displayName") ?? "", f.Text("description") ?? ""))],
            Outputs = [.. reader.Objects("outputs").Select(f => new OutputDefinition(f.Text("name") ?? "", f.Text("type") ?? "Object", f.Flag("isArray"), f.Text("displayName") ?? "", f.Text("description") ?? ""))],
            IsUsableAsActivity = reader.Flag("usableAsActivity") || (source["options"] is JsonObject options && new JsonFields(options).Flag("usableAsActivity")),
            Outcomes = source["outcomes"] is JsonArray outcomes ? [.. outcomes.Select(o => Values.ToText(Values.OfJson(o)))] : [],
            IncidentStrategy = ReadStrategy(source["options"] as JsonObject),
            Activation = ReadActivation(source["options"] as JsonObject),
            FlowchartMode = ReadMode(source["customProperties"] as JsonObject),
            Root = source["root"] as JsonObject,
            Source = source,
        };
    }

    /// <summary>Members are read when they are first touched: touches them all, so that one given twice is found here and not while running.</summary>
    private static void ReadThrough(JsonNode? node)
    {
        if (node is JsonArray array)
            foreach (var item in array) ReadThrough(item);
        else if (node is JsonObject json)
            foreach (var (_, member) in json) ReadThrough(member);
    }

    private static void Replace(JsonObject document, string name, string? value)
    {
        if (value is null && document[name] is null) return;
        document[name] = value;
    }

    private static FlowchartMode ReadMode(JsonObject? properties)
    {
        var mode = properties is null ? null : new JsonFields(properties).Text("Flowchart:ExecutionMode");
        return mode is not null && mode.StartsWith("Token", StringComparison.OrdinalIgnoreCase) ? FlowchartMode.Token : FlowchartMode.Counter;
    }

    /// <summary>By the name of Elsa's class; what is unknown allows every start.</summary>
    private static ActivationStrategy ReadActivation(JsonObject? options) =>
        (options is null ? null : new JsonFields(options).Text("activationStrategyType")) switch
        {
            { } type when type.Contains("CorrelatedSingletonStrategy", StringComparison.Ordinal) => ActivationStrategy.CorrelatedSingleton,
            { } type when type.Contains("SingletonStrategy", StringComparison.Ordinal) => ActivationStrategy.Singleton,
            { } type when type.Contains("CorrelationStrategy", StringComparison.Ordinal) => ActivationStrategy.Correlation,
            _ => ActivationStrategy.Always,
        };

    private static IncidentStrategy ReadStrategy(JsonObject? options)
    {
        var type = options is null ? null : new JsonFields(options).Text("incidentStrategyType");
        return type is not null && type.Contains("ContinueWithIncidents", StringComparison.Ordinal) ? IncidentStrategy.Continue : IncidentStrategy.Fault;
    }
}
