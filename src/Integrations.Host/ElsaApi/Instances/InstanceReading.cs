using System.Globalization;
using Integrations.Guichet.Files;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>Reads instances for Studio.</summary>
internal sealed class InstanceReading(WorkflowRuntime runtime)
{
    private readonly IWorkflowStore _store = runtime.Store;

    /// <summary>An instance with all that it did; null: there is none.</summary>
    public async Task<InstanceHistory?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        if (await _store.GetInstanceAsync(instanceId, cancellation) is not { } row) return null;
        var plan = await runtime.Definitions.FindPlanAsync(row.Header.DefinitionVersionId, cancellation);
        return new InstanceHistory(row.Header, InstanceStateSerializer.Read(row.State.Span), plan, await _store.GetJournalAsync(instanceId, cancellation));
    }

    /// <summary>The instance of an execution, whose id begins with that of the instance; null: there is none.</summary>
    public Task<InstanceHistory?> FindOfExecutionAsync(string executionId, CancellationToken cancellation) =>
        executionId.LastIndexOf(':') is var place and > 0 ? FindAsync(executionId[..place], cancellation) : Task.FromResult<InstanceHistory?>(null);

    /// <summary>Numbers of versions by their ids.</summary>
    public async Task<Func<InstanceHeader, int>> VersionsOfAsync(IReadOnlyCollection<InstanceHeader> headers, CancellationToken cancellation)
    {
        string[] ids = [.. headers.Select(header => header.DefinitionVersionId).Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0) return static _ => 0;
        var versions = await _store.ListDefinitionsAsync(new DefinitionFilter { VersionIds = ids }, new PageRequest(0, ids.Length), cancellation);
        var numbers = versions.Items.ToDictionary(version => version.VersionId, version => version.Version, StringComparer.Ordinal);
        return header => numbers.GetValueOrDefault(header.DefinitionVersionId);
    }

    /// <summary>
    /// Why an instance must be kept: as long as a file is open, what its workflows did is part of what the desk may have to explain.
    /// Null: it may be deleted.
    /// </summary>
    public async Task<string?> WhyKeptAsync(InstanceHeader header, CancellationToken cancellation)
    {
        if (header.CorrelationId is not { } fileId) return null;
        var events = await _store.ReadStreamAsync(fileId, 0, cancellation);
        if (events.Events.Count == 0) return null;
        var file = InstallationFile.Fold(events.Events.Select(stored => FileJson.Read(stored.Payload)));
        return file.End is null
            ? string.Create(CultureInfo.InvariantCulture, $"L'instance « {header.InstanceId} » appartient au dossier {file.Number}, qui n'est pas clos : elle peut être annulée, mais pas supprimée.")
            : null;
    }
}
