using Integrations.Runtime.Stores;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;

namespace Integrations.Runtime.Definitions;

/// <summary>The workflows that a definition uses as activities, and those that they use: loaded before it is compiled, since compiling does not wait.</summary>
internal sealed class UsedWorkflows
{
    private readonly Dictionary<string, WorkflowDefinition> _byVersion = new(StringComparer.Ordinal);
    private readonly Dictionary<WorkflowActivityReference, WorkflowDefinition> _found = [];

    private UsedWorkflows()
    {
    }

    /// <summary>See <see cref="WorkflowActivitySource"/>.</summary>
    public WorkflowDefinition? Find(WorkflowActivityReference reference) => _found.GetValueOrDefault(reference);

    public static async Task<UsedWorkflows> LoadAsync(
        IWorkflowStore store, Published published, ActivityRegistry activities, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var used = new UsedWorkflows();
        var open = new Queue<WorkflowActivityReference>(WorkflowReferences.In(definition.Root, activities));
        while (open.TryDequeue(out var reference))
        {
            if (used._found.ContainsKey(reference)) continue;
            if (await FindAsync(store, published, reference, cancellationToken).ConfigureAwait(false) is not { } version) continue;
            if (!used._byVersion.TryGetValue(version.VersionId, out var found))
            {
                found = used._byVersion[version.VersionId] = version.ToDefinition();
                foreach (var deeper in WorkflowReferences.In(found.Root, activities)) open.Enqueue(deeper);
            }

            used._found.Add(reference, found);
        }

        return used;
    }

    private static async Task<DefinitionVersion?> FindAsync(
        IWorkflowStore store, Published published, WorkflowActivityReference reference, CancellationToken cancellationToken)
    {
        if (reference.VersionId is { Length: > 0 } versionId
            && await store.GetDefinitionVersionAsync(versionId, cancellationToken).ConfigureAwait(false) is { Released: true } pinned)
            return pinned;
        var definitionId = reference.DefinitionId is { Length: > 0 } named && published.ByDefinition.ContainsKey(named)
            ? named
            : published.ByActivityType.GetValueOrDefault(reference.Type);
        return definitionId is null ? null : published.ByDefinition[definitionId];
    }
}
