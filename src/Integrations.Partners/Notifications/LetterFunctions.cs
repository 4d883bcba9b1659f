using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Integrations.Partners.Notifications;

/// <summary>What a template may call, besides the harmless functions of Scriban.</summary>
internal static class LetterFunctions
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static ScriptObject Builtins()
    {
        var builtins = TemplateContext.GetDefaultBuiltinObject();
        builtins.Remove("include");
        builtins.Remove("include_join");
        if (builtins["object"] is ScriptObject objects)
        {
            objects.Remove("eval");
            objects.Remove("eval_template");
        }

        // Dates come from the model: a letter that asks for the time cannot be sent twice the same.
        builtins.Remove("date");
        builtins.Import("date_longue", LongDate);
        builtins.Import("date_courte", ShortDate);
        builtins.Import("montant", Amount);
        builtins.Import("enumeration", Enumeration);
        builtins.Import("avec_article", static (string name) => FrenchNames.WithArticle(name));
        builtins.Import("de", static (string name) => FrenchNames.Of(name));
        builtins.Import("a", static (string name) => FrenchNames.To(name));
        builtins.Import("majuscule", static (string text) => text.Length == 0 ? text : char.ToUpper(text[0], French) + text[1..]);
        return builtins;
    }

    /// <summary>A frozen copy: a template cannot change what the next one reads.</summary>
    public static ScriptObject Freeze(JsonObject model)
    {
        var frozen = new ScriptObject();
        foreach (var (name, value) in model)
            frozen.SetValue(name, FreezeValue(value), readOnly: true);
        frozen.IsReadOnly = true;
        return frozen;
    }

    private static object? FreezeValue(JsonNode? value)
    {
        switch (value)
        {
            case null:
                return null;
            case JsonObject item:
                return Freeze(item);
            case JsonArray list:
                return new ScriptArray(list.Select(FreezeValue)) { IsReadOnly = true };
            default:
                return value.GetValueKind() switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    JsonValueKind.Number when value.AsValue().TryGetValue<long>(out var whole) => whole,
                    JsonValueKind.Number => decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture),
                    _ => value.ToString(),
                };
        }
    }

    /// <summary>« vendredi 28 février 2027 », « lundi 1er mars 2027 ».</summary>
    private static string LongDate(TemplateContext context, SourceSpan span, object? date)
    {
        var day = Day(span, date);
        var number = day.Day == 1 ? "1er" : day.Day.ToString(French);
        return $"{day.ToString("dddd", French)} {number} {day.ToString("MMMM yyyy", French)}";
    }

    /// <summary>« 28/02/2027 ».</summary>
    private static string ShortDate(TemplateContext context, SourceSpan span, object? date) =>
        Day(span, date).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>« 1 250 000 € », with cents only when there are some.</summary>
    private static string Amount(TemplateContext context, SourceSpan span, object? euros)
    {
        var amount = euros switch
        {
            long whole => whole,
            int whole => whole,
            decimal exact => exact,
            double inexact => (decimal)inexact,
            _ => throw new ScriptRuntimeException(span, $"montant : « {euros} » n'est pas un nombre"),
        };
        return amount.ToString(amount == decimal.Truncate(amount) ? "C0" : "C2", French).Replace('\u202F', '\u00A0').Replace(' ', '\u00A0');
    }

    /// <summary>« la mairie, la CCI et la préfecture ».</summary>
    private static string Enumeration(TemplateContext context, SourceSpan span, object? list)
    {
        var items = (list as ScriptArray ?? throw new ScriptRuntimeException(span, "enumeration : une liste est attendue"))
            .Select(item => context.ObjectToString(item)).ToList();
        return items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items[..^1])} et {items[^1]}";
    }

    private static DateOnly Day(SourceSpan span, object? date) =>
        date is string text && text.Length >= 10
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new ScriptRuntimeException(span, $"« {date ?? "vide"} » n'est pas une date (attendu : aaaa-mm-jj)");
}
