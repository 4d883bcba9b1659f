using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Integrations.Host.Tests.ElsaApi;

/// <summary>
/// Plays the exchanges that Studio and scripts had with the real Elsa server against this one, in order, on one store. Ids that the servers
/// give are put in place of each other; an answer must have at least the members of the real one, of the same kinds, and its status.
/// </summary>
internal sealed class ContractReplay(ServedStudioApi api)
{
    private readonly Dictionary<string, string> _ours = new(StringComparer.Ordinal);

    /// <summary>The files, in the order in which they were recorded.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. typeof(ContractReplay).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Contract/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => name["Contract/".Length..^".json".Length]),
    ];

    /// <summary>Plays a file.</summary>
    /// <returns>What differs, one line each.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(string file)
    {
        using var stream = typeof(ContractReplay).Assembly.GetManifestResourceStream($"Contract/{file}.json")!;
        var differences = new List<string>();
        foreach (var exchange in (JsonArray)(await JsonNode.ParseAsync(stream))!)
            differences.AddRange(await PlayAsync((JsonObject)exchange!));
        return differences;
    }

    private async Task<IEnumerable<string>> PlayAsync(JsonObject exchange)
    {
        var address = Translate((string)exchange["path"]! + (string?)exchange["query"]);
        using var request = new HttpRequestMessage(new HttpMethod((string)exchange["method"]!), new Uri(api.Client.BaseAddress!, address));
        if (exchange.ContainsKey("request"))
            request.Content = new StringContent(Translate(exchange["request"]?.ToJsonString() ?? "null"), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var anonymous = exchange.ContainsKey("anonymous") ? new HttpClient() : null;
        using var answer = await (anonymous ?? api.Client).SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var name = $"{exchange["method"]} {exchange["path"]}{exchange["query"]}";
        if (exchange["instanceId"] is { } instanceId && answer.Headers.TryGetValues("x-elsa-workflow-instance-id", out var given)) _ours[(string)instanceId!] = given.Single();

        var known = ContractExceptions.Of(exchange);
        if (known is { Status: null }) return [];
        var wanted = known?.Status ?? (int)exchange["status"]!;
        if ((int)answer.StatusCode != wanted) return [string.Create(CultureInfo.InvariantCulture, $"{name}: status {wanted} wanted, got {(int)answer.StatusCode} {text[..Math.Min(text.Length, 300)]}")];
        if (known is not null || exchange["response"] is not { } shape) return [];
        if (text.Length == 0) return [$"{name}: a body is wanted"];
        var differences = new List<string>();
        Compare(name, "", shape, JsonNode.Parse(text), differences);
        return differences;
    }

    private void Compare(string name, string place, JsonNode shape, JsonNode? actual, List<string> differences)
    {
        switch (shape)
        {
            case JsonObject wanted when actual is JsonObject got:
                foreach (var (member, kind) in wanted)
                {
                    if (ContractExceptions.IsLeftOut(member) || kind is JsonValue value && value.ToString() == "null") continue;
                    if (ContractExceptions.MayBeEmpty(member) && got[member] is null) continue;
                    if (!got.ContainsKey(member)) differences.Add($"{name}: {place}/{member} is missing");
                    else Compare(name, $"{place}/{member}", kind!, got[member], differences);
                }

                break;
            case JsonArray wanted when actual is JsonArray got:
                for (var i = 0; i < Math.Min(wanted.Count, got.Count); i++) Compare(name, $"{place}[{i}]", wanted[i]!, got[i], differences);
                break;
            case JsonValue leaf when KindOf(leaf.ToString()) is var kind && (kind == "null" || kind == Kind(actual)):

                Learn(leaf.ToString(), place, actual);
                break;
            default:
                differences.Add($"{name}: {place} should be {Kind(shape)} {(shape is JsonValue ? shape : "")}, is {Kind(actual)}");
                break;
        }
    }

    /// <summary>Two servers list in orders of their own: from a list only what is not known yet, and what a server gave.</summary>
    private void Learn(string leaf, string place, JsonNode? actual)
    {
        if (!leaf.StartsWith("id:", StringComparison.Ordinal) || actual is null) return;
        var theirs = leaf[3..];
        if (!place.Contains("items[", StringComparison.Ordinal)) _ours[theirs] = actual.ToString();
        else if (theirs.Length > 12 && theirs.All(char.IsAsciiHexDigitLower)) _ours.TryAdd(theirs, actual.ToString());
    }

    private static string KindOf(string leaf) => leaf.StartsWith("id:", StringComparison.Ordinal) ? "string" : leaf;

    private static string Kind(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        JsonValue value => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => "string",
            System.Text.Json.JsonValueKind.Number => "number",
            _ => "boolean",
        },
        _ => "unknown",
    };

    private string Translate(string text)
    {
        foreach (var (theirs, ours) in _ours)
            if (theirs != ours && theirs.Length > 5)
                text = text.Replace(theirs, ours, StringComparison.Ordinal);
        return text;
    }
}
