using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>What the journal of an instance says of its activities. Times are those of the bursts: within one, time stands still.</summary>
public static class JournalReading
{
    /// <summary>All entries in order, each with the instant of its burst.</summary>
    public static IEnumerable<(DateTimeOffset At, JournalEntry Entry)> Entries(IEnumerable<JournalRow> journal) =>
        journal.SelectMany(row => JournalCodec.Read(row.Entries).Select(entry => (row.At, entry)));

    /// <summary>The executions, in the order in which they began.</summary>
    public static IReadOnlyList<ActivityExecution> Executions(IEnumerable<JournalRow> journal)
    {
        List<string> order = [];
        var executions = new Dictionary<string, ActivityExecution>(StringComparer.Ordinal);
        foreach (var (at, entry) in Entries(journal))
        {
            if (entry.ExecutionId is not { } id)
                continue;
            if (!executions.TryGetValue(id, out var execution))
            {
                order.Add(id);
                execution = Begun(id, at, entry);
            }

            executions[id] = After(execution, at, entry);
        }

        return [.. order.Select(id => executions[id])];
    }

    /// <summary>Counts by activity, in the order in which the activities first ran.</summary>
    public static IReadOnlyList<ActivityCount> Counts(IEnumerable<ActivityExecution> executions) =>
    [
        .. executions.GroupBy(execution => execution.ActivityKey, StringComparer.Ordinal).Select(group => new ActivityCount(
            group.Key,
            group.Count(),
            group.Count(execution => execution.Status == ExecutionStatus.Completed),
            group.Any(execution => execution.IsBlocked),
            group.Any(execution => execution.Status == ExecutionStatus.Faulted))),
    ];

    private static ActivityExecution Begun(string id, DateTimeOffset at, JournalEntry entry) => new()
    {
        Id = id,
        ActivityId = entry.ActivityId,
        ActivityKey = entry.ActivityKey ?? entry.ActivityId,
        ActivityType = entry.ActivityType,
        Status = ExecutionStatus.Running,
        StartedAt = at,
    };

    private static ActivityExecution After(ActivityExecution execution, DateTimeOffset at, JournalEntry entry) => entry.Event switch
    {
        "Started" or "Resumed" => execution with
        {
            Status = ExecutionStatus.Running,
            CompletedAt = null,
            IsBlocked = false,
            Fault = null,
            Inputs = entry.Values ?? execution.Inputs,
        },
        "Suspended" => execution with { IsBlocked = true },
        "Completed" => execution with
        {
            Status = ExecutionStatus.Completed,
            CompletedAt = at,
            IsBlocked = false,
            Outcomes = entry.Outcomes,
            Outputs = entry.Values ?? execution.Outputs,
        },
        "Faulted" => execution with { Status = ExecutionStatus.Faulted, CompletedAt = at, IsBlocked = false, Fault = entry.Message },
        "Canceled" => execution with { Status = ExecutionStatus.Canceled, CompletedAt = at, IsBlocked = false },
        _ => execution,
    };
}
