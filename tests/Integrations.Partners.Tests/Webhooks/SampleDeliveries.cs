using System.Text.Json.Nodes;
using Integrations.Partners.Webhooks;

namespace Integrations.Partners.Tests.Webhooks;

/// <summary>The recorded deliveries of Data/webhooks, with what their index says of them.</summary>
internal sealed record SampleDelivery(
    string Name, string Source, IncomingWebhook Delivery, string Secret, bool? ExpectValid, string? DedupeKey)
{
    /// <summary>The instant at which the generic deliveries of the index are judged.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1796025600);

    public static IEnumerable<SampleDelivery> All()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Data", "webhooks");
        foreach (var entry in JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")))!.AsArray())
        {
            var name = (string)entry!["name"]!;
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = (string)entry["contentType"]! };
            foreach (var (header, value) in entry["headers"]!.AsObject())
                headers[header] = (string)value!;
            var body = File.ReadAllBytes(Path.Combine(folder, (string)entry["bodyFile"]!));
            var source = name == "demarche-numerique" ? name : name.Split('-')[0];
            yield return new SampleDelivery(
                name, source, new IncomingWebhook(body, headers), (string)entry["secret"]!, (bool?)entry["expectValid"], (string?)entry["dedupeKey"]);
        }
    }

    public static SampleDelivery Named(string name) => All().Single(sample => sample.Name == name);
}
