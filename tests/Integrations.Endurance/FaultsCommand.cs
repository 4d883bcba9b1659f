using System.Diagnostics;
using System.Globalization;
using Integrations.Endurance.Books;
using Integrations.Endurance.Faults;
using Integrations.Endurance.Rig;
using Integrations.Runtime.Stores;
using Integrations.Tests.Services;

namespace Integrations.Endurance;

/// <summary>Load, faults, rest, audit, report.</summary>
internal static class FaultsCommand
{
    /// <summary>Real time between two faults, on average.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Real time after which a store in which nothing changes waits for the clock.</summary>
    private static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(2);

    /// <summary>How time goes on after the last fault: a question to a partner ends within two months.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromDays(20);

    private const int Steps = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);

    /// <returns>0 when the books are right; 1 when something was lost or doubled; 2 when the arguments make no sense.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        FaultsOptions options;
        try
        {
            options = FaultsOptions.Parse(arguments);
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }

        var watch = Stopwatch.StartNew();
        var (database, queue, more) = await PartsAsync(options);
        await using var cluster = await Cluster.StartAsync(database, queue, options.Workers, CancellationToken.None);
        Fault[] faults = [.. ProcessFaults.Of(cluster), .. PartnerFaults.Of(cluster), .. more(cluster)];
        Console.WriteLine($"seed {options.Seed}; {database.Name}, {options.Workers} workers; logs in {cluster.Folder}");

        var injected = await BreakAsync(cluster, faults, options);
        Say("broken", watch);
        await RestAsync(cluster);
        Say("at rest", watch);
        // Partners who do not answer are reminded, and their tasks end.
        for (var step = 0; step < Steps; step++)
        {
            cluster.Clock.Jump(Step);
            await RestAsync(cluster);
        }

        Say("two months later", watch);
        foreach (var worker in cluster.Workers)
            worker.Kill();
        var tally = new Tally();
        IReadOnlyList<Finding> findings;
        await using (var store = database.Open())
            findings = await new Audit(store, cluster) { Counted = tally }.RunAsync();

        var report = FaultsReport.Of(options, cluster, injected, tally, findings, watch.Elapsed);
        Console.WriteLine(report);
        if (options.Into is { } page)
            await ReportPage.PutAsync(page, options.IsPostgres ? "postgres" : "sqlite", report);
        return findings.Count == 0 ? 0 : 1;
    }

    private static async Task<(IDatabase Database, Azurite? Queue, Func<Cluster, IEnumerable<Fault>> Faults)> PartsAsync(FaultsOptions options)
    {
        if (!options.IsPostgres)
        {
            var disk = new SqliteOnSmallDisk();
            return (disk, null, _ => DiskFaults.Of(disk));
        }

        var database = new PostgresBehindRelay();
        var queue = await Azurite.StartAsync();
        return (database, queue, cluster => [.. DatabaseFaults.Of(database), .. QueueFaults.Of(cluster, queue)]);
    }

    /// <summary>Firms deliver, partners answer and a case worker writes all the while.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> BreakAsync(Cluster cluster, Fault[] faults, FaultsOptions options)
    {
        using var end = new CancellationTokenSource();
        List<Task> load =
        [
            RepeatAsync(cluster.Forms.DeliverAsync, TimeSpan.FromSeconds(3), end.Token),
            RepeatAsync(cluster.Mailboxes.Partners.AnswerDueAsync, TimeSpan.FromSeconds(0.5), end.Token),
        ];
        // What is broken is a desk at work: it has a file, and somebody has written about it.
        await cluster.UntilAsync(
            async () =>
            {
                await cluster.CaseWorker.WriteAsync(end.Token);
                return cluster.CaseWorker.Written.Count > 0;
            },
            Patience,
            "a case worker has written a letter",
            end.Token);
        load.Add(RepeatAsync(cluster.CaseWorker.WriteAsync, TimeSpan.FromSeconds(1), end.Token));
        var random = new Random(options.Seed);
        var injected = faults.ToDictionary(fault => fault.Name, _ => 0, StringComparer.Ordinal);
        var first = new Queue<Fault>(options.IsSmoke ? Shuffled(faults, random) : []);
        for (var number = 1; number <= options.Faults; number++)
        {
            // A service that is down cannot be broken: each fault meets at least one process that answers.
            await cluster.UntilAsync(() => Task.FromResult(cluster.Workers.Any(worker => worker.IsUp)), Patience, "a worker answers", end.Token);
            var fault = first.TryDequeue(out var next) ? next : Choose(faults, random.Next(faults.Sum(fault => fault.Weight)));
            await fault.InjectAsync(random, end.Token);
            injected[fault.Name]++;
            if (number % 50 == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} faults, {cluster.Forms.Acknowledged.Count} deliveries acknowledged, {cluster.Workers.Sum(worker => worker.Deaths)} deaths"));
            await Task.Delay(Pause * (2 * random.NextDouble()), end.Token);
        }

        await end.CancelAsync();
        await Task.WhenAll(load);
        return injected;
    }

    private static void Say(string what, Stopwatch watch) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} after {watch.Elapsed.TotalSeconds:0} s"));

    private static Fault[] Shuffled(Fault[] faults, Random random)
    {
        Fault[] shuffled = [.. faults];
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static Fault Choose(Fault[] faults, int place)
    {
        foreach (var fault in faults)
        {
            place -= fault.Weight;
            if (place < 0)
                return fault;
        }

        throw new UnreachableException();
    }

    private static async Task RepeatAsync(Func<CancellationToken, Task> act, TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await act(cancellation);
                await Task.Delay(pause, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    /// <summary>
    /// Nothing is broken any more; what was put off comes due as the clock moves on, until nothing is left to be done but what waits for a
    /// person or a far day.
    /// </summary>
    private static async Task RestAsync(Cluster cluster)
    {
        cluster.Mailboxes.Graph.Faults.Clear();
        var quiet = 0;
        StoreHealth? before = null;
        var still = Stopwatch.StartNew();
        await cluster.UntilAsync(
            async () =>
            {
                await cluster.Forms.DeliverWaitingAsync(CancellationToken.None);
                var answered = await cluster.Mailboxes.Partners.AnswerDueAsync(CancellationToken.None);
                var health = await cluster.FindHealthAsync(CancellationToken.None);
                var isQuiet = health is { PendingMessages: 0, PendingCommands: 0 } && answered.Count == 0 && cluster.Forms.Waiting == 0;
                if ((health?.PendingMessages, health?.PendingCommands) != (before?.PendingMessages, before?.PendingCommands)) still.Restart();
                before = health;
                // What waits and does not move waits for its time.
                if (!isQuiet && still.Elapsed > StandsStill)
                {
                    cluster.Clock.Jump(TimeSpan.FromMinutes(2));
                    still.Restart();
                }

                quiet = isQuiet ? quiet + 1 : 0;
                return quiet == 20;
            },
            Patience,
            "everything that is due is done",
            CancellationToken.None);
    }
}
