using Integrations.Host.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Integrations.Host.ElsaApi.Hub;

/// <summary>Studio's live view of an instance: a viewer names the instance that it shows, and is told when it moves.</summary>
[Authorize(Policies.Read)]
internal sealed class WorkflowInstanceHub(ObservedInstances observed) : Microsoft.AspNetCore.SignalR.Hub
{
    /// <summary>Where Elsa's server has it.</summary>
    public const string Path = "/elsa/hubs/workflow-instance";

    /// <summary>A viewer shows this instance.</summary>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        if (observed.Add(instanceId, Context.ConnectionId)) await Groups.AddToGroupAsync(Context.ConnectionId, instanceId);
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        observed.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
