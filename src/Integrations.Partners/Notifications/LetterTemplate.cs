using System.Text.Json.Nodes;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Integrations.Partners.Notifications;

/// <summary>One parsed template file. Any number of threads may render it at once.</summary>
internal sealed class LetterTemplate
{
    /// <summary>The last guard: loops and sizes are limited by counts, and a machine at its limits may stand still for seconds.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly Template _template;
    private readonly bool _html;

    private LetterTemplate(Template template, bool html, string file)
    {
        _template = template;
        _html = html;
        File = file;
    }

    /// <summary>Path from the folder of the templates.</summary>
    public string File { get; }

    public static LetterTemplate? Parse(string file, string text, bool html, ICollection<TemplateProblem> problems)
    {
        var template = Template.Parse(text, file, new ParserOptions { ExpressionDepthLimit = 64, ParseFloatAsDecimal = true });
        foreach (var message in template.Messages.Where(message => message.Type == ParserMessageType.Error))
        {
            problems.Add(new TemplateProblem(
                file, message.Span.Start.Line + 1, message.Span.Start.Column + 1, $"Le gabarit ne peut pas être lu : {message.Message}"));
        }

        return template.HasErrors ? null : new LetterTemplate(template, html, file);
    }

    /// <exception cref="TemplateRenderException">With file, line and column.</exception>
    public string Render(JsonObject model, Markup? body = null)
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        var frozen = LetterFunctions.Freeze(model);
        if (body is not null)
        {
            frozen.IsReadOnly = false;
            frozen.SetValue("corps", body, readOnly: true);
            frozen.IsReadOnly = true;
        }

        try
        {
            return _template.Render(new LetterContext(frozen, _html, limit.Token));
        }
        catch (ScriptRuntimeException error)
        {
            throw new TemplateRenderException(
                new TemplateProblem(File, error.Span.Start.Line + 1, error.Span.Start.Column + 1, InFrench(error)), error);
        }
    }

    private static string InFrench(ScriptRuntimeException error) => error switch
    {
        ScriptAbortException => "Le gabarit dépasse le temps permis.",
        _ when error.OriginalMessage.Contains("was not found", StringComparison.Ordinal)
            || error.OriginalMessage.Contains("Cannot get member", StringComparison.Ordinal)
            || error.OriginalMessage.Contains("does not contain", StringComparison.Ordinal) =>
            $"Une valeur demandée n'existe pas dans le modèle : {error.OriginalMessage}",
        _ => $"Le gabarit ne peut pas être rempli : {error.OriginalMessage}",
    };
}

/// <summary>A fault in a template.</summary>
/// <param name="File">Path from the folder of the templates, for example <c>firm-received/html.scriban</c>.</param>
/// <param name="Line">From 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">From 1; 0 when the file as a whole is meant.</param>
/// <param name="Message">In French.</param>
public sealed record TemplateProblem(string File, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? $"{File} : {Message}" : $"{File} ({Line},{Column}) : {Message}";
}

/// <summary>A letter could not be rendered: nothing was sent, the command stays in the outbox with this reason.</summary>
/// <param name="problem">Where and why.</param>
/// <param name="inner">What the engine said.</param>
public sealed class TemplateRenderException(TemplateProblem problem, Exception? inner = null) : Exception(problem.ToString(), inner)
{
    /// <summary>Where and why.</summary>
    public TemplateProblem Problem { get; } = problem;
}
