using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;

namespace Integrations.Workflows.Expressions;

/// <summary>TypeScript declarations of what a script of a definition can use, for an editor that proposes names while one types.</summary>
public static class ScriptDeclarations
{
    private static readonly string[] Functions =
    [
        "declare function getVariable(name: string): any;",
        "declare function setVariable(name: string, value: any): void;",
        "declare function getInput(name: string): any;",
        "declare function getOutputFrom(activityIdOrName: string, outputName?: string): any;",
        "declare function getLastResult(): any;",
        "declare function setOutcome(name: string): void;",
        "declare function setOutcomes(names: string[]): void;",
        "declare function getWorkflowDefinitionId(): string;",
        "declare function getWorkflowDefinitionVersionId(): string;",
        "declare function getWorkflowDefinitionVersion(): number;",
        "declare function getWorkflowInstanceId(): string;",
        "declare function getWorkflowInstanceName(): string | null;",
        "declare function setWorkflowInstanceName(value: string): void;",
        "declare function getCorrelationId(): string | null;",
        "declare function setCorrelationId(value: string): void;",
        "declare function isNullOrWhiteSpace(value: string | null): boolean;",
        "declare function isNullOrEmpty(value: string | null): boolean;",
        "declare function toJson(value: any): string;",
        "declare function parseGuid(value: string): string | null;",
        "declare function newGuid(): string;",
        "declare function newGuidString(): string;",
        "declare function newShortGuid(): string;",
        "declare function stringToBase64(value: string): string;",
        "declare function stringFromBase64(value: string): string;",
    ];

    /// <summary>The declarations for a definition; scripts inside containers see these and the containers' own variables.</summary>
    public static string Of(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var lines = new List<string>(Functions);
        var variables = Variables(definition).DistinctBy(variable => variable.Name).ToList();
        foreach (var variable in variables)
        {
            if (ScriptNames.Accessor(variable.Name) is not { } accessor) continue;
            var type = TypeOf(variable.TypeName, variable.IsArray);
            lines.Add($"declare function get{accessor}(): {type};");
            lines.Add($"declare function set{accessor}(value: {type}): void;");
        }

        foreach (var input in definition.Inputs)
            if (ScriptNames.Accessor(input.Name) is { } accessor)
                lines.Add($"declare function get{accessor}(): {TypeOf(input.TypeName, input.IsArray)};");
        var members = variables.Where(variable => ScriptNames.Accessor(variable.Name) is not null).Select(variable => $"{variable.Name}: {TypeOf(variable.TypeName, variable.IsArray)};");
        lines.Add($"declare const variables: {{ {string.Join(' ', members)} }};");
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<VariableDefinition> Variables(WorkflowDefinition definition) =>
        definition.Variables.Concat(Below(definition.Root).SelectMany(json => WorkflowDefinitionJson.ReadVariables(json["variables"] as JsonArray)));

    private static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject json => [json, .. json.SelectMany(member => Below(member.Value))],
        JsonArray list => list.SelectMany(Below),
        _ => [],
    };

    private static string TypeOf(string typeName, bool isArray)
    {
        var type = typeName switch
        {
            "String" or "Guid" or "TimeSpan" => "string",
            "Boolean" => "boolean",
            "Int16" or "Int32" or "Int64" or "Long" or "Single" or "Double" or "Decimal" => "number",
            "DateTime" or "DateTimeOffset" => "Date",
            "JsonArray" or "ObjectArray" => "any[]",
            _ => "any",
        };
        return isArray ? $"{type}[]" : type;
    }
}
