using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// Scriban, an expression type of this product: strict (an unknown name is an error), bounded, without access to .NET objects.
/// Names: variables by their own names, plus variables, input, instance_id, correlation_id. Invariant culture: what it gives is data, not a letter.
/// </summary>
internal sealed class ScribanExpression : CompiledExpression
{
    private readonly Template _template;
    private readonly string[] _names;

    /// <exception cref="ExpressionException">The template cannot be parsed.</exception>
    public ScribanExpression(string template, VariableScope scope)
    {
        _template = Template.Parse(template, parserOptions: new ParserOptions { ExpressionDepthLimit = 64 });
        _names = [.. scope.Visible.Keys];
        if (!_template.HasErrors) return;
        var first = _template.Messages.First(message => message.Type == ParserMessageType.Error);
        throw new ExpressionException(first.Message, first.Span.Start.Line + 1, first.Span.Start.Column + 1);
    }

    public override object? Evaluate(ActivityContext context)
    {
        var scriban = new TemplateContext
        {
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            MemberFilter = static _ => false,
            LoopLimit = 10_000,
            RecursiveLimit = 50,
            LimitToString = ScriptLimits.MaxTextLength,
            OutputLimit = ScriptLimits.MaxTextLength,
            RegexTimeOut = ScriptLimits.RegexTimeout,
        };
        scriban.PushGlobal(Model(context));
        scriban.PushGlobal(new ScriptObject());
        try
        {
            return _template.Render(scriban);
        }
        catch (ScriptRuntimeException exception)
        {
            throw new ExpressionException(exception.OriginalMessage, exception.Span.Start.Line + 1, exception.Span.Start.Column + 1, exception);
        }
    }

    private ScriptObject Model(ActivityContext context)
    {
        var model = new ScriptObject();
        var variables = new ScriptObject();
        foreach (var name in _names) variables[name] = ToScriban(context.GetVariable(name));
        var input = new ScriptObject();
        foreach (var declared in context.Plan.Inputs) input[declared.Name] = ToScriban(context.GetInput(declared.Name));
        foreach (var name in _names) model[name] = variables[name];
        model["variables"] = variables;
        model["input"] = input;
        model["instance_id"] = context.InstanceId;
        model["correlation_id"] = context.CorrelationId;
        return model;
    }

    private static object? ToScriban(object? value)
    {
        switch (value)
        {
            case JsonObject json:
                var target = new ScriptObject();
                foreach (var (name, member) in json) target[name] = ToScriban(Values.OfJson(member));
                target.IsReadOnly = true;
                return target;
            case JsonArray array:
                var list = new ScriptArray();
                foreach (var item in array) list.Add(ToScriban(Values.OfJson(item)));
                list.IsReadOnly = true;
                return list;
            case DateTimeOffset instant: return instant.UtcDateTime;
            default: return value;
        }
    }
}
