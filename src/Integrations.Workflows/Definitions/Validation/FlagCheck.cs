using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Workflows.Definitions.Validation;

/// <summary>Elsa casts canStartWorkflow and runAsynchronously to a Boolean when it imports, and fails on anything else (SEMANTICS 13).</summary>
internal static class FlagCheck
{
    private static readonly string[] Flags = ["canStartWorkflow", "runAsynchronously"];

    public static IEnumerable<DefinitionProblem> Of(JsonNode? node) => node switch
    {
        JsonObject json => Own(json).Concat(json.SelectMany(member => Of(member.Value))),
        JsonArray array => array.SelectMany(Of),
        _ => [],
    };

    private static IEnumerable<DefinitionProblem> Own(JsonObject activity)
    {
        if (activity["customProperties"] is not JsonObject properties) yield break;
        var id = new JsonFields(activity).Text("id");
        foreach (var flag in Flags)
        {
            if (properties[flag] is not { } value || value.GetValueKind() is JsonValueKind.True or JsonValueKind.False) continue;
            yield return new DefinitionProblem("flag-type", id, flag, 0, 0, $"« {flag} » de « {id} » doit être vrai ou faux (true ou false, sans guillemets).");
        }
    }
}
