using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Acts;

/// <summary>A field of an act's form, described once for the page and for the reading.</summary>
/// <param name="Name">Name in the form; ASCII, stable.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Hint">How to answer, if the label does not say it all.</param>
/// <param name="Required">Whether an empty field is an error.</param>
public abstract record ActField(string Name, Text Label, Text? Hint, bool Required);

/// <summary>A date, local legal date of the authority.</summary>
public sealed record DateField(string Name, Text Label, DateOnly? Proposed, bool Required = true, Text? Hint = null)
    : ActField(Name, Label, Hint, Required);

/// <summary>One of a few.</summary>
public sealed record ChoiceField(string Name, Text Label, IReadOnlyList<Option> Options, Text? Hint = null)
    : ActField(Name, Label, Hint, true);

/// <summary>One or more of a few.</summary>
public sealed record ManyField(string Name, Text Label, IReadOnlyList<Option> Options, Text? Hint = null)
    : ActField(Name, Label, Hint, true);

/// <summary>Words: one line, or several.</summary>
/// <param name="Name">Name in the form.</param>
/// <param name="Label">What is asked.</param>
/// <param name="Required">Whether it may stay empty.</param>
/// <param name="Longest">Most characters.</param>
/// <param name="SeveralLines">Whether lines may break.</param>
/// <param name="Hint">How to answer.</param>
public sealed record WordsField(
    string Name, Text Label, bool Required = true, int Longest = 200, bool SeveralLines = false, Text? Hint = null)
    : ActField(Name, Label, Hint, Required);

/// <summary>A choice.</summary>
public sealed record Option(string Value, Text Label);

/// <summary>An error beside a field, and in the summary.</summary>
public sealed record FieldError(string Field, Text Message);
