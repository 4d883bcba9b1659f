using System.Globalization;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Execution;

/// <summary>The designer saves a picked date as text in the language that it runs in.</summary>
public sealed class PickedDateTests
{
    [Theory]
    [InlineData("15/11/2026 00:00:00", "2026-11-15T00:00:00Z")]
    [InlineData("05/11/2026 14:30:00", "2026-11-05T14:30:00Z")]
    [InlineData("11/15/2026 12:00:00 AM", "2026-11-15T00:00:00Z")]
    [InlineData("11/5/2026 2:30:00 PM", "2026-11-05T14:30:00Z")]
    [InlineData("2026-11-05T14:30:00+01:00", "2026-11-05T13:30:00Z")]
    public void A_date_picked_in_French_or_in_English_is_the_same_instant(string written, string instant)
    {
        Assert.True(Values.TryConvert(written, typeof(DateTimeOffset), out var read));
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), read);
        Assert.True(Values.TryConvert(written, typeof(DateTime), out var day));
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).UtcDateTime, day);
    }

    [Fact]
    public void What_is_no_date_is_none() => Assert.False(Values.TryConvert("32/11/2026 00:00:00", typeof(DateTimeOffset), out _));
}
