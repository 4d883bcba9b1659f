using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// Scriban, an expression type of this product: strict (an unknown name is an error), bounded, without access to .NET objects.
/// Names: variables by their own names, plus variables, input, instance_id, definition_id, correlation_id. Invariant culture: what it gives is
/// data, not a letter.
/// </summary>
internal sealed class ScribanExpression : CompiledExpression
{
    private readonly Template _template;
    private readonly string[] _names;
    private readonly string _text;

    /// <exception cref="ExpressionException">The template cannot be parsed.</exception>
    public ScribanExpression(string template, VariableScope scope)
    {
        ScriptLimits.CheckLength(template);
        _text = template;
        _template = Template.Parse(template, parserOptions: new ParserOptions { ExpressionDepthLimit = 64 });
        _names = [.. scope.Visible.Keys];
        if (!_template.HasErrors) return;
        var first = _template.Messages.First(message => message.Type == ParserMessageType.Error);
        throw new ExpressionException(ScriptLimits.Shortened(first.Message), first.Span.Start.Line + 1, first.Span.Start.Column + 1);
    }

    public override object? Evaluate(ActivityContext context)
    {
        var scriban = new BoundedContext();
        ScribanBuiltins.MakeRepeatable(scriban, _text, context);
        scriban.PushGlobal(Model(context));
        scriban.PushGlobal(new ScriptObject());
        try
        {
            return _template.Render(scriban);
        }
        catch (ScriptRuntimeException exception)
        {
            throw new ExpressionException(ScriptLimits.Shortened(exception.OriginalMessage), exception.Span.Start.Line + 1, exception.Span.Start.Column + 1, exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or InvalidCastException or OverflowException or FormatException or NotSupportedException)
        {
            throw new ExpressionException(ScriptLimits.Shortened(exception.Message), inner: exception);
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
        model["definition_id"] = context.Plan.DefinitionId;
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

    /// <summary>Scriban's own limits, and two more: nodes evaluated and memory taken, looked at before each node.</summary>
    private sealed class BoundedContext : TemplateContext
    {
        private readonly long _allocatedBefore;
        private int _nodes;

        public BoundedContext()
        {
            StrictVariables = true;
            EnableRelaxedMemberAccess = false;
            MemberFilter = static _ => false;
            LoopLimit = 10_000;
            RecursiveLimit = 50;
            ObjectRecursionLimit = 50;
            LimitToString = ScriptLimits.MaxTextLength;
            OutputLimit = ScriptLimits.MaxTextLength;
            OnStringLimit = ScriptLimitBehavior.Throw;
            OnOutputLimit = ScriptLimitBehavior.Throw;
            RegexTimeOut = ScriptLimits.RegexTimeout;
            _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        }

        public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
        {
            if (++_nodes > ScriptLimits.MaxNodes) throw new ScriptRuntimeException(scriptNode?.Span ?? default, $"le gabarit dépasse {ScriptLimits.MaxNodes} étapes");
            if (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > ScriptLimits.MaxMemoryBytes)
                throw new ScriptRuntimeException(scriptNode?.Span ?? default, $"le gabarit dépasse {ScriptLimits.MaxMemoryBytes / (1024 * 1024)} Mio de mémoire");
            return base.Evaluate(scriptNode, aliasReturnedFunction);
        }
    }
}
