using System.Globalization;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Acts;

/// <summary>What was typed in an act's form, read field by field; errors gather on the way.</summary>
/// <param name="fields">The fields of the form, in their order.</param>
/// <param name="typed">What was typed in a field; empty when nothing was.</param>
public sealed class ActValues(IReadOnlyList<ActField> fields, Func<string, IReadOnlyList<string>> typed)
{
    private readonly List<FieldError> errors = [];

    /// <summary>The errors found so far, in the order of reading.</summary>
    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>A date; an error if it is missing or no date.</summary>
    public DateOnly Date(string name)
    {
        if (DateOnly.TryParseExact(First(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;

        errors.Add(new FieldError(name, ActWords.DateMissing));
        return default;
    }

    /// <summary>A date that may be missing; an error if it is no date.</summary>
    public DateOnly? OptionalDate(string name) => First(name).Length == 0 ? null : Date(name);

    /// <summary>One of the choices offered; an error otherwise.</summary>
    public string Choice(string name)
    {
        var value = First(name);
        if (Field<ChoiceField>(name).Options.Any(option => option.Value == value))
            return value;

        errors.Add(new FieldError(name, ActWords.ChoiceMissing));
        return "";
    }

    /// <summary>One of the choices offered, as an enumeration whose names are the values of the options.</summary>
    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(Choice(name), out var value) ? value : default;

    /// <summary>At least one of the choices offered; an error otherwise.</summary>
    public IReadOnlyList<string> Many(string name)
    {
        var offered = Field<ManyField>(name).Options.Select(option => option.Value).ToHashSet();
        var values = typed(name).Where(offered.Contains).Distinct().ToList();
        if (values.Count == 0)
            errors.Add(new FieldError(name, ActWords.ManyMissing));
        return values;
    }

    /// <summary>Words that may not be missing.</summary>
    public string Words(string name)
    {
        var words = OptionalWords(name);
        if (words is null && errors.All(error => error.Field != name))
            errors.Add(new FieldError(name, ActWords.WordsMissing));
        return words ?? "";
    }

    /// <summary>Words that may be missing; an error only when there are too many.</summary>
    public string? OptionalWords(string name)
    {
        var words = First(name).Trim();
        var longest = Field<WordsField>(name).Longest;
        if (words.Length > longest)
            errors.Add(new FieldError(name, ActWords.TooLong(longest)));
        return words.Length == 0 ? null : words;
    }

    private string First(string name) => typed(name) is [var value, ..] ? value : "";

    private TField Field<TField>(string name)
        where TField : ActField => fields.OfType<TField>().Single(field => field.Name == name);
}
