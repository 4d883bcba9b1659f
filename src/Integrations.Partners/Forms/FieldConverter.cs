using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integrations.Partners.Forms;

/// <summary>How an answer is read. A closed set of readings that an administrator names in a mapping; each is forgiving about spaces, never about meaning.</summary>
public abstract partial record FieldConverter
{
    private FieldConverter()
    {
    }

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer as the form gave it.</param>
    /// <param name="communes">Finds communes by name.</param>
    /// <returns>The value, or nothing when the answer is empty.</returns>
    /// <exception cref="AnswerNotUnderstoodException">The answer does not have the meaning asked for; the message is in French, for the desk.</exception>
    public abstract JsonNode? Read(JsonNode answer, FindCommunes communes);

    /// <summary>Text, trimmed.</summary>
    public sealed record Text : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes) => Plain(answer) is { } text ? JsonValue.Create(text) : null;
    }

    /// <summary>A number in French or machine writing: <c>1 200,5</c>, <c>1200.5</c>, with or without a unit after it.</summary>
    /// <param name="Whole">No decimals allowed.</param>
    public sealed record Number(bool Whole) : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            if (Plain(answer) is not { } text)
                return null;
            var match = NumberWithUnit().Match(Spaces().Replace(text, ""));
            if (!match.Success || !decimal.TryParse(
                    match.Groups[1].Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                throw new AnswerNotUnderstoodException("not_a_number", $"« {text} » n'est pas un nombre.");
            if (!Whole)
                return JsonValue.Create(number);
            return number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue
                ? JsonValue.Create((int)number)
                : throw new AnswerNotUnderstoodException("not_a_whole_number", $"« {text} » n'est pas un nombre entier.");
        }
    }

    /// <summary>Oui or non, true or false, a ticked box.</summary>
    public sealed record YesNo : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            if (answer.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
                return answer.DeepClone();
            return Plain(answer)?.ToUpperInvariant() switch
            {
                null => null,
                "OUI" or "TRUE" or "VRAI" or "1" or "YES" or "ON" or "X" => JsonValue.Create(true),
                "NON" or "FALSE" or "FAUX" or "0" or "NO" or "OFF" => JsonValue.Create(false),
                _ => throw new AnswerNotUnderstoodException("not_yes_or_no", $"« {Plain(answer)} » n'est ni oui ni non."),
            };
        }
    }

    /// <summary>A day, <c>31/12/2026</c> or <c>2026-12-31</c>, with or without a time after it.</summary>
    public sealed record Day : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            if (Plain(answer) is not { } text)
                return null;
            var day = text.Split('T', ' ')[0];
            return DateOnly.TryParseExact(
                day, ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? JsonValue.Create(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                : throw new AnswerNotUnderstoodException("not_a_date", $"« {text} » n'est pas une date (attendu : jj/mm/aaaa).");
        }
    }

    /// <summary>A number made of digits, written with spaces or points: SIRET (14 digits), SIREN (9 digits). The file itself checks the key.</summary>
    /// <param name="Name">How people call it.</param>
    /// <param name="Length">How many digits.</param>
    public sealed record Digits(string Name, int Length) : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            if (Plain(answer) is not { } text)
                return null;
            var digits = Separators().Replace(text, "");
            return digits.Length == Length && digits.All(char.IsAsciiDigit)
                ? JsonValue.Create(digits)
                : throw new AnswerNotUnderstoodException(
                    "bad_" + Name.ToLowerInvariant(), $"« {text} » n'est pas un numéro {Name} ({Length} chiffres).");
        }
    }

    /// <summary>A commune: its INSEE code, or its name, with or without its postal code (<c>Cluses (74300)</c>).</summary>
    public sealed record Commune : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            if (Plain(answer) is not { } text)
                return null;
            if (InseeCode().IsMatch(text))
                return JsonValue.Create(text.ToUpperInvariant());

            var postalCode = PostalCode().Match(text) is { Success: true } match ? match.Value : null;
            var name = PostalCode().Replace(text, "").Trim(' ', '(', ')', ',', '-');
            return communes(name, postalCode) switch
            {
                [var code] => JsonValue.Create(code),
                [] => throw new AnswerNotUnderstoodException("unknown_commune", $"Aucune commune ne correspond à « {text} »."),
                _ => throw new AnswerNotUnderstoodException(
                    "ambiguous_commune", $"Plusieurs communes correspondent à « {text} » : il faut le code postal ou le code INSEE."),
            };
        }
    }

    /// <summary>One of a few answers, each with its value.</summary>
    /// <param name="Values">Value by answer, compared without case.</param>
    public sealed record Choice(IReadOnlyDictionary<string, JsonNode?> Values) : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            if (Plain(answer) is not { } text)
                return null;
            return Values.TryGetValue(text, out var value)
                ? value?.DeepClone()
                : throw new AnswerNotUnderstoodException(
                    "unknown_choice", $"« {text} » n'est pas une des réponses prévues ({string.Join(", ", Values.Keys)}).");
        }
    }

    /// <summary>Several answers: a list, or text with one per line or separated by semicolons.</summary>
    /// <param name="Item">How each is read.</param>
    public sealed record Several(FieldConverter Item) : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            var items = answer is JsonArray list
                ? list.OfType<JsonNode>()
                : (Plain(answer) ?? "").Split(['\n', ';'], Trimmed).Select(part => (JsonNode)JsonValue.Create(part));
            var read = items.Select(item => Item.Read(item, communes)).OfType<JsonNode>().ToArray();
            return read.Length == 0 ? null : new JsonArray(read);
        }
    }

    /// <summary>A small table typed into one box: one row per line, cells separated by semicolons (<c>2560 ; 400 ; kW</c>).</summary>
    /// <param name="Columns">Name and reading of each cell.</param>
    public sealed record Rows(IReadOnlyList<(string Name, FieldConverter Converter)> Columns) : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            var rows = new JsonArray();
            foreach (var line in (Plain(answer) ?? "").Split('\n', Trimmed))
            {
                var cells = line.Split(';', StringSplitOptions.TrimEntries);
                if (cells.Length > Columns.Count)
                    throw new AnswerNotUnderstoodException("too_many_cells", $"La ligne « {line} » a plus de {Columns.Count} valeurs.");
                var row = new JsonObject();
                foreach (var ((name, converter), cell) in Columns.Zip(cells))
                {
                    if (converter.Read(JsonValue.Create(cell), communes) is { } value)
                        row[name] = value;
                }

                rows.Add(row);
            }

            return rows.Count == 0 ? null : rows;
        }
    }

    /// <summary>Files left at the form tool: name, type, size and address; the desk fetches them later from hosts it allows.</summary>
    /// <param name="Code">Which document they are, for example PC1_SITUATION.</param>
    public sealed record Files(string Code) : FieldConverter
    {
        /// <inheritdoc/>
        public override JsonNode? Read(JsonNode answer, FindCommunes communes)
        {
            var files = new JsonArray();
            foreach (var file in answer is JsonArray list ? list.OfType<JsonObject>() : [])
            {
                files.Add(new JsonObject
                {
                    ["code"] = Code,
                    ["fileName"] = file["name"]?.DeepClone(),
                    ["mime"] = file["mimeType"]?.DeepClone(),
                    ["sizeBytes"] = file["size"]?.DeepClone(),
                    ["url"] = file["url"]?.DeepClone(),
                });
            }

            return files.Count == 0 ? null : files;
        }
    }

    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    private static string? Plain(JsonNode answer) => answer switch
    {
        JsonValue value when value.ToString().Trim() is { Length: > 0 } text => text,
        JsonArray { Count: 1 } list when list[0] is { } only => Plain(only),
        JsonArray or JsonObject => throw new AnswerNotUnderstoodException("not_one_answer", "Une seule réponse est attendue ici."),
        _ => null,
    };

    [GeneratedRegex(@"\s|\u00A0|\u202F")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\s.\u00A0\u202F-]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?)(?:\p{L}[\p{L}\d²³/%]{0,7}|€|%)?$")]
    private static partial Regex NumberWithUnit();

    [GeneratedRegex(@"^((0[1-9]|[1-8]\d|9[0-5]|2[ABab])\d{3}|97[1-8]\d{2})$")]
    private static partial Regex InseeCode();

    [GeneratedRegex(@"\b\d{5}\b")]
    private static partial Regex PostalCode();
}

/// <summary>Finds the INSEE codes of the communes of a name, in one postal code when it is known.</summary>
public delegate IReadOnlyList<string> FindCommunes(string name, string? postalCode);

/// <summary>An answer does not have the meaning asked for.</summary>
/// <param name="code">Stable code.</param>
/// <param name="message">In French, for the desk.</param>
public sealed class AnswerNotUnderstoodException(string code, string message) : Exception(message)
{
    /// <summary>Stable code, for example <c>not_a_number</c>.</summary>
    public string Code { get; } = code;
}
