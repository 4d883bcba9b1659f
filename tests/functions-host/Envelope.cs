using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Tests.FunctionsHost;

/// <summary>
/// The body of an invocation, byte for byte as the host 4.1037 writes it: keys in its order, strings serialised twice, no needless escape,
/// properties of a JSON message repeated in the metadata.
/// </summary>
public static class Envelope
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A message of a queue.</summary>
    public static string OfQueue(string function, string binding, QueueDelivery delivery, DateTimeOffset now, Guid random)
    {
        var metadata = new JsonObject
        {
            ["DequeueCount"] = delivery.DequeueCount.ToString(CultureInfo.InvariantCulture),
            ["ExpirationTime"] = Seconds(delivery.ExpirationTime),
            ["Id"] = Twice(delivery.Id),
            ["InsertionTime"] = Seconds(delivery.InsertionTime),
            ["NextVisibleTime"] = Seconds(delivery.NextVisibleTime),
            ["PopReceipt"] = Twice(delivery.PopReceipt),
            ["sys"] = Sys(function, now, random),
        };
        foreach (var (name, value) in Properties(delivery.Text))
        {
            // The payload wins: a property "id" hides the id of the message.
            if (metadata.FirstOrDefault(known => known.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Key is { } hidden) metadata.Remove(hidden);
            if (!name.EndsWith("trigger", StringComparison.OrdinalIgnoreCase)) metadata[name] = value;
        }

        return Write(new JsonObject { ["Data"] = new JsonObject { [binding] = Twice(delivery.Text) }, ["Metadata"] = metadata });
    }

    /// <summary>A timer.</summary>
    public static string OfTimer(string function, string binding, DateTimeOffset last, DateTimeOffset next, DateTimeOffset now, Guid random) => Write(new JsonObject
    {
        ["Data"] = new JsonObject
        {
            [binding] = new JsonObject
            {
                ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
                ["ScheduleStatus"] = new JsonObject { ["Last"] = Seconds(last), ["Next"] = Seconds(next), ["LastUpdated"] = Seconds(last) },
                ["IsPastDue"] = false,
            },
        },
        ["Metadata"] = new JsonObject { ["sys"] = Sys(function, now, random) },
    });

    private static JsonObject Sys(string function, DateTimeOffset now, Guid random) => new()
    {
        ["MethodName"] = function,
        ["UtcNow"] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["RandGuid"] = random.ToString(),
    };

    private static IEnumerable<(string Name, JsonNode? Value)> Properties(string text)
    {
        JsonObject? payload;
        try
        {
            payload = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            payload = null;
        }

        foreach (var (name, value) in payload ?? [])
        {
            switch (value)
            {
                case JsonObject:
                    yield return (name, value.DeepClone());
                    break;
                case JsonValue plain:
                    yield return (name, Twice(plain.GetValueKind() == JsonValueKind.String ? plain.GetValue<string>() : plain.ToJsonString()));
                    break;
            }
        }
    }

    private static string Twice(string text) => JsonSerializer.Serialize(text, Json);

    private static string Seconds(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    private static string Write(JsonObject envelope) => envelope.ToJsonString(Json);
}

/// <summary>A message as a queue gave it out.</summary>
public sealed record QueueDelivery(
    string Text, string Id, string PopReceipt, long DequeueCount, DateTimeOffset InsertionTime, DateTimeOffset ExpirationTime, DateTimeOffset NextVisibleTime);
