using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integrations.Partners.Notifications;

/// <summary>A letter ready to be sent.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text, for those who read without HTML.</param>
/// <param name="Html">A whole HTML document, 600 pixels wide, readable without images.</param>
public sealed record Letter(string Subject, string Text, string Html);

/// <summary>The templates of one kind of letter, with an example of its model.</summary>
public sealed partial class Notice
{
    private readonly LetterTemplate _subject;
    private readonly LetterTemplate _text;
    private readonly LetterTemplate _html;
    private readonly LetterLayout _layout;
    private readonly JsonObject _example;

    internal Notice(
        string name, LetterTemplate subject, LetterTemplate text, LetterTemplate html, LetterLayout layout, JsonObject example)
    {
        Name = name;
        _subject = subject;
        _text = text;
        _html = html;
        _layout = layout;
        _example = example;
    }

    /// <summary>Name of its folder, for example <c>firm-received</c>.</summary>
    public string Name { get; }

    /// <summary>A complete model, as a preview shows it.</summary>
    public JsonObject Example => (JsonObject)_example.DeepClone();

    /// <summary>Renders the letter.</summary>
    /// <param name="model">
    /// The facts. The example of the notice is the contract: a key of the example that the model leaves out is empty (null), which a
    /// template may test but not print.
    /// </param>
    /// <exception cref="TemplateRenderException">With file, line and column; nothing is half rendered.</exception>
    public Letter Render(JsonObject model)
    {
        var complete = (JsonObject)model.DeepClone();
        Complete(complete, _example);

        var subject = Spaces().Replace(_subject.Render(complete), " ").Trim();
        complete["objet"] = subject;
        var text = _layout.Text.Render(complete, new Markup(_text.Render(complete).Trim()));
        var html = _layout.Html.Render(complete, new Markup(PhoneSpace().Replace(Typography(_html.Render(complete)), "\u00A0")));
        return new Letter(
            Typography(subject),
            EmptyLines().Replace(TrailingSpaces().Replace(Typography(text), ""), "\n\n").Trim() + "\n",
            _layout.Styles.Apply(html));
    }

    private static void Complete(JsonObject model, JsonObject example)
    {
        foreach (var (name, value) in example)
        {
            if (!model.ContainsKey(name))
                model[name] = value is JsonObject ? new JsonObject() : null;
            switch (value, model[name])
            {
                case (JsonObject expected, JsonObject given):
                    Complete(given, expected);
                    break;
                case (JsonArray { Count: > 0 } expected, JsonArray given) when expected[0] is JsonObject first:
                    foreach (var item in given.OfType<JsonObject>())
                        Complete(item, first);
                    break;
            }
        }
    }

    /// <summary>French typography: the space before « ; : ! ? » and inside the quotation marks does not break.</summary>
    private static string Typography(string text) =>
        SpaceBefore().Replace(text, "\u00A0").Replace("« ", "«\u00A0", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=\S) (?=[;:!?»€](?:\s|<|$|\.|,|\)))", RegexOptions.Multiline)]
    private static partial Regex SpaceBefore();

    /// <summary>A telephone number stays on one line.</summary>
    [GeneratedRegex(@"(?<=\b\d\d) (?=\d\d\b)")]
    private static partial Regex PhoneSpace();

    [GeneratedRegex(@"[ \t]+$", RegexOptions.Multiline)]
    private static partial Regex TrailingSpaces();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();
}

/// <summary>What surrounds every letter: the head with the name of the desk, the foot with whom to call.</summary>
internal sealed record LetterLayout(LetterTemplate Text, LetterTemplate Html, InlineStyles Styles);
