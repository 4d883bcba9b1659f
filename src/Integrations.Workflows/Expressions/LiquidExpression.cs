using System.Globalization;
using Fluid;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Expressions;

/// <summary>
/// Liquid in Fluid, with Elsa's objects (Variables, Input, WorkflowInstanceId, WorkflowDefinitionId, WorkflowDefinitionVersionId,
/// WorkflowDefinitionVersion, CorrelationId) and filters (json, base64); bounded in steps, depth and in what it produces.
/// </summary>
internal sealed class LiquidExpression : CompiledExpression
{
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = LiquidOptions.Make();

    private readonly IFluidTemplate _template;

    /// <exception cref="ExpressionException">The template cannot be parsed.</exception>
    public LiquidExpression(string template)
    {
        ScriptLimits.CheckLength(template);
        LiquidDepth.Check(template);
        if (!Parser.TryParse(template, out var parsed, out var error)) throw LiquidOptions.Syntax(error);
        _template = LiquidLimits.Bound(parsed);
    }

    public override object? Evaluate(ActivityContext context)
    {
        var liquid = new TemplateContext(Options) { Now = () => context.Now, CultureInfo = CultureInfo.InvariantCulture, TimeZone = TimeZoneInfo.Utc };
        LiquidLimits.Begin(liquid);
        liquid.SetValue("Variables", new LookupValue(name => LiquidOptions.ToLiquid(context.GetVariable(name))));
        liquid.SetValue("Input", new LookupValue(name => LiquidOptions.ToLiquid(context.GetInput(name))));
        liquid.SetValue("WorkflowInstanceId", context.InstanceId);
        liquid.SetValue("WorkflowDefinitionId", context.Plan.DefinitionId);
        liquid.SetValue("WorkflowDefinitionVersionId", context.Plan.DefinitionVersionId);
        liquid.SetValue("WorkflowDefinitionVersion", context.Plan.Version);
        liquid.SetValue("CorrelationId", context.CorrelationId ?? "");
        try
        {
            var text = _template.Render(liquid);
            return text.Length <= ScriptLimits.MaxTextLength ? text : throw new ExpressionException($"le texte dépasse {ScriptLimits.MaxTextLength} caractères");
        }
        catch (Exception exception) when (exception is not (ExpressionException or OutOfMemoryException))
        {
            // A filter throws whatever .NET throws at it (a division by zero, a number too large): all of it is the template's fault.
            throw new ExpressionException(LiquidOptions.Explain(exception), inner: exception);
        }
    }
}
