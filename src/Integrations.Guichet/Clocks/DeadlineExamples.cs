using System.Text.Json.Nodes;
using Integrations.Guichet.Clocks.Examples;

namespace Integrations.Guichet.Clocks;

/// <summary>
/// Worked examples of deadlines as data: each has the articles of its rule, its inputs, and the dates expected.
/// The kind of an example is read from its articles and inputs, never from its id or title.
/// </summary>
public static class DeadlineExamples
{
    private static readonly ExampleKind[] Kinds =
    [
        .. UrbanismExamples.Kinds,
        .. EnvironmentExamples.Kinds,
        .. AppealExamples.Kinds,
        .. OtherExamples.Kinds,
    ];

    /// <summary>The same list with "expected" computed from "rule" and "inputs". The list given is not changed.</summary>
    /// <remarks>
    /// When an example says which dates it expects, the answer has the same keys in the same order, null where the rule gives no date;
    /// otherwise it has the keys that the rule gives.
    /// </remarks>
    /// <exception cref="FormatException">An example has no inputs, a date that is not one, or a rule that the product does not know.</exception>
    public static JsonArray Evaluate(JsonArray examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return new JsonArray([.. examples.Select((example, index) => (JsonNode)Evaluate(example, index))]);
    }

    private static JsonObject Evaluate(JsonNode? node, int index)
    {
        if (node is not JsonObject example || example["inputs"] is not JsonObject given)
            throw new FormatException($"L'exemple {index + 1} n'est pas un objet avec « rule » et « inputs ».");
        var inputs = new ExampleInputs(Text(example, "id") ?? $"{index + 1}", Text(example, "rule") ?? "", given);
        var kind = Kinds.FirstOrDefault(candidate => candidate.Matches(inputs))
            ?? throw new FormatException($"Exemple {inputs.Id} : la règle « {inputs.Rule} » n'est pas connue avec ces données.");
        var answer = kind.Compute(inputs);
        var evaluated = (JsonObject)example.DeepClone();
        evaluated["expected"] = answer.For(example["expected"] as JsonObject);
        return evaluated;
    }

    private static string? Text(JsonObject example, string name) =>
        example[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
