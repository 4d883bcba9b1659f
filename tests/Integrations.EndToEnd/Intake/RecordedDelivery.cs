using System.Text.Json.Nodes;

namespace Integrations.EndToEnd.Intake;

/// <summary>A delivery of Data/webhooks with what its index says of it.</summary>
internal sealed record RecordedDelivery(
    string Name, string Source, byte[] Body, string ContentType, IReadOnlyDictionary<string, string> Headers, string Secret, bool? ExpectValid)
{
    public static IReadOnlyList<RecordedDelivery> All { get; } = [.. Read()];

    public static RecordedDelivery Named(string name) => All.Single(delivery => delivery.Name == name);

    /// <summary>Posts it as it was recorded; one that nobody can sign with the secret at the end of its address.</summary>
    public Task<HttpResponseMessage> PostAsync(HttpClient client) => PostAsync(client, ExpectValid is null ? $"{Source}/{Secret}" : Source);

    public async Task<HttpResponseMessage> PostAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/forms/{path}") { Content = new ByteArrayContent(Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    private static IEnumerable<RecordedDelivery> Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Data", "webhooks");
        foreach (var entry in JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")))!.AsArray())
        {
            var name = (string)entry!["name"]!;
            yield return new RecordedDelivery(
                name,
                name == "demarche-numerique" ? name : name.Split('-')[0],
                File.ReadAllBytes(Path.Combine(folder, (string)entry["bodyFile"]!)),
                (string)entry["contentType"]!,
                entry["headers"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!),
                (string)entry["secret"]!,
                (bool?)entry["expectValid"]);
        }
    }
}
