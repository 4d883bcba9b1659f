using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Integrations.Partners.Webhooks;

namespace Integrations.Partners.Forms;

/// <summary>Reads one definition and notes every fault with its place, not just the first.</summary>
internal sealed class FormSourceReader(string fileName, List<DefinitionProblem> problems)
{
    private static JsonElement Absent => default;

    public FormSource Read(JsonElement root)
    {
        Properties(root, "", "$comment", "title", "channel", "purpose", "signature", "body", "dedupeKey", "embeddedJson", "answers", "constants", "fields");
        var signature = Required(root, "", "signature");
        var purpose = Word(root, "", "purpose", FormPurpose.Answers, new()
        {
            ["answers"] = FormPurpose.Answers,
            ["canonical"] = FormPurpose.Canonical,
            ["hint"] = FormPurpose.Hint,
        });
        var source = new FormSource
        {
            Name = Path.GetFileNameWithoutExtension(fileName),
            Title = String(root, "", "title"),
            Channel = String(root, "", "channel"),
            Signature = ReadSignature(signature, "/signature"),
            SecretKey = String(signature, "/signature", "secret"),
            Body = Word(root, "", "body", BodyFormat.Json, new()
            {
                ["json"] = BodyFormat.Json,
                ["url-encoded"] = BodyFormat.UrlEncoded,
                ["multipart"] = BodyFormat.Multipart,
            }),
            Purpose = purpose,
            DedupeKey = Pointers(root, "", "dedupeKey"),
            EmbeddedJson = Pointers(root, "", "embeddedJson"),
            Answers = ReadAnswers(Optional(root, "answers"), "/answers"),
            Constants = [.. Items(root, "", "constants").Select(item => ReadConstant(item.Element, item.Path))],
            Fields = [.. Items(root, "", "fields").Select(item => ReadField(item.Element, item.Path))],
        };
        if (purpose == FormPurpose.Canonical && (source.Fields.Count > 0 || source.Constants.Count > 0))
            Fault("/fields", "Une source « canonical » n'a pas de correspondances : le corps est le dossier lui-même.");
        if (purpose != FormPurpose.Canonical && source.Fields.Count == 0)
            Fault("/fields", "Il faut au moins une correspondance.");
        return source;
    }

    private SignatureScheme ReadSignature(JsonElement item, string path)
    {
        var scheme = String(item, path, "scheme");
        switch (scheme)
        {
            case "hmac-sha256-base64" or "hmac-sha256-hex":
                Properties(item, path, "scheme", "header", "prefix", "secret");
                var encoding = scheme.EndsWith("hex", StringComparison.Ordinal) ? DigestEncoding.Hex : DigestEncoding.Base64;
                return new SignatureScheme.BodyHmac(String(item, path, "header"), encoding, OptionalString(item, path, "prefix") ?? "");
            case "guichet":
                Properties(item, path, "scheme", "header", "secret");
                return new SignatureScheme.Timestamped(OptionalString(item, path, "header") ?? "X-Guichet-Signature");
            case "standard-webhooks":
                Properties(item, path, "scheme", "secret");
                return new SignatureScheme.StandardWebhooks();
            case "shared-header":
                Properties(item, path, "scheme", "header", "secret");
                return new SignatureScheme.SharedHeader(String(item, path, "header"));
            case "secret-in-path":
                Properties(item, path, "scheme", "secret");
                return new SignatureScheme.SecretInPath();
            default:
                if (scheme.Length > 0)
                    Fault($"{path}/scheme", $"Signature « {scheme} » inconnue. Connues : hmac-sha256-base64, hmac-sha256-hex, guichet, "
                        + "standard-webhooks, shared-header, secret-in-path.");
                return new SignatureScheme.SecretInPath();
        }
    }

    private AnswerPlace ReadAnswers(JsonElement item, string path)
    {
        if (item.ValueKind == JsonValueKind.Undefined)
            return new AnswerPlace.Properties(JsonPath.Root, null);
        if (Optional(item, "object").ValueKind != JsonValueKind.Undefined)
        {
            Properties(item, path, "object", "ignoredPrefix");
            return new AnswerPlace.Properties(Pointer(item, path, "object"), Pattern(item, path, "ignoredPrefix"));
        }

        Properties(item, path, "list", "names", "value", "valueNamedBy", "options");
        var place = new AnswerPlace.Items(
            Pointer(item, path, "list"),
            Pointers(item, path, "names"),
            OptionalPointer(item, path, "value"),
            OptionalPointer(item, path, "valueNamedBy"),
            OptionalPointer(item, path, "options"));
        if (place.Names.Count == 0)
            Fault($"{path}/names", "Il faut au moins un nom (par exemple « /label »).");
        if (place.Value is null == place.ValueNamedBy is null)
            Fault($"{path}/value", "Il faut « value » ou « valueNamedBy », pas les deux.");
        return place;
    }

    private MappingConstant ReadConstant(JsonElement item, string path)
    {
        Properties(item, path, "to", "value");
        var value = Required(item, path, "value");
        return new MappingConstant(Target(item, path), JsonNode.Parse(value.ValueKind == JsonValueKind.Undefined ? "0" : value.GetRawText())
            ?? JsonValue.Create(""));
    }

    private FieldMapping ReadField(JsonElement item, string path)
    {
        Properties(item, path, "from", "to", "as", "required", "values", "columns", "of", "code");
        var names = Optional(item, "from") is { ValueKind: JsonValueKind.String } one
            ? [one.GetString()!]
            : Items(item, path, "from").Select(name => name.Element.ValueKind == JsonValueKind.String ? name.Element.GetString()! : "").ToList();
        if (names.Count == 0 || names.Any(string.IsNullOrWhiteSpace))
            Fault($"{path}/from", "Il faut le nom de la question (libellé, référence ou pointeur JSON), ou une liste de noms.");
        return new FieldMapping
        {
            From = names.Count == 0 ? [""] : names,
            To = Target(item, path),
            Converter = ReadConverter(item, path, String(item, path, "as")),
            Required = Flag(item, path, "required"),
        };
    }

    private FieldConverter ReadConverter(JsonElement item, string path, string name) => name switch
    {
        "text" => new FieldConverter.Text(),
        "integer" => new FieldConverter.Number(Whole: true),
        "decimal" => new FieldConverter.Number(Whole: false),
        "boolean" => new FieldConverter.YesNo(),
        "date" => new FieldConverter.Day(),
        "siret" => new FieldConverter.Digits("SIRET", 14),
        "siren" => new FieldConverter.Digits("SIREN", 9),
        "insee" => new FieldConverter.Commune(),
        "choice" => new FieldConverter.Choice(Required(item, path, "values") is { ValueKind: JsonValueKind.Object } values
            ? values.EnumerateObject().ToDictionary(
                value => value.Name, value => JsonNode.Parse(value.Value.GetRawText()), StringComparer.OrdinalIgnoreCase)
            : []),
        "list" => new FieldConverter.Several(ReadConverter(item, path, OptionalString(item, path, "of") ?? "text")),
        "rows" => new FieldConverter.Rows([.. Items(item, path, "columns").Select(column =>
        {
            Properties(column.Element, column.Path, "name", "as");
            return (String(column.Element, column.Path, "name"),
                ReadConverter(column.Element, column.Path, String(column.Element, column.Path, "as")));
        })]),
        "files" => new FieldConverter.Files(String(item, path, "code")),
        "" => new FieldConverter.Text(),
        _ => UnknownConverter(path, name),
    };

    private FieldConverter.Text UnknownConverter(string path, string name)
    {
        Fault($"{path}/as", $"Lecture « {name} » inconnue. Connues : text, integer, decimal, boolean, date, siret, siren, insee, choice, list, rows, files.");
        return new FieldConverter.Text();
    }

    private JsonPath Target(JsonElement item, string path)
    {
        if (Optional(item, "to") is { ValueKind: JsonValueKind.String } text && text.GetString()!.Length == 0)
            Fault($"{path}/to", "La place dans le dossier ne peut pas être vide.");
        return Pointer(item, path, "to");
    }

    private JsonPath Pointer(JsonElement item, string path, string name) => PointerOf(String(item, path, name, emptyAllowed: true), $"{path}/{name}");

    private JsonPath? OptionalPointer(JsonElement item, string path, string name) =>
        OptionalString(item, path, name) is { } text ? PointerOf(text, $"{path}/{name}") : null;

    private List<JsonPath> Pointers(JsonElement item, string path, string name) =>
        Items(item, path, name)
            .Select(entry => PointerOf(entry.Element.ValueKind == JsonValueKind.String ? entry.Element.GetString()! : "?", entry.Path))
            .ToList();

    private JsonPath PointerOf(string text, string path)
    {
        if (JsonPath.TryParse(text) is { } pointer)
            return pointer;
        Fault(path, $"« {text} » n'est pas un pointeur JSON : il commence par « / », par exemple « /firm/siret ».");
        return JsonPath.Root;
    }

    private Regex? Pattern(JsonElement item, string path, string name)
    {
        if (OptionalString(item, path, name) is not { } text)
            return null;
        try
        {
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException error)
        {
            Fault($"{path}/{name}", $"Expression rationnelle incorrecte : {error.Message}");
            return null;
        }
    }

    private T Word<T>(JsonElement item, string path, string name, T absent, Dictionary<string, T> words)
    {
        if (OptionalString(item, path, name) is not { } text)
            return absent;
        if (words.TryGetValue(text, out var word))
            return word;
        Fault($"{path}/{name}", $"« {text} » n'est pas prévu. Possible : {string.Join(", ", words.Keys)}.");
        return absent;
    }

    private bool Flag(JsonElement item, string path, string name)
    {
        var value = Optional(item, name);
        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False))
            Fault($"{path}/{name}", "Attendu : true ou false.");
        return value.ValueKind == JsonValueKind.True;
    }

    private string String(JsonElement item, string path, string name, bool emptyAllowed = false)
    {
        var text = Required(item, path, name) is { ValueKind: JsonValueKind.Undefined } ? "" : OptionalString(item, path, name) ?? "";
        if (text.Length == 0 && !emptyAllowed && Optional(item, name).ValueKind == JsonValueKind.String)
            Fault($"{path}/{name}", "Le texte est vide.");
        return text;
    }

    private string? OptionalString(JsonElement item, string path, string name)
    {
        var value = Optional(item, name);
        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.String))
            Fault($"{path}/{name}", "Un texte est attendu.");
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private List<(JsonElement Element, string Path)> Items(JsonElement item, string path, string name)
    {
        var list = Optional(item, name);
        if (list.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Array))
            Fault($"{path}/{name}", "Une liste est attendue.");
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((element, index) => (element, $"{path}/{name}/{index}"))]
            : [];
    }

    private JsonElement Required(JsonElement item, string path, string name)
    {
        var value = Optional(item, name);
        if (value.ValueKind == JsonValueKind.Undefined && item.ValueKind is JsonValueKind.Object)
            Fault($"{path}/{name}", $"« {name} » manque.");
        return value;
    }

    private static JsonElement Optional(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : Absent;

    /// <summary>A misspelt property would be silently ignored; it is a fault.</summary>
    private void Properties(JsonElement item, string path, params string[] known)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            if (item.ValueKind != JsonValueKind.Undefined)
                Fault(path, "Un objet est attendu.");
            return;
        }

        foreach (var property in item.EnumerateObject().Where(property => !known.Contains(property.Name)))
            Fault($"{path}/{property.Name}", $"Propriété « {property.Name} » inconnue. Connues ici : {string.Join(", ", known)}.");
    }

    private void Fault(string path, string message) => problems.Add(new DefinitionProblem(fileName, path, message));
}
