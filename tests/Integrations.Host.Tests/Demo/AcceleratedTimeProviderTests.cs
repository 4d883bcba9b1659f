using Integrations.Host.Demo;
using Integrations.Runtime.Processing;

namespace Integrations.Host.Tests.Demo;

public sealed class AcceleratedTimeProviderTests
{
    private static readonly DateTimeOffset Real = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Virtual = new(2026, 11, 30, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_second_of_the_wall_is_a_day_of_the_files()
    {
        var wall = new VirtualClock(Real);
        var clock = new AcceleratedTimeProvider(new ClockAnchor(Real, Virtual, 86_400), wall);
        wall.MoveTo(Real.AddSeconds(3));
        Assert.Equal(Virtual.AddDays(3), clock.GetUtcNow());
    }

    [Fact]
    public void A_second_process_finds_the_anchor_of_the_first()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory();
        try
        {
            var first = ClockAnchor.LoadOrCreate(folder.FullName, Virtual, 86_400, Real);
            var second = ClockAnchor.LoadOrCreate(folder.FullName, Virtual.AddYears(1), 1, Real.AddHours(1));
            Assert.Equal(first, second);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
