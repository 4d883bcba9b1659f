using Integrations.Host.ElsaApi.Instances;
using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.ActivityExecutions;

/// <summary>What led to an execution: the activities around it, and, where another workflow started its instance, those of that workflow before.</summary>
internal static class CallStack
{
    /// <summary>Workflows that start each other without end are cut here.</summary>
    private const int MaxInstances = 20;

    /// <summary>Activities that start instances of other workflows.</summary>
    private static readonly string[] Starters = ["Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows", "Guichet.RunProcedures"];

    /// <summary>From the first workflow down to the execution, itself included, each with its instance.</summary>
    /// <param name="instance">The instance of the execution.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="acrossWorkflows">Also what is before the instance.</param>
    /// <param name="reading">Reads the other instances.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<IReadOnlyList<(InstanceHistory Instance, ActivityExecution Execution)>> OfAsync(
        InstanceHistory instance, ActivityExecution execution, bool acrossWorkflows, InstanceReading reading, CancellationToken cancellation)
    {
        List<(InstanceHistory, ActivityExecution)> chain = [.. instance.ChainTo(execution).Select(step => (instance, step))];
        var child = instance;
        for (var instances = 1; acrossWorkflows && instances < MaxInstances && child.Header.ParentInstanceId is { } parentId; instances++)
        {
            if (await reading.FindAsync(parentId, cancellation) is not { } parent || StarterOf(parent, child.Header) is not { } starter) break;
            chain.InsertRange(0, parent.ChainTo(starter).Select(step => (parent, step)));
            child = parent;
        }

        return chain;
    }

    /// <summary>
    /// The execution that started a child. It is known as long as it waits for the child; once it has gone on, it is the last that could have
    /// started it, or else the workflow itself.
    /// </summary>
    private static ActivityExecution? StarterOf(InstanceHistory parent, InstanceHeader child)
    {
        var key = StimulusKey.ForChild(child.InstanceId);
        if (parent.State.Bookmarks.FirstOrDefault(bookmark => bookmark.StimulusKey == key) is { } waiting && parent.Find(parent.State.ExecutionOf(waiting)) is { } waits) return waits;
        return parent.Executions.LastOrDefault(execution =>
                Starters.Contains(execution.ActivityType, StringComparer.Ordinal) && execution.StartedAt <= child.CreatedAt && !(execution.CompletedAt < child.CreatedAt))
            ?? parent.Executions.LastOrDefault(execution => Starters.Contains(execution.ActivityType, StringComparer.Ordinal) && execution.StartedAt <= child.CreatedAt)
            ?? (parent.Executions is [var workflow, ..] ? workflow : null);
    }
}
