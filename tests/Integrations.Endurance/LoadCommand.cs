using System.Diagnostics;
using System.Globalization;
using System.Text;
using Integrations.Endurance.Load;
using Integrations.Endurance.Rig;
using Integrations.Host.Settings;
using Integrations.Tests.Services;

namespace Integrations.Endurance;

/// <summary>What the service takes in and gets done, on PostgreSQL and a queue, beside what the same database does with plain rows.</summary>
internal static class LoadCommand
{
    private const int Clients = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <returns>0 when all was measured; 2 when the arguments make no sense.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (files, burst, published, page) = (200, 10_000, (string?)null, (string?)null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            switch (arguments[i])
            {
                case "--files": files = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                case "--burst": burst = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                case "--published": published = Path.GetFullPath(arguments[i + 1]); break;
                case "--into": page = arguments[i + 1]; break;
                default: await Console.Error.WriteLineAsync($"Unknown option {arguments[i]}."); return 2;
            }
        }

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z, {Environment.ProcessorCount} cores shared by the clients, the service, PostgreSQL, Azurite and the simulated mailboxes; load average at start {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
        text.AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project tests/Integrations.Endurance -- load --files {files} --burst {burst}{(published is null ? "" : " --published out")}`").AppendLine();
        if (burst > 0) text.AppendLine(await IntakeAsync(burst, published));
        if (files > 0) text.AppendLine(await WorkersAsync(files, published));
        Console.WriteLine(text);
        if (page is not null)
            await ReportPage.PutAsync(page, "load", text.ToString().TrimEnd());
        return 0;
    }

    /// <summary>One process that only takes in, as the instances of Azure Functions that serve HTTP do.</summary>
    private static async Task<string> IntakeAsync(int burst, string? published)
    {
        var database = new PostgresBehindRelay(relayed: false);
        await using var cluster = await Cluster.StartAsync(database, await Azurite.StartAsync(), 1, CancellationToken.None, published, areHandlers: true);
        // Straight to the process: the relay in front would take of the machine what the service could use.
        using var forms = new FormTool(new Uri(Invariant($"http://127.0.0.1:{cluster.Workers[0].Port}/")), WorkspaceFolder.Find());
        await forms.DeliverAtOnceAsync(forms.New(burst), Clients);
        var bytes = forms.New().Body.Length;
        var plain = await PlainInserts.MeasureAsync(database.ConnectionString, Clients, burst / 4, bytes);
        var made = forms.New(burst);
        var before = ProcessorTimes.Now(cluster);
        var watch = Stopwatch.StartNew();
        var times = await forms.DeliverAtOnceAsync(made, Clients);
        var perSecond = burst / watch.Elapsed.TotalSeconds;
        var used = ProcessorTimes.Now(cluster).Since(before, burst);
        var http = await forms.AskAtOnceAsync(burst / 2, Clients);
        var again = await PlainInserts.MeasureAsync(database.ConnectionString, Clients, burst / 4, bytes);
        var limit = (plain.PerSecond + again.PerSecond) / 2;
        return Invariant(
            $"""
            | {burst:N0} webhooks of {bytes:N0} bytes, {Clients} clients, one process | per second | p50 ms | p99 ms |
            | --- | --- | --- | --- |
            | acknowledged: signature checked, durable | {perSecond:N0} | {At(times, 0.5):0.0} | {At(times, 0.99):0.0} |
            | plain rows of as many bytes, inserted and committed one by one by as many clients | {limit:N0} | {At(plain.Milliseconds, 0.5):0.0} | {At(plain.Milliseconds, 0.99):0.0} |
            | share (aim: 70 %) | {perSecond / limit:P0} | | |
            | HTTP alone: the same process asked whether it lives, by as many clients | {http:N0} | | |
            | share of what is left to the service when HTTP and plain rows take their part of the cores | {perSecond / (limit * http / (limit + http)):P0} | | |

            Processor time for each, milliseconds: {used}. Largest working set of the process: {cluster.Workers[0].PeakMemory / 1024 / 1024} MiB, of which {cluster.Workers[0].PeakOwnMemory / 1024 / 1024} MiB are its own (the rest are the files of the program, which processes share).

            """);
    }

    private static async Task<string> WorkersAsync(int files, string? published)
    {
        var text = new StringBuilder(Invariant($"| processes | files per second, form to last letter | largest age of a message, s | largest working set, MiB | of which its own, MiB | processor time for each file, ms |\n| --- | --- | --- | --- | --- | --- |\n"));
        foreach (var workers in (int[])[1, 2, 4])
        {
            await using var cluster = await Cluster.StartAsync(new PostgresBehindRelay(relayed: false), await Azurite.StartAsync(), workers, CancellationToken.None, published);
            await cluster.Forms.DeliverAtOnceAsync(cluster.Forms.New(60 * workers), Clients);
            await RestAsync(cluster);
            var made = cluster.Forms.New(files);
            var before = ProcessorTimes.Now(cluster);
            var watch = Stopwatch.StartNew();
            await cluster.Forms.DeliverAtOnceAsync(made, Clients);
            var age = await RestAsync(cluster);
            var perSecond = files / watch.Elapsed.TotalSeconds;
            text.Append(Invariant($"| {workers} | {perSecond:0.0} | {age.TotalSeconds:0} | {cluster.Workers.Max(worker => worker.PeakMemory) / 1024 / 1024} | {cluster.Workers.Max(worker => worker.PeakOwnMemory) / 1024 / 1024} | {ProcessorTimes.Now(cluster).Since(before, files)} |\n"));
        }

        return text.ToString();
    }

    /// <returns>The largest age of a message that waited.</returns>
    private static async Task<TimeSpan> RestAsync(Cluster cluster)
    {
        var oldest = TimeSpan.Zero;
        var quiet = 0;
        await cluster.UntilAsync(
            async () =>
            {
                var health = await cluster.FindHealthAsync(CancellationToken.None);
                if (health?.OldestPendingMessage is { } at && cluster.Clock.GetUtcNow() - at is var age && age > oldest)
                    oldest = age;
                quiet = health is { PendingMessages: 0, PendingCommands: 0 } ? quiet + 1 : 0;
                return quiet == 2;
            },
            Patience,
            "all is done",
            CancellationToken.None);
        return oldest;
    }

    private static double At(IReadOnlyList<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
