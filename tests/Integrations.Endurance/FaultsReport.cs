using System.Globalization;
using System.Text;
using Integrations.Endurance.Books;
using Integrations.Endurance.Rig;

namespace Integrations.Endurance;

/// <summary>What was broken, and what the books say.</summary>
internal static class FaultsReport
{
    public static string Of(
        FaultsOptions options, Cluster cluster, IReadOnlyDictionary<string, int> injected, Tally tally, IReadOnlyList<Finding> findings, TimeSpan took)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}Z, {cluster.Database.Name}{(cluster.Queue is null ? "" : ", Azure Storage queue (Azurite)")}, {options.Workers} process{(options.Workers == 1 ? "" : "es")}, {Environment.ProcessorCount} cores, {took.TotalMinutes:0.0} minutes");
        text.AppendLine(CultureInfo.InvariantCulture, $"`{options.Command}`").AppendLine();
        text.AppendLine("| fault | times |").AppendLine("| --- | --- |");
        foreach (var (name, times) in injected)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {times:N0} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| all | {injected.Values.Sum():N0} |").AppendLine();
        text.AppendLine("| in the books | |").AppendLine("| --- | --- |");
        foreach (var (name, value) in Lines(cluster, tally))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value:N0} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| lost, doubled or otherwise wrong | {findings.Count:N0} |").AppendLine();
        foreach (var finding in findings)
            text.AppendLine(CultureInfo.InvariantCulture, $"- {finding.Rule}: {finding.What}");
        return text.ToString().TrimEnd();
    }

    private static IEnumerable<(string Name, long Value)> Lines(Cluster cluster, Tally tally) =>
    [
        ("deliveries acknowledged with 2xx", cluster.Forms.Acknowledged.Count),
        ("attempts that were not acknowledged, and made again", cluster.Forms.Refused),
        ("files", tally.Files),
        ("events in their chains", tally.Events),
        ("deliveries kept aside with a reason", tally.Quarantined),
        ("commands", tally.Commands),
        .. tally.Delivered.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => ($"of these, delivered {kind.Key}", (long)kind.Value)),
        ("letters that a case worker was told are on their way", cluster.CaseWorker.Written.Count),
        ("mails and tasks at the partners", tally.AtPartners),
        ("dead letters, each with a reason", tally.DeadLetters),
        ("workflow instances", tally.Instances),
        ("processes that ended by themselves", cluster.Workers.Sum(worker => worker.Deaths)),
        ("largest working set of a process, MiB", cluster.Workers.Max(worker => worker.PeakMemory) / 1024 / 1024),
    ];
}
