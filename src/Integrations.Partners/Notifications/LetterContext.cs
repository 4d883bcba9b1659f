using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Integrations.Partners.Notifications;

/// <summary>
/// The sandbox in which a letter is rendered: strict variables, no hole left by an empty value, limits on time, loops and size,
/// no way to another file, and for HTML everything that is printed is escaped.
/// </summary>
internal sealed class LetterContext : TemplateContext
{
    private const int MaxLetterCharacters = 256 * 1024;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly bool _html;

    public LetterContext(ScriptObject model, bool html, CancellationToken cancellation)
        : base(LetterFunctions.Builtins())
    {
        _html = html;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedTargetAccess = false;
        EnableRelaxedFunctionAccess = false;
        EnableRelaxedIndexerAccess = false;
        ErrorForStatementFunctionAsExpression = true;
        MemberFilter = static _ => false;
        LoopLimit = 1000;
        RecursiveLimit = 16;
        ObjectRecursionLimit = 16;
        RegexTimeOut = TimeSpan.FromMilliseconds(100);
        LimitToString = MaxLetterCharacters;
        OutputLimit = MaxLetterCharacters;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        OnStringLimit = ScriptLimitBehavior.Throw;
        CancellationToken = cancellation;
        NewLine = "\n";
        PushCulture(French);
        PushGlobal(model);
        // What a template assigns lands here, never in the model.
        PushGlobal(new ScriptObject());
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject) => textAsObject switch
    {
        Markup markup => Write(markup.Html),
        _ when _html => Write(Encoder.Encode(ObjectToString(textAsObject) ?? "")),
        _ => base.Write(span, textAsObject),
    };

    /// <summary>A letter with a hole in it must not leave: printing an empty value is a fault. « ?? » gives another value.</summary>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        var value = base.Evaluate(scriptNode, aliasReturnedFunction);
        if (value is null && scriptNode is ScriptExpressionStatement { Expression: not ScriptAssignExpression } statement)
            throw new ScriptRuntimeException(statement.Span, $"« {statement.Expression} » est vide");
        return value;
    }
}

/// <summary>HTML that has been made by a template already.</summary>
internal sealed record Markup(string Html);
