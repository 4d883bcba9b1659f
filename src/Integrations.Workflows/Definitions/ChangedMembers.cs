using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions;

/// <summary>
/// Puts into a document what a program changed of a definition since it was read from it. What it left alone keeps its text, so that a
/// definition that was only read is written back as it was.
/// </summary>
internal static class ChangedMembers
{
    /// <summary>Puts in what differs.</summary>
    /// <param name="document">The document, a copy of what was read.</param>
    /// <param name="now">The definition.</param>
    /// <param name="read">The definition as it was read.</param>
    public static void Put(JsonObject document, WorkflowDefinition now, WorkflowDefinition read)
    {
        PutList(document, "variables", now.Variables, read.Variables, variable => variable.Id, "id", Fields);
        PutList(document, "inputs", now.Inputs, read.Inputs, input => input.Name, "name", input => Fields(input.Name, input.TypeName, input.IsArray, input.DisplayName, input.Description));
        PutList(document, "outputs", now.Outputs, read.Outputs, output => output.Name, "name", output => Fields(output.Name, output.TypeName, output.IsArray, output.DisplayName, output.Description));
        if (!now.Outcomes.SequenceEqual(read.Outcomes, StringComparer.Ordinal)) document["outcomes"] = new JsonArray([.. now.Outcomes.Select(outcome => (JsonNode)outcome)]);
        if (now.IsUsableAsActivity != read.IsUsableAsActivity)
        {
            document.Remove("usableAsActivity");
            Below(document, "options")["usableAsActivity"] = now.IsUsableAsActivity;
        }

        if (now.IncidentStrategy != read.IncidentStrategy) Below(document, "options")["incidentStrategyType"] = NameOf(now.IncidentStrategy);
        if (now.Activation != read.Activation) Below(document, "options")["activationStrategyType"] = NameOf(now.Activation);
        if (now.FlowchartMode != read.FlowchartMode) Below(document, "customProperties")["Flowchart:ExecutionMode"] = now.FlowchartMode == FlowchartMode.Token ? "TokenBased" : "CounterBased";
    }

    /// <summary>Items keep what has no member here: how a designer edits them, where they are stored.</summary>
    private static void PutList<T>(
        JsonObject document, string name, IReadOnlyList<T> now, IReadOnlyList<T> read, Func<T, string> keyOf, string key, Func<T, IEnumerable<KeyValuePair<string, JsonNode?>>> fields)
    {
        if (now.SequenceEqual(read)) return;
        var before = (document[name] as JsonArray ?? []).OfType<JsonObject>().ToLookup(item => item[key]?.ToString() ?? item["name"]?.ToString(), StringComparer.Ordinal);
        document[name] = new JsonArray([.. now.Select(item =>
        {
            var json = (JsonObject)(before[keyOf(item)].FirstOrDefault() ?? []).DeepClone();
            foreach (var (field, value) in fields(item)) json[field] = value?.DeepClone();
            return (JsonNode)json;
        })]);
    }

    private static KeyValuePair<string, JsonNode?>[] Fields(VariableDefinition variable) =>
    [
        new("id", variable.Id), new("name", variable.Name), new("typeName", variable.TypeName), new("isArray", variable.IsArray), new("value", variable.Value),
    ];

    private static KeyValuePair<string, JsonNode?>[] Fields(string name, string type, bool isArray, string displayName, string description) =>
    [
        new("name", name), new("type", type), new("isArray", isArray), new("displayName", displayName), new("description", description),
    ];

    private static JsonObject Below(JsonObject document, string name)
    {
        if (document[name] is JsonObject there) return there;
        var below = new JsonObject();
        document[name] = below;
        return below;
    }

    /// <summary>Elsa's own class names, so that its servers read them.</summary>
    private static string NameOf(IncidentStrategy strategy) => strategy switch
    {
        IncidentStrategy.Continue => "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core",
        _ => "Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core",
    };

    private static string NameOf(ActivationStrategy strategy) => strategy switch
    {
        ActivationStrategy.CorrelatedSingleton => "Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime",
        ActivationStrategy.Singleton => "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime",
        ActivationStrategy.Correlation => "Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime",
        _ => "Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core",
    };
}
