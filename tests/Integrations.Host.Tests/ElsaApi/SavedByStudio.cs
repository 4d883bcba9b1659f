using System.Text.Json.Nodes;

namespace Integrations.Host.Tests.ElsaApi;

/// <summary>What the editor makes of a definition that it was given when it saves it unchanged.</summary>
internal static class SavedByStudio
{
    /// <summary>Inputs lose their type and get an empty reference; links are not sent back.</summary>
    public static void Strip(JsonObject definition)
    {
        definition.Remove("links");
        StripInputs(definition["root"]);
    }

    private static void StripInputs(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) StripInputs(item);
        }
        else if (node is JsonObject json)
        {
            if (json.ContainsKey("expression"))
            {
                json["typeName"] = null;
                json["memoryReference"] = null;
            }

            foreach (var (_, member) in json) StripInputs(member);
        }
    }
}
