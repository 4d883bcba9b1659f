using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Host.Portal.Store;

/// <summary>Reads the workflows that a person must look at: stopped by a fault, or waiting for nothing.</summary>
/// <param name="store">The store.</param>
internal sealed class StoppedWorkflows(IWorkflowStore store)
{
    private static readonly Mark Faulted = new("en_erreur", new Text("en erreur", "faulted"), Tone.Danger);
    private static readonly Mark Stalled = new("bloque", new Text("bloqué", "stalled"), Tone.Attention);

    private readonly Dictionary<string, string> names = [];

    /// <summary>The newest hundred of each kind.</summary>
    public async Task<IReadOnlyList<StoppedWorkflowRow>> ReadAsync(CancellationToken cancellation)
    {
        var faulted = await store.ListInstancesAsync(new InstanceFilter { SubStatus = WorkflowSubStatus.Faulted }, PageRequest.First, cancellation);
        var stalled = await store.ListInstancesAsync(new InstanceFilter { StalledOnly = true }, PageRequest.First, cancellation);
        List<StoppedWorkflowRow> rows = [];
        foreach (var header in faulted.Items.Concat(stalled.Items).OrderByDescending(header => header.UpdatedAt))
        {
            if (await store.GetInstanceAsync(header.InstanceId, cancellation) is { } row)
                rows.Add(await RowAsync(header, InstanceStateSerializer.Read(row.State.Span), cancellation));
        }

        return rows;
    }

    private async Task<StoppedWorkflowRow> RowAsync(InstanceHeader header, InstanceState state, CancellationToken cancellation)
    {
        var number = header.CorrelationId is { } file && await store.GetDocumentAsync(new DocumentKey(PortalProjections.Numbers, file), cancellation) is { } document
            ? PortalProjections.Number(document)
            : null;
        return new StoppedWorkflowRow(
            header.InstanceId,
            await NameAsync(header, cancellation),
            number,
            header.IsStalled ? Stalled : Faulted,
            header.UpdatedAt,
            state.Incidents is [.., var last] ? $"{last.ActivityId} : {last.Message}" : null,
            state.FaultedActivities());
    }

    private async Task<string> NameAsync(InstanceHeader header, CancellationToken cancellation)
    {
        if (!names.TryGetValue(header.DefinitionVersionId, out var name))
        {
            var version = await store.GetDefinitionVersionAsync(header.DefinitionVersionId, cancellation);
            names[header.DefinitionVersionId] = name = version?.Name ?? header.DefinitionId;
        }

        return name;
    }
}
