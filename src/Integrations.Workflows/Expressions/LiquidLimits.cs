using System.Text;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// Fluid counts steps, and nothing else: a range is made in one step, a filter may double a text each time. Here every range, every text that is
/// written and every filter is counted against the <see cref="WorkBudget"/> of the evaluation.
/// </summary>
internal sealed class LiquidLimits : AstRewriter
{
    private const int MaxRange = 10_000;
    private const int MaxDigits = 3;
    private const string Key = "work";

    public static IFluidTemplate Bound(IFluidTemplate template) => new LiquidLimits().VisitTemplate(template);

    public static void Begin(TemplateContext context) => context.AmbientValues[Key] = new WorkBudget();

    /// <summary>The filter, its input, its arguments and its result counted.</summary>
    public static FilterDelegate Bound(string name, FilterDelegate filter)
    {
        var formats = name.Contains("format", StringComparison.Ordinal) || name.Contains("date", StringComparison.Ordinal) || name.Contains("time", StringComparison.Ordinal) || name.Contains("money", StringComparison.Ordinal);
        return async (input, arguments, context) =>
        {
            var budget = Budget(context);
            budget.Spend(Cost(name, input, arguments));
            if (formats) CheckFormats(arguments);
            var result = await filter(input, arguments, context);
            budget.Spend(Size(result));
            return result;
        };
    }

    protected override Expression VisitRangeExpression(RangeExpression rangeExpression) => new BoundedRange(rangeExpression);

    protected override Statement VisitOutputStatement(OutputStatement outputStatement) => new Counted(base.VisitOutputStatement(outputStatement));

    protected override Statement VisitTextSpanStatement(TextSpanStatement textSpanStatement) => new Counted(textSpanStatement);

    protected override Statement VisitCycleStatement(CycleStatement cycleStatement) => new Counted(base.VisitCycleStatement(cycleStatement));

    protected override Statement VisitRawStatement(RawStatement rawStatement) => new Counted(rawStatement);

    private static WorkBudget Budget(TemplateContext context) => (WorkBudget)context.AmbientValues[Key];

    private static double Size(FluidValue value) => value switch
    {
        StringValue text => text.ToStringValue().Length,
        ArrayValue array => 4d * array.Values.Count,
        LookupValue { Source: { } json } => json.Count,
        _ => 1,
    };

    private static double Cost(string name, FluidValue input, FilterArguments arguments)
    {
        var size = Size(input);
        for (var i = 0; i < arguments.Count; i++) size += Size(arguments.At(i));
        return name switch
        {
            "split" => size * 16,
            "replace" or "replace_first" or "replace_last" => size * Math.Max(1, Size(arguments.At(1))),
            "join" when input is ArrayValue array => array.Values.Sum(Size) + (array.Values.Count * Size(arguments.At(0))),
            "json" when input is ArrayValue array => array.Values.Sum(Size),
            _ => size,
        };
    }

    /// <summary>A width of a thousand digits is no format, but a way to ask for a text of any length.</summary>
    private static void CheckFormats(FilterArguments arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var digits = 0;
            foreach (var sign in arguments.At(i).ToStringValue())
            {
                digits = char.IsAsciiDigit(sign) ? digits + 1 : 0;
                if (digits > MaxDigits && arguments.At(i) is StringValue) throw new ExpressionException($"un format a une largeur de plus de {MaxDigits} chiffres");
            }
        }
    }

    private sealed class BoundedRange(RangeExpression range) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var from = (await range.From.EvaluateAsync(context)).ToNumberValue();
            var to = (await range.To.EvaluateAsync(context)).ToNumberValue();
            if (to > int.MaxValue || from < int.MinValue || to - from >= MaxRange) throw new ExpressionException($"un intervalle a plus de {MaxRange} éléments");
            Budget(context).Spend((double)Math.Max(0, to - from));
            return await range.EvaluateAsync(context);
        }

        protected override Expression Accept(AstVisitor visitor) => this;
    }

    /// <summary>A statement that writes.</summary>
    private sealed class Counted(Statement statement) : Statement
    {
        public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context) =>
            statement.WriteToAsync(new CountingWriter(writer, Budget(context)), encoder, context);

        protected override Statement Accept(AstVisitor visitor) => this;
    }

    private sealed class CountingWriter(TextWriter writer, WorkBudget budget) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => writer.Encoding;

        public override void Write(char value)
        {
            budget.Spend(0);
            writer.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            budget.Spend(count);
            writer.Write(buffer, index, count);
        }

        public override void Write(string? value)
        {
            budget.Spend(value?.Length ?? 0);
            writer.Write(value);
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            budget.Spend(buffer.Length);
            writer.Write(buffer);
        }

        public override Task WriteAsync(char value)
        {
            Write(value);
            return Task.CompletedTask;
        }

        public override Task WriteAsync(string? value)
        {
            Write(value);
            return Task.CompletedTask;
        }

        public override Task WriteAsync(char[] buffer, int index, int count)
        {
            Write(buffer, index, count);
            return Task.CompletedTask;
        }

        public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return Task.CompletedTask;
        }

        public override Task FlushAsync() => writer.FlushAsync();
    }
}
