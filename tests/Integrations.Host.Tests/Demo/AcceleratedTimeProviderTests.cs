using Integrations.Host.Demo;

namespace Integrations.Host.Tests.Demo;

public sealed class AcceleratedTimeProviderTests : IDisposable
{
    private const double DayPerSecond = 86_400;
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 7, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly Wall _wall = new();

    [Fact]
    public void A_second_of_the_wall_is_a_day_of_the_files()
    {
        var clock = Clock();
        clock.RunOn(TimeSpan.FromSeconds(5));
        _wall.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(Start.AddDays(3), clock.GetUtcNow());
    }

    [Fact]
    public void It_stands_still_until_it_may_run_and_after_its_stretch()
    {
        var clock = Clock();
        _wall.Pass(TimeSpan.FromHours(1));
        Assert.Equal(Start, clock.GetUtcNow());

        clock.RunOn(TimeSpan.FromSeconds(1));
        _wall.Pass(TimeSpan.FromHours(1));
        Assert.Equal(Start.AddDays(1), clock.GetUtcNow());
    }

    [Fact]
    public void A_second_process_goes_on_where_the_first_might_have_been_and_never_before()
    {
        var first = Clock();
        first.RunOn(TimeSpan.FromSeconds(2));
        _wall.Pass(TimeSpan.FromSeconds(1));

        var second = Clock();
        _wall.Pass(TimeSpan.FromHours(8));
        Assert.Equal(Start.AddDays(2), second.GetUtcNow());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private AcceleratedTimeProvider Clock() => new(_folder.FullName, Start, DayPerSecond, _wall);

    /// <summary>A real clock that moves when it is told.</summary>
    private sealed class Wall : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
