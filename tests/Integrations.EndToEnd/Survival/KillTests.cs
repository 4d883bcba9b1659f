using System.Diagnostics;
using System.Globalization;
using Integrations.EndToEnd.Demonstration;

namespace Integrations.EndToEnd.Survival;

/// <summary>
/// The clock of the demonstration stands still while its process is down or busy: nobody misses a legal date because the desk was down, what
/// time does to a file is the same in both runs, and every difference between them is a fault. Variables: <c>SURVIVAL_KILLS</c>, <c>SURVIVAL_SEED</c>.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int SampleFiles = 10;
    private const double SecondsPerDay = 0.2;

    /// <summary>Some weeks after the last thing that happens in the demonstration; that nothing is still to come is asserted.</summary>
    private static readonly DateTimeOffset End = new(2027, 6, 15, 0, 0, 0, TimeSpan.Zero);

    private static readonly int Kills = Variable("SURVIVAL_KILLS") ?? 50;
    private static readonly int Seed = Variable("SURVIVAL_SEED") ?? Random.Shared.Next(1_000_000);

    [Fact]
    public async Task A_desk_that_is_killed_again_and_again_loses_nothing_sends_nothing_twice_and_brings_every_file_to_the_same_end()
    {
        output.WriteLine($"seed {Seed}, {Kills} kills");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(15));
        using var quiet = new DemoProcess(SecondsPerDay);
        using var killed = new DemoProcess(SecondsPerDay);

        var startUp = await StartAsync(quiet, limit.Token);
        var ends = await Task.WhenAll(FinishAsync(quiet, limit.Token), KillAgainAndAgainAsync(killed, startUp, limit.Token));
        var (expected, actual) = (ends[0], ends[1]);

        Assert.Equal(SampleFiles, expected.Files.Count);
        Same(expected.Files, actual.Files);
        Same(expected.Tasks, actual.Tasks);
        Same([.. expected.Mails.Where(IsCaused)], [.. actual.Mails.Where(IsCaused)]);
        Assert.All(ends, Sound);
    }

    private async Task<DemoOutcome> KillAgainAndAgainAsync(DemoProcess demo, TimeSpan startUp, CancellationToken cancellation)
    {
        var random = new Random(Seed);
        var working = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            demo.Start();
            // One in five is killed while it starts, the others while they work. Measured in start-ups: a slow machine shows as much as a fast one.
            if (random.Next(5) > 0)
            {
                await demo.UntilReadyAsync(cancellation);
                working++;
            }

            await Task.Delay(startUp * random.NextDouble(), cancellation);
            demo.Kill();
        }

        output.WriteLine($"{working} of {Kills} kills came while the desk worked; the last on {demo.Clock:d}");
        demo.Start();
        return await FinishAsync(demo, cancellation);
    }

    private static async Task<TimeSpan> StartAsync(DemoProcess demo, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        demo.Start();
        await demo.UntilReadyAsync(cancellation);
        return watch.Elapsed;
    }

    private static async Task<DemoOutcome> FinishAsync(DemoProcess demo, CancellationToken cancellation)
    {
        await demo.UntilAsync(() => Task.FromResult(demo.Clock >= End), cancellation);
        demo.Kill();
        return await DemoOutcome.ReadAsync(demo.Folder, cancellation);
    }

    private static void Sound(DemoOutcome end)
    {
        Assert.Empty(end.Doubles);
        Assert.Empty(end.BrokenLinks);
        // What is left to come is the archive of the files, a year after each was closed.
        Assert.True(end.NextDueAt > End.AddMonths(3), $"{end.NextDueAt:O} is due");
        Assert.Equal(0, end.Health.PendingMessages);
        Assert.Equal(0, end.Health.PendingCommands);
        Assert.Equal(0, end.Health.DeadMessages);
        Assert.Equal(0, end.Health.DeadCommands);
        Assert.Equal(0, end.Health.StalledInstances);
        // A partner with two questions about one procedure may answer the second while the first answer closes the procedure: the desk
        // keeps that answer aside for a person to see. Nothing else may be there.
        Assert.All(end.Quarantined, code => Assert.Equal("task.cancelled", code));
    }

    /// <summary>
    /// Left out of the comparison: a reminder or an alert leaves when an answer is not there on its morning, and the killed desk takes some
    /// answers hours later by the clock of the files. That none of them left twice is counted at the mailboxes all the same.
    /// </summary>
    private static bool IsCaused(string mail) =>
        !mail.Contains(": Rappel", StringComparison.Ordinal) && !mail.Contains(": Partenaire sans réponse", StringComparison.Ordinal);

    private static void Same(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var difference =
            (from line in expected.Union(actual)
             let more = actual.Count(line.Equals) - expected.Count(line.Equals)
             where more != 0
             select $"{(more > 0 ? "too many" : "lost")}: {Math.Abs(more)} × {line}").ToList();
        Assert.True(difference.Count == 0, $"seed {Seed}{Environment.NewLine}{string.Join(Environment.NewLine, difference)}");
    }

    private static int? Variable(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
