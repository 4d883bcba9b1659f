using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Definitions;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>Reads definitions for Studio.</summary>
internal sealed class DefinitionReading(WorkflowRuntime runtime)
{
    private readonly IWorkflowStore store = runtime.Store;

    /// <summary>The version that is meant; null: there is none.</summary>
    public Task<DefinitionVersion?> FindAsync(string definitionId, VersionOptions options, CancellationToken cancellation) =>
        options.FindAsync(store, definitionId, cancellation);

    /// <summary>The whole definition.</summary>
    public async Task<JsonObject> ViewAsync(DefinitionVersion version, bool mayDesign, CancellationToken cancellation) => DefinitionView.Whole(
        version, await IsLatestAsync(version, cancellation), await WorkflowNodeIdAsync(version, cancellation), runtime.Definitions, mayDesign);

    /// <summary>The file of an export.</summary>
    public async Task<JsonObject> ExportAsync(DefinitionVersion version, CancellationToken cancellation) => DefinitionView.Exported(
        version, await IsLatestAsync(version, cancellation), await WorkflowNodeIdAsync(version, cancellation), runtime.Definitions);

    /// <summary>Ids of the definitions whose newest or published version uses this one as an activity.</summary>
    public async Task<IReadOnlyList<string>> ConsumersAsync(string definitionId, CancellationToken cancellation)
    {
        var all = await store.ListDefinitionsAsync(new DefinitionFilter { Scope = DefinitionScope.LatestOrPublished }, new PageRequest(0, int.MaxValue), cancellation);
        var consumers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var summary in all.Items)
        {
            if (consumers.Contains(summary.DefinitionId) || await store.GetDefinitionVersionAsync(summary.VersionId, cancellation) is not { } version) continue;
            if (Uses(version, definitionId)) consumers.Add(summary.DefinitionId);
        }

        return [.. consumers];
    }

    private bool Uses(DefinitionVersion version, string definitionId) =>
        version.Json.Contains(definitionId, StringComparison.Ordinal)
        && WorkflowReferences.In(WorkflowDefinitionJson.Read(version.Json).Root, runtime.Definitions.Activities).Any(reference => reference.DefinitionId == definitionId);

    private async Task<bool> IsLatestAsync(DefinitionVersion version, CancellationToken cancellation) =>
        await store.GetDefinitionVersionsAsync(version.DefinitionId, 1, cancellation) is [var newest] && newest.VersionId == version.VersionId;

    private async Task<string> WorkflowNodeIdAsync(DefinitionVersion version, CancellationToken cancellation) =>
        (await runtime.Definitions.CompileAsync(version, cancellation)).Nodes[0].Id;
}
