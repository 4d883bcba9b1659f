using System.Text.Json.Nodes;

namespace Integrations.Workflows.Execution;

/// <summary>The values of an activity that its definition wants in the journal. An input declared secret is never among them.</summary>
internal static class JournalValues
{
    /// <summary>A longer value is cut, so that one document does not fill the store.</summary>
    private const int LongestValue = 4_000;

    /// <summary>Inputs as they were evaluated; those that the activity evaluates itself, once per iteration, are left out.</summary>
    public static JsonObject? Inputs(ActivityContext execution)
    {
        if (execution.Node.Kept is not { } kept) return null;
        JsonObject? values = null;
        foreach (var input in execution.Node.Inputs)
        {
            if (input.IsSecret || !kept.Input(input.Name)) continue;
            if (input.IsConstant) (values ??= [])[input.Name] = Cut(input.ConstantValue);
            else if (input is { AutoEvaluate: true, Expression: not null }) (values ??= [])[input.Name] = Cut(execution.Evaluated(input));
        }

        return values;
    }

    /// <summary>Outputs that the activity set in this burst.</summary>
    public static JsonObject? Outputs(ActivityContext execution)
    {
        if (execution.Node.Kept is not { } kept) return null;
        JsonObject? values = null;
        foreach (var (name, value) in execution.Run.Outputs.Of(execution.Node))
            if (kept.Output(name))
                (values ??= [])[name] = Cut(value);
        return values;
    }

    private static JsonNode? Cut(object? value)
    {
        var text = Values.ToText(Values.Normalize(value));
        return text.Length <= LongestValue ? Values.ToJson(Values.Normalize(value)) : JsonValue.Create(text[..LongestValue] + "…");
    }
}
