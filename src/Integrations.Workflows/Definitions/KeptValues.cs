using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions;

/// <summary>
/// Whether the journal keeps a value, as Elsa's log persistence says it: Include, Exclude or Inherit for the workflow, for an activity and for
/// each of its inputs and outputs. Nothing is kept unless somebody chose Include, since values may be personal data.
/// </summary>
internal sealed class KeptValues
{
    private readonly Dictionary<string, bool> _inputs;
    private readonly Dictionary<string, bool> _outputs;
    private readonly bool _default;

    private KeptValues(JsonObject? json, bool inherited)
    {
        _default = Mode(json?["default"]) ?? inherited;
        _inputs = Modes(json?["inputs"] as JsonObject);
        _outputs = Modes(json?["outputs"] as JsonObject);
    }

    /// <summary>What is kept of an activity; null: nothing.</summary>
    /// <param name="custom">Its customProperties.</param>
    /// <param name="inherited">What its workflow keeps.</param>
    public static KeptValues? Of(JsonObject? custom, bool inherited)
    {
        var kept = new KeptValues(Declared(custom), inherited);
        return kept._default || kept._inputs.ContainsValue(true) || kept._outputs.ContainsValue(true) ? kept : null;
    }

    /// <summary>What a workflow keeps of its activities that do not say themselves.</summary>
    public static bool Default(JsonObject? custom, bool inherited) => Mode(Declared(custom)?["default"]) ?? inherited;

    public bool Input(string name) => _inputs.GetValueOrDefault(name, _default);

    public bool Output(string name) => _outputs.GetValueOrDefault(name, _default);

    /// <summary>Studio writes one of two forms; the newer one names strategy classes.</summary>
    private static JsonObject? Declared(JsonObject? custom) =>
        (custom?["logPersistenceConfig"] ?? custom?["logPersistenceMode"]) switch
        {
            JsonObject modes => modes,
            JsonValue mode => new JsonObject { ["default"] = mode.DeepClone() },
            _ => null,
        };

    private static Dictionary<string, bool> Modes(JsonObject? json)
    {
        var modes = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        if (json is null) return modes;
        foreach (var (name, value) in json)
            if (Mode(value) is { } kept)
                modes[name] = kept;
        return modes;
    }

    /// <summary>Null: inherited, also where an expression would decide.</summary>
    private static bool? Mode(JsonNode? json)
    {
        var text = json is JsonObject strategy ? new JsonFields(strategy).Text("strategyType")?.Split(',')[0] : Values.OfJson(json) as string;
        if (text is null) return null;
        if (text.EndsWith("Include", StringComparison.OrdinalIgnoreCase)) return true;
        return text.EndsWith("Exclude", StringComparison.OrdinalIgnoreCase) ? false : null;
    }
}
