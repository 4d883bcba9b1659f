using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integrations.Partners.Forms;

/// <summary>Turns the answers of a form into an installation file in our JSON, by the data of its <see cref="FormSource"/>.</summary>
public static partial class FormMapping
{
    /// <summary>Maps one delivery. Pure: the same call is the dry run that an administrator sees before he saves a mapping.</summary>
    /// <param name="source">The source, with its mapping.</param>
    /// <param name="submission">The opened delivery.</param>
    /// <param name="receivedAt">Instant of reception, with the offset of the desk.</param>
    /// <param name="communes">Finds communes by name.</param>
    public static FormReading Map(FormSource source, Submission submission, DateTimeOffset receivedAt, FindCommunes communes)
    {
        if (submission.Unreadable is { } reason)
            return Unusable("unreadable_body", reason);
        if (source.Purpose == FormPurpose.Canonical)
            return submission.Root is JsonObject canonical
                ? new FormReading((JsonObject)canonical.DeepClone(), [], [], [])
                : Unusable("not_an_object", "Le contenu reçu n'est pas un objet JSON.");

        var file = source.Purpose == FormPurpose.Answers ? NewFile(source, submission, receivedAt) : [];
        foreach (var constant in source.Constants)
            constant.To.Write(file, constant.Value.DeepClone());

        var answers = Answers(source.Answers, submission.Root);
        var at = receivedAt.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture);
        answers[Normal("$receivedAt")] = new NamedAnswer("$receivedAt", JsonValue.Create(at));
        answers[Normal("$dedupeKey")] = new NamedAnswer("$dedupeKey", JsonValue.Create(submission.DedupeKey));

        var mapped = source.Fields.Select(field => MapField(field, submission.Root, answers, file, communes)).ToList();
        return new FormReading(file, [.. mapped.Select(field => field.Problem).OfType<MappingProblem>()], mapped, Unread(answers, mapped));
    }

    private static List<string> Unread(Dictionary<string, NamedAnswer> answers, IEnumerable<MappedField> mapped)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var nodes = new HashSet<JsonNode>(ReferenceEqualityComparer.Instance);
        foreach (var field in mapped)
        {
            names.Add(field.From);
            for (var node = field.Answer; node is not null; node = node.Parent)
                nodes.Add(node);
        }

        return [.. answers.Values
            .Where(answer => answer.Name[0] != '$' && !names.Contains(answer.Name) && !nodes.Contains(answer.Value))
            .Select(answer => answer.Name)
            .Distinct()];
    }

    private static JsonObject NewFile(FormSource source, Submission submission, DateTimeOffset receivedAt) => new()
    {
        ["schemaVersion"] = "1.0",
        ["source"] = new JsonObject
        {
            ["channel"] = source.Channel,
            ["externalId"] = submission.DedupeKey,
            ["receivedAt"] = receivedAt.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture),
        },
    };

    private static MappedField MapField(
        FieldMapping field, JsonNode root, Dictionary<string, NamedAnswer> answers, JsonObject file, FindCommunes communes)
    {
        var (name, answer) = Find(field, root, answers);
        try
        {
            var value = answer is null ? null : field.Converter.Read(answer, communes);
            if (value is null)
                return new MappedField(name, field.To, answer, null, field.Required
                    ? new MappingProblem("missing", name, field.To, $"La réponse « {name} » est obligatoire et n'a pas été donnée.")
                    : null);

            return Write(file, field.To, value)
                ? new MappedField(name, field.To, answer, value.DeepClone(), null)
                : new MappedField(name, field.To, answer, null, new MappingProblem(
                    "target_taken", name, field.To, $"La réponse « {name} » ne peut pas être rangée dans {field.To} : la place est prise."));
        }
        catch (AnswerNotUnderstoodException error)
        {
            return new MappedField(name, field.To, answer, null, new MappingProblem(error.Code, name, field.To, $"{name} : {error.Message}"));
        }
    }

    private static (string Name, JsonNode? Answer) Find(FieldMapping field, JsonNode root, Dictionary<string, NamedAnswer> answers)
    {
        foreach (var name in field.From)
        {
            if (name.StartsWith('/') && JsonPath.TryParse(name)?.Read(root) is { } pointed)
                return (name, pointed);
            if (answers.TryGetValue(Normal(name), out var answer))
                return (answer.Name, answer.Value);
        }

        return (field.From[0], null);
    }

    /// <summary>A list that goes to the end of a list is added item by item.</summary>
    private static bool Write(JsonObject file, JsonPath to, JsonNode value)
    {
        if (!to.Text.EndsWith("/-", StringComparison.Ordinal) || value is not JsonArray items)
            return to.Write(file, value);
        return items.Select(item => to.Write(file, item!.DeepClone())).ToList().TrueForAll(written => written);
    }

    private static Dictionary<string, NamedAnswer> Answers(AnswerPlace place, JsonNode root)
    {
        var answers = new Dictionary<string, NamedAnswer>(StringComparer.Ordinal);
        switch (place)
        {
            case AnswerPlace.Properties properties when properties.At.Read(root) is JsonObject item:
                foreach (var (name, value) in item)
                {
                    if (value is null)
                        continue;
                    answers.TryAdd(Normal(name), new NamedAnswer(name, value));
                    if (properties.IgnoredPrefix?.Replace(name, "", 1) is { Length: > 0 } shorter)
                        answers.TryAdd(Normal(shorter), new NamedAnswer(name, value));
                }

                break;
            case AnswerPlace.Items items when items.At.Read(root) is JsonArray list:
                foreach (var item in list.OfType<JsonObject>())
                {
                    if (ValueOf(items, item) is not { } value)
                        continue;
                    var names = items.Names.Select(path => path.Read(item)?.ToString()).OfType<string>().ToList();
                    foreach (var name in names.Where(name => name.Length > 0))
                        answers.TryAdd(Normal(name), new NamedAnswer(names[0], value));
                }

                break;
        }

        return answers;
    }

    private static JsonNode? ValueOf(AnswerPlace.Items items, JsonObject item)
    {
        var value = items.ValueNamedBy?.Read(item) is { } named ? item[named.ToString()] : items.Value?.Read(item);
        return value switch
        {
            JsonArray chosen when items.Options?.Read(item) is JsonArray options =>
                new JsonArray([.. chosen.Select(id => OptionText(options, id))]),
            JsonObject { Count: > 0 } labelled when labelled["label"] is { } label => label,
            JsonObject { Count: > 0 } labelled when labelled["labels"] is { } labels => labels,
            _ => value,
        };
    }

    private static JsonNode? OptionText(JsonArray options, JsonNode? id) =>
        (options.OfType<JsonObject>().FirstOrDefault(option => option["id"]?.ToString() == id?.ToString())?["text"] ?? id)?.DeepClone();

    private static string Normal(string name) => Blanks().Replace(name.Trim(), " ").ToUpperInvariant();

    private static FormReading Unusable(string code, string reason) =>
        new([], [new MappingProblem(code, "", JsonPath.Root, reason)], [], []);

    [GeneratedRegex(@"[\s\u00A0\u202F]+")]
    private static partial Regex Blanks();

    private sealed record NamedAnswer(string Name, JsonNode Value);
}

/// <summary>What a mapping made of a delivery.</summary>
/// <param name="File">The file as far as it could be read (for a hint: its facts).</param>
/// <param name="Problems">Why the delivery goes to quarantine; empty when it need not.</param>
/// <param name="Fields">What became of each mapped field, in the order of the mapping: the dry run.</param>
/// <param name="Unread">Answers that no field of the mapping reads.</param>
public sealed record FormReading(
    JsonObject File, IReadOnlyList<MappingProblem> Problems, IReadOnlyList<MappedField> Fields, IReadOnlyList<string> Unread)
{
    /// <summary>True when the delivery can go on.</summary>
    public bool IsUsable => Problems.Count == 0;
}

/// <summary>What became of one mapped field.</summary>
/// <param name="From">Name of the answer.</param>
/// <param name="To">Target in the file.</param>
/// <param name="Answer">The answer as given, null when there is none.</param>
/// <param name="Value">The value written, null when none.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record MappedField(string From, JsonPath To, JsonNode? Answer, JsonNode? Value, MappingProblem? Problem);

/// <summary>Why a delivery cannot become a file by itself.</summary>
/// <param name="Code">Stable code, for example <c>missing</c>.</param>
/// <param name="Field">Name of the answer, empty for the delivery as a whole.</param>
/// <param name="Target">Where it should have gone.</param>
/// <param name="Reason">In French, for the desk.</param>
public sealed record MappingProblem(string Code, string Field, JsonPath Target, string Reason);
