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
        var options = new TemplateOptions { MaxSteps = ScriptLimits.MaxStatements, MaxRecursion = 50, TimeZone = TimeZoneInfo.Utc };
        options.Filters.AddFilter("json", (input, _, _) => new StringValue(Json(input)));
        options.Filters.AddFilter("base64", (input, _, _) => new StringValue(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(input.ToStringValue()))));
        foreach (var (name, filter) in options.Filters.ToList()) options.Filters.AddFilter(name, LiquidLimits.Bound(name, filter));
        return options;
    }

    /// <summary>What the designer is told of an exception of the template.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        InvalidOperationException when exception.Message.Contains("recursion", StringComparison.Ordinal) => $"le gabarit dépasse {ScriptLimits.MaxStatements} étapes",
        FileNotFoundException => "un gabarit n'inclut aucun fichier",
        OverflowException => "un nombre est trop grand",
        DivideByZeroException => "division par zéro",
        _ => ScriptLimits.Shortened(exception.Message),
    };

    public static FluidValue ToLiquid(object? value) => value switch
    {
        null => NilValue.Instance,
        string text => new StringValue(text),
        bool flag => BooleanValue.Create(flag),
        long number => NumberValue.Create(number),
        double number => Math.Abs(number) < 7.9e28 ? NumberValue.Create((decimal)number) : new StringValue(Values.ToText(number)),
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
            ? new ExpressionException(FirstLine(error), int.Parse(position.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(position.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : new ExpressionException(FirstLine(error));
    }

    /// <summary>The lines that follow repeat the source.</summary>
    private static string FirstLine(string error) => ScriptLimits.Shortened(error.Split('\n')[0].TrimEnd());

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

    /// <summary>A loop over an object gives pairs of name and value.</summary>
    public override IEnumerable<FluidValue> Enumerate(TemplateContext context) =>
        Source?.Select(member => (FluidValue)new ArrayValue([new StringValue(member.Key), LiquidOptions.ToLiquid(Values.OfJson(member.Value))])) ?? [];

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => Source?.ToJsonString(Values.Json) ?? "";

    public override object ToObjectValue() => Source ?? (object)"";
}
