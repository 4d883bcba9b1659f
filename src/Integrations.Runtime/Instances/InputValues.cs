using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>Turns JSON given from outside into values of the engine.</summary>
internal static class InputValues
{
    public static IReadOnlyDictionary<string, object?> Of(JsonObject? input) =>
        input is null || input.Count == 0
            ? StimulusInput.None
            : input.ToDictionary(pair => pair.Key, pair => Values.OfJson(pair.Value), StringComparer.Ordinal);
}
