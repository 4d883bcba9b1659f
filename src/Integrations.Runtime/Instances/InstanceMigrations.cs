using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Migration;

namespace Integrations.Runtime.Instances;

/// <summary>Carries instances to another version, each in its lane and in a transaction of its own, with a line in its journal.</summary>
internal sealed class InstanceMigrations(RuntimeOptions options, DefinitionCatalog definitions, Commits commits, InstanceRoutes routes)
{
    /// <summary>The event of the journal.</summary>
    public const string Migrated = "Migrated";

    private const int PageSize = 500;

    private readonly IWorkflowStore store = options.Store;

    /// <exception cref="DefinitionNotFoundException">There is no such definition or version.</exception>
    /// <exception cref="ContentionException">Others changed an instance each time.</exception>
    public async Task<MigrationSummary> RunAsync(MigrateInstances request, CancellationToken cancellationToken)
    {
        var to = await FindTargetAsync(request, cancellationToken).ConfigureAwait(false);
        var ids = request.InstanceId is null ? await FindInstancesAsync(request.DefinitionId, to, cancellationToken).ConfigureAwait(false) : [request.InstanceId];
        List<MigrationReport> reports = [];
        foreach (var id in ids)
        {
            if (await MigrateAsync(id, to, request, cancellationToken).ConfigureAwait(false) is { } report)
                reports.Add(report);
        }

        return new MigrationSummary(to.DefinitionVersionId, request.DryRun, reports);
    }

    private async Task<WorkflowPlan> FindTargetAsync(MigrateInstances request, CancellationToken cancellationToken)
    {
        if (request.Version is null)
        {
            await definitions.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return definitions.FindPublished(request.DefinitionId) is { } published
                ? (await definitions.FindPlanAsync(published.VersionId, cancellationToken).ConfigureAwait(false))!
                : throw new DefinitionNotFoundException(request.DefinitionId);
        }

        var versions = await store.GetDefinitionVersionsAsync(request.DefinitionId, cancellationToken: cancellationToken).ConfigureAwait(false);
        var version = versions.FirstOrDefault(candidate => candidate.Version == request.Version && candidate.Released)
            ?? throw new DefinitionNotFoundException($"{request.DefinitionId}, version {request.Version}");
        return (await definitions.FindPlanAsync(version.VersionId, cancellationToken).ConfigureAwait(false))!;
    }

    private async Task<IReadOnlyList<string>> FindInstancesAsync(string definitionId, WorkflowPlan to, CancellationToken cancellationToken)
    {
        // What a fault stopped may be retried, and a new version is often what it waits for.
        var filter = new InstanceFilter { DefinitionId = definitionId, SubStatuses = [WorkflowSubStatus.Pending, WorkflowSubStatus.Executing, WorkflowSubStatus.Suspended, WorkflowSubStatus.Faulted] };
        List<string> ids = [];
        for (var skip = 0; ; skip += PageSize)
        {
            var page = await store.ListInstancesAsync(filter, new PageRequest(skip, PageSize), cancellationToken).ConfigureAwait(false);
            ids.AddRange(page.Items.Where(header => header.DefinitionVersionId != to.DefinitionVersionId).Select(header => header.InstanceId));
            if (page.Items.Count < PageSize)
                return [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
    }

    /// <returns>Null: there is no such instance, or it runs on that version already.</returns>
    private async Task<MigrationReport?> MigrateAsync(string instanceId, WorkflowPlan to, MigrateInstances request, CancellationToken cancellationToken)
    {
        MigrationReport? report = null;
        var lane = await routes.LaneOfInstanceAsync(instanceId, cancellationToken).ConfigureAwait(false);
        var result = await commits.RunAsync(
            lane,
            async token =>
            {
                var row = await store.GetInstanceAsync(instanceId, token).ConfigureAwait(false);
                report = row is null || row.Header.DefinitionVersionId == to.DefinitionVersionId
                    ? null
                    : await PlanAsync(row, to, request, token).ConfigureAwait(false);
                return report?.State is null || request.DryRun ? UnitOfWork.Empty : Unit(row!, report.State, to);
            },
            cancellationToken).ConfigureAwait(false);
        return result is CommitResult.Conflict conflict ? throw new ContentionException(conflict) : report;
    }

    private async Task<MigrationReport> PlanAsync(InstanceRow row, WorkflowPlan to, MigrateInstances request, CancellationToken cancellationToken)
    {
        var from = await definitions.FindPlanAsync(row.Header.DefinitionVersionId, cancellationToken).ConfigureAwait(false)
            ?? throw new DefinitionNotFoundException(row.Header.DefinitionVersionId);
        return InstanceMigration.Plan(from, to, InstanceStateSerializer.Read(row.State.Span), request.Map, options.Time.GetUtcNow());
    }

    private UnitOfWork Unit(InstanceRow before, InstanceState state, WorkflowPlan to)
    {
        var entry = new JournalEntry(to.Nodes[0].Id, to.Nodes[0].Type, Migrated) { Message = $"{before.Header.DefinitionVersionId} > {to.DefinitionVersionId}" };
        return BurstUnit.OfChange(before, state, entry, options.Time.GetUtcNow());
    }
}
