using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Expressions;

/// <summary>Limits, filters and values of Liquid templates.</summary>
internal static partial class LiquidOptions
{
    public static TemplateOptions Make()
    {
        var options = new TemplateOptions { MaxSteps = 50_000, MaxRecursion = 50 };
        options.Filters.AddFilter("json", (input, _, _) => new StringValue(Json(input)));
        options.Filters.AddFilter("base64", (input, _, _) => new StringValue(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(input.ToStringValue()))));
        return options;
    }

    public static FluidValue ToLiquid(object? value) => value switch
    {
        null => NilValue.Instance,
        string text => new StringValue(text),
        bool flag => BooleanValue.Create(flag),
        long number => NumberValue.Create(number),
        double number => NumberValue.Create((decimal)number),
        decimal number => NumberValue.Create(number),
        DateTimeOffset instant => new DateTimeValue(instant),
        DateTime instant => new DateTimeValue(new DateTimeOffset(instant, TimeSpan.Zero)),
        JsonObject json => new LookupValue(name => ToLiquid(Values.OfJson(json[name])), json),
        JsonArray array => new ArrayValue([.. array.Select(item => ToLiquid(Values.OfJson(item)))]),
        _ => new StringValue(Values.ToText(value)),
    };

    public static ExpressionException Syntax(string error)
    {
        var position = Position().Match(error);
        return position.Success
            ? new ExpressionException(error, int.Parse(position.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(position.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : new ExpressionException(error);
    }

    private static string Json(FluidValue value) => value switch
    {
        LookupValue { Source: { } json } => json.ToJsonString(Values.Json),
        NilValue => "null",
        _ => Values.ToJson(value.ToObjectValue())?.ToJsonString(Values.Json) ?? "null",
    };

    [GeneratedRegex(@"\((\d+):(\d+)\)")]
    private static partial Regex Position();
}

/// <summary>An object of a template whose members are looked up when they are read.</summary>
internal sealed class LookupValue(Func<string, FluidValue> lookup, JsonObject? source = null) : FluidValue
{
    public JsonObject? Source { get; } = source;

    public override FluidValues Type => FluidValues.Object;

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new(lookup(name));

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => new(lookup(index.ToStringValue()));

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => Source?.ToJsonString(Values.Json) ?? "";

    public override object ToObjectValue() => Source ?? (object)"";
}
