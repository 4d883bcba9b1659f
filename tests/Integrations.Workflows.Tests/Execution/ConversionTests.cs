using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Execution;

/// <summary>Values become of a type as they do in Elsa's converter: numbers are rounded, texts must be of the type.</summary>
public sealed class ConversionTests
{
    [Theory]
    [InlineData(1.5, 2)]
    [InlineData(2.5, 2)]
    [InlineData(" 12 ", 12)]
    [InlineData(true, 1)]
    public void An_integer_is_made_of_a_number_a_flag_or_the_text_of_an_integer(object given, int expected)
    {
        Assert.True(Values.TryConvert(given, typeof(int), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("abc")]
    public void The_text_of_a_fraction_is_no_integer(string text)
    {
        Assert.False(Values.TryConvert(text, typeof(int), out _));
        Assert.False(Values.TryConvert(text, typeof(long), out _));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void What_is_no_number_of_JSON_is_null_there(double number)
    {
        Assert.Null(Values.ToJson(number));
        Assert.Equal("""{"a":null}""", Values.ToJson(new Dictionary<string, object?> { ["a"] = number })!.ToJsonString());
    }

    [Fact]
    public void It_is_a_decimal_number_all_the_same()
    {
        Assert.True(Values.TryConvert("1.5", typeof(double), out var value));
        Assert.Equal(1.5, value);
    }
}
