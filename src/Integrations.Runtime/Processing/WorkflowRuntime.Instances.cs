using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Processing;

/// <summary>What people do to instances, and who watches them.</summary>
public sealed partial class WorkflowRuntime
{
    /// <summary>Calls the observer after each commit of this process that changed an instance, until the result is disposed.</summary>
    /// <param name="observer">Returns at once and throws nothing: it is called on the way of the work.</param>
    public IDisposable Observe(Action<InstanceHeader> observer) => observers.Add(observer);

    /// <summary>Sets variables of an instance that waits, with a line in its journal. One that does not wait stays as it is.</summary>
    /// <exception cref="ContentionException">Others were faster each time.</exception>
    public async Task SetVariablesAsync(SetVariables request, CancellationToken cancellationToken = default)
    {
        var lane = await routes.LaneOfInstanceAsync(request.InstanceId, cancellationToken).ConfigureAwait(false);
        await RunAsync(lane, token => edits.SetVariablesAsync(request, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an instance and its journal; one that runs is cancelled first, and its children soon after.</summary>
    /// <returns>False: there is no such instance.</returns>
    /// <exception cref="ContentionException">Others were faster each time.</exception>
    public async Task<bool> DeleteInstanceAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        if (await Store.GetInstanceAsync(instanceId, cancellationToken).ConfigureAwait(false) is not { Header: var header })
            return false;
        if (header.Status == WorkflowStatus.Running)
            await CancelAsync(new CancelInstance(instanceId), cancellationToken).ConfigureAwait(false);
        await CommitAsync(new UnitOfWork { InstancesDeleted = [instanceId] }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Brings back an instance that ended elsewhere, as history: nothing of it runs.</summary>
    /// <returns>False: an instance with this id is here already, and stays as it is.</returns>
    /// <exception cref="Definitions.DefinitionNotFoundException">The version on which it ran is not here.</exception>
    public async Task<bool> RestoreInstanceAsync(PastInstance past, CancellationToken cancellationToken = default)
    {
        var unit = await edits.RestoreAsync(past, cancellationToken).ConfigureAwait(false);
        return unit.Instances.Count > 0 && await CommitAsync(unit, cancellationToken).ConfigureAwait(false) is CommitResult.Committed;
    }
}
