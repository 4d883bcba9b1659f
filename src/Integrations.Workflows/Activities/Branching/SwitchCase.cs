using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Which cases of a switch are taken.</summary>
public enum SwitchMode
{
    /// <summary>The first that holds.</summary>
    MatchFirst,

    /// <summary>All that hold.</summary>
    MatchAny,
}

/// <summary>One case of a Switch or FlowSwitch.</summary>
internal sealed record SwitchCase(string Label, Input<bool> Condition, ActivityNode? Activity)
{
    public static SwitchCase[] Read(JsonArray? json, ActivityBinder binder)
    {
        if (json is null) return [];
        var cases = new List<SwitchCase>(json.Count);
        foreach (var item in json.OfType<JsonObject>())
        {
            var label = new JsonFields(item).Text("label") ?? "";
            var condition = new Input<bool>();
            binder.BindExpression(condition, item["condition"], $"Cases[{label}]");
            cases.Add(new SwitchCase(label, condition, binder.Child(item["activity"])));
        }

        return [.. cases];
    }

    /// <summary>All conditions are evaluated, also those behind the first that holds: a script that fails there is a fault in Elsa too.</summary>
    public static List<SwitchCase> Matching(SwitchCase[] cases, SwitchMode mode, ActivityContext context)
    {
        var matching = new List<SwitchCase>();
        foreach (var candidate in cases)
        {
            if (context.Evaluate(candidate.Condition) && (mode == SwitchMode.MatchAny || matching.Count == 0)) matching.Add(candidate);
        }

        return matching;
    }
}
