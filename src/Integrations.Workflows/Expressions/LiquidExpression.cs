using Fluid;
using Fluid.Values;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Expressions;

/// <summary>Liquid in Fluid, with Elsa's objects: Variables, Input, WorkflowInstanceId, CorrelationId, and the filter json.</summary>
internal sealed class LiquidExpression : CompiledExpression
{
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = LiquidOptions.Make();

    private readonly IFluidTemplate _template;

    /// <exception cref="ExpressionException">The template cannot be parsed.</exception>
    public LiquidExpression(string template, VariableScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!Parser.TryParse(template, out _template, out var error)) throw LiquidOptions.Syntax(error);
    }

    public override object? Evaluate(ActivityContext context)
    {
        var liquid = new TemplateContext(Options) { Now = () => context.Now, CultureInfo = System.Globalization.CultureInfo.InvariantCulture };
        liquid.SetValue("Variables", new LookupValue(name => LiquidOptions.ToLiquid(context.GetVariable(name))));
        liquid.SetValue("Input", new LookupValue(name => LiquidOptions.ToLiquid(context.GetInput(name))));
        liquid.SetValue("WorkflowInstanceId", context.InstanceId);
        liquid.SetValue("WorkflowDefinitionId", context.Plan.DefinitionId);
        liquid.SetValue("CorrelationId", context.CorrelationId ?? "");
        try
        {
            return _template.Render(liquid);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Fluid.ParseException or FormatException or ArgumentException)
        {
            throw new ExpressionException(exception.Message, inner: exception);
        }
    }
}
