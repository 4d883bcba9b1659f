using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Tests;

/// <summary>A sample file with one or several values replaced.</summary>
internal static class SampleWith
{
    /// <summary>Replaces the value at a dotted path (<c>sites.0.pluZone</c>) by this JSON.</summary>
    public static InstallationRequest Value(string sample, string path, string json) => Values(sample, (path, json));

    public static InstallationRequest Values(string sample, params (string Path, string Json)[] changes)
    {
        var root = JsonNode.Parse(Samples.Request(sample).ToJson())!;
        foreach (var (path, json) in changes)
        {
            var steps = path.Split('.');
            var owner = steps[..^1].Aggregate(root, (node, step) => node is JsonArray list
                ? list[int.Parse(step, CultureInfo.InvariantCulture)]!
                : node[step]!);
            if (owner is JsonArray items)
                items[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = JsonNode.Parse(json);
            else
                owner[steps[^1]] = JsonNode.Parse(json);
        }

        return InstallationRequest.FromJson(root.ToJsonString());
    }
}
