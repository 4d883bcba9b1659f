using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Simulators.FormTools;

/// <summary>
/// A firm fills in the Tally form: the delivery that Tally would send for an installation file. The questions are those of the mapping
/// file, so that what the form asks and what the desk reads are the same list.
/// </summary>
public static class TallyForm
{
    /// <summary>The delivery, as Tally writes it; to be signed on these very bytes.</summary>
    /// <param name="mapping">Content of <c>workflows/forms/tally.json</c>.</param>
    /// <param name="file">The installation file that the firm has in mind.</param>
    /// <param name="responseId">Tally's id of the answer.</param>
    /// <param name="at">When the form was sent.</param>
    public static byte[] FillIn(JsonObject mapping, JsonObject file, string responseId, DateTimeOffset at)
    {
        var fields = new JsonArray();
        foreach (var question in mapping["fields"]!.AsArray().OfType<JsonObject>())
        {
            var label = question["from"] is JsonArray names ? (string)names[0]! : (string)question["from"]!;
            if (label[0] == '$' || Answer(question, file) is not { } answer || fields.Any(field => (string?)field!["label"] == label))
                continue;
            fields.Add(new JsonObject
            {
                ["key"] = $"question_{fields.Count + 1}",
                ["label"] = label,
                ["type"] = answer is JsonArray ? "FILE_UPLOAD" : answer.GetValueKind() == JsonValueKind.Number ? "INPUT_NUMBER" : "INPUT_TEXT",
                ["value"] = answer,
            });
        }

        var sentAt = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var delivery = new JsonObject
        {
            ["eventId"] = Guid.NewGuid().ToString(),
            ["eventType"] = "FORM_RESPONSE",
            ["createdAt"] = sentAt,
            ["data"] = new JsonObject
            {
                ["responseId"] = responseId,
                ["submissionId"] = responseId,
                ["respondentId"] = "simulateur",
                ["formId"] = "simulateur",
                ["formName"] = (string?)mapping["title"],
                ["createdAt"] = sentAt,
                ["fields"] = fields,
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(delivery);
    }

    private static JsonNode? Answer(JsonObject question, JsonObject file)
    {
        var target = (string)question["to"]!;
        var value = Read(file, target.EndsWith("/-", StringComparison.Ordinal) ? target[..^2] : target);
        return (string)question["as"]! switch
        {
            "rows" => Rows(question["columns"]!.AsArray(), value as JsonArray),
            "files" => Files((string)question["code"]!, value as JsonArray),
            "choice" => Choice(question["values"]!.AsObject(), value),
            "boolean" => value is null ? null : (bool)value ? "Oui" : "Non",
            "date" => value is null ? null : DateOnly.Parse((string)value!, CultureInfo.InvariantCulture).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            _ => value?.DeepClone(),
        };
    }

    private static JsonValue? Rows(JsonArray columns, JsonArray? rows)
    {
        if (rows is not { Count: > 0 })
            return null;
        var lines = rows.OfType<JsonObject>().Select(row => string.Join(" ; ", columns.Select(column => row[(string)column!["name"]!]?.ToString() ?? "")));
        return JsonValue.Create(string.Join('\n', lines));
    }

    private static JsonArray? Files(string code, JsonArray? documents)
    {
        var files = (documents ?? []).OfType<JsonObject>().Where(document => (string?)document["code"] == code).Select(document => (JsonNode)new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["name"] = (string?)document["fileName"],
            ["url"] = $"https://storage.tally.example/{(string?)document["sha256"]}",
            ["mimeType"] = (string?)document["mime"],
            ["size"] = document["sizeBytes"]?.DeepClone(),
        }).ToArray();
        return files.Length == 0 ? null : new JsonArray(files);
    }

    private static JsonValue? Choice(JsonObject values, JsonNode? value)
    {
        var answer = value is null ? null : values.FirstOrDefault(choice => JsonNode.DeepEquals(choice.Value, value)).Key;
        return answer is null ? null : JsonValue.Create(answer);
    }

    private static JsonNode? Read(JsonNode file, string pointer) => pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(
        (JsonNode?)file,
        (node, segment) => node switch
        {
            JsonObject item => item[segment],
            JsonArray list when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
            _ => null,
        });
}
