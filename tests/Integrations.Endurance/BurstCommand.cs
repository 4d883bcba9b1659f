using System.Diagnostics;
using System.Globalization;
using System.Text;
using Integrations.Endurance.Load;
using Integrations.Endurance.Rig;
using Integrations.Tests.Services;

namespace Integrations.Endurance;

/// <summary>Many webhooks at once, worked to their end: how old the oldest message of the queue becomes, and when all letters have left.</summary>
internal static class BurstCommand
{
    private const int Clients = 8;
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <returns>0 when all came to its end; 2 when the arguments make no sense.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (webhooks, processes, published, page) = (10_000, 1, (string?)null, (string?)null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            switch (arguments[i])
            {
                case "--webhooks": webhooks = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                case "--processes": processes = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                case "--published": published = Path.GetFullPath(arguments[i + 1]); break;
                case "--into": page = arguments[i + 1]; break;
                default: await Console.Error.WriteLineAsync($"Unknown option {arguments[i]}."); return 2;
            }
        }

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z, {Environment.ProcessorCount} cores shared by the clients, the service, PostgreSQL, Azurite and the simulated mailboxes; load average at start {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
        text.AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project tests/Integrations.Endurance -- burst --webhooks {webhooks} --processes {processes}{(published is null ? "" : " --published out")}`").AppendLine();
        await using var cluster = await Cluster.StartAsync(new PostgresBehindRelay(relayed: false), await Azurite.StartAsync(), processes, CancellationToken.None, published);
        await cluster.Forms.DeliverAtOnceAsync(cluster.Forms.New(60), Clients);
        await WatchAsync(cluster, Stopwatch.StartNew(), Task.CompletedTask);
        text.Append(await MeasureAsync(cluster, webhooks));
        Console.WriteLine(text);
        if (page is not null)
            await ReportPage.PutAsync(page, "burst", text.ToString().TrimEnd());
        return 0;
    }

    private static async Task<string> MeasureAsync(Cluster cluster, int webhooks)
    {
        var made = cluster.Forms.New(webhooks);
        var watch = Stopwatch.StartNew();
        var taken = TimeSpan.Zero;
        IReadOnlyList<double> times = [];
        var intake = Task.Run(async () =>
        {
            times = await cluster.Forms.DeliverAtOnceAsync(made, Clients);
            taken = watch.Elapsed;
        });
        var samples = await WatchAsync(cluster, watch, intake);
        var all = watch.Elapsed;
        var text = new StringBuilder(Invariant(
            $"""
            {webhooks:N0} webhooks were acknowledged in {taken.TotalSeconds:0} s ({webhooks / taken.TotalSeconds:0} per second; p50 {At(times, 0.5):0.0} ms, p99 {At(times, 0.99):0.0} ms) while the first were worked already. The last letter left after {all.TotalMinutes:0.0} minutes: {webhooks / all.TotalSeconds:0.0} files per second. Largest age of a message in the queue: {samples.Max(sample => sample.Age).TotalMinutes:0.0} minutes. Largest working set of a process: {cluster.Workers.Max(worker => worker.PeakMemory) / 1024 / 1024} MiB, of which {cluster.Workers.Max(worker => worker.PeakOwnMemory) / 1024 / 1024} MiB are its own.

            | minute | messages that wait | age of the oldest, s | letters and tasks that wait |
            | --- | --- | --- | --- |

            """));
        var step = Math.Max(1, (int)Math.Ceiling(all.TotalMinutes / 12));
        foreach (var sample in samples.GroupBy(sample => (int)sample.At.TotalMinutes / step).Select(minute => minute.First()))
            text.Append(Invariant($"| {sample.At.TotalMinutes:0} | {sample.Messages:N0} | {sample.Age.TotalSeconds:0} | {sample.Commands:N0} |\n"));
        return text.ToString();
    }

    /// <summary>Looks at the queue each second until the intake has ended and nothing waits any more.</summary>
    private static async Task<List<QueueSample>> WatchAsync(Cluster cluster, Stopwatch watch, Task intake)
    {
        var samples = new List<QueueSample>();
        var quiet = 0;
        await cluster.UntilAsync(
            async () =>
            {
                await Task.Delay(Sample);
                if (intake.IsFaulted) await intake;
                if (await cluster.FindHealthAsync(CancellationToken.None) is { } health)
                {
                    var age = health.OldestPendingMessage is { } oldest ? cluster.Clock.GetUtcNow() - oldest : TimeSpan.Zero;
                    samples.Add(new QueueSample(watch.Elapsed, health.PendingMessages, age, health.PendingCommands));
                    quiet = intake.IsCompleted && health is { PendingMessages: 0, PendingCommands: 0 } ? quiet + 1 : 0;
                }

                return quiet == 2;
            },
            Patience,
            "all is done",
            CancellationToken.None);
        return samples;
    }

    private static double At(IReadOnlyList<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record QueueSample(TimeSpan At, long Messages, TimeSpan Age, long Commands);
}
