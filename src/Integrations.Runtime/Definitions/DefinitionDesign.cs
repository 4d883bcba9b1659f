using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Definitions;

/// <summary>
/// What administrators do to definitions: every act has an author, a draft never runs, a version that was published once never changes, and
/// two people who edit at the same time are told.
/// </summary>
public sealed class DefinitionDesign(IWorkflowStore store, DefinitionCatalog catalog, TimeProvider time)
{
    /// <summary>Saves a draft. The same text again changes nothing, so a repeated request is harmless.</summary>
    /// <param name="definition">The definition; without a definition id it is a new one.</param>
    /// <param name="seen">The version and revision on which the author worked; null: whatever is the newest.</param>
    /// <param name="author">Who saves.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="DefinitionChangedException">Somebody else saved meanwhile.</exception>
    public async Task<DefinitionVersion> SaveAsync(
        WorkflowDefinition definition, SeenRevision? seen, string author, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var definitionId = definition.DefinitionId.Length > 0 ? definition.DefinitionId : OrderedId.New(time.GetUtcNow());
        while (true)
        {
            var newest = await FindNewestAsync(definitionId, cancellationToken).ConfigureAwait(false);
            if (newest is not null && seen is { } known && known != new SeenRevision(newest.VersionId, newest.Revision))
                throw new DefinitionChangedException(newest);
            var draft = await DraftOfAsync(definition, definitionId, newest, author, cancellationToken).ConfigureAwait(false);
            if (newest is { Released: false } && newest.Hash == draft.Hash) return newest;

            // Who saves over whatever is the newest saves over what another request of theirs wrote meanwhile.
            if (await TryWriteAsync(draft, DefinitionAction.Saved, author, [], cancellationToken).ConfigureAwait(false)) return draft;
            if (seen is not null) throw new DefinitionChangedException(await GetNewestAsync(definitionId, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Publishes the newest version: new instances start on it.</summary>
    /// <returns>The version, and whether it was published already.</returns>
    /// <exception cref="DefinitionNotFoundException">There is no such definition.</exception>
    /// <exception cref="DefinitionRefusedException">It has errors.</exception>
    /// <exception cref="DefinitionChangedException">Somebody else saved meanwhile.</exception>
    public async Task<(DefinitionVersion Version, bool WasPublished)> PublishAsync(string definitionId, string author, CancellationToken cancellationToken = default)
    {
        var newest = await GetNewestAsync(definitionId, cancellationToken).ConfigureAwait(false);
        if (newest.Published) return (newest, true);
        var (json, triggers) = await catalog.PrepareAsync(newest, cancellationToken).ConfigureAwait(false);
        var published = newest with
        {
            Published = true,
            Released = true,
            Json = json,
            Revision = newest.Released ? newest.Revision : newest.Revision + 1,
            ModifiedAt = time.GetUtcNow(),
            ModifiedBy = author,
        };
        published = await WriteAsync(published, DefinitionAction.Published, author, [triggers], cancellationToken).ConfigureAwait(false);
        await catalog.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return (published, false);
    }

    /// <summary>Takes a definition back: nothing starts it any more; instances that run go on.</summary>
    /// <returns>The version that was published; null: none was.</returns>
    /// <exception cref="DefinitionNotFoundException">There is no such definition.</exception>
    public async Task<DefinitionVersion?> RetractAsync(string definitionId, string author, CancellationToken cancellationToken = default)
    {
        await GetNewestAsync(definitionId, cancellationToken).ConfigureAwait(false);
        return await catalog.UnpublishAsync(definitionId, version => [Change(version, DefinitionAction.Retracted, author)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a new draft of an older version. A draft that is there stays among the versions.</summary>
    /// <exception cref="DefinitionNotFoundException">There is no such version.</exception>
    public async Task<DefinitionVersion> RevertAsync(string definitionId, int version, string author, CancellationToken cancellationToken = default)
    {
        var versions = await store.GetDefinitionVersionsAsync(definitionId, cancellationToken: cancellationToken).ConfigureAwait(false);
        var old = versions.FirstOrDefault(candidate => candidate.Version == version) ?? throw new DefinitionNotFoundException($"{definitionId}.{version}");
        var draft = await NewDraftAsync(definitionId, versions[0], time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var json = WorkflowDefinitionJson.Write(old.ToDefinition() with { Id = draft.VersionId, Version = draft.Version, IsLatest = true, IsPublished = false }).ToJsonString();
        draft = draft with { Name = old.Name, Description = old.Description, Json = json, Hash = DefinitionCatalog.HashOf(json), ModifiedAt = draft.CreatedAt, ModifiedBy = author };
        return await WriteAsync(draft, DefinitionAction.Saved, author, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a definition with all its versions.</summary>
    /// <returns>How many versions there were.</returns>
    /// <exception cref="DefinitionInUseException">Instances of it still run.</exception>
    public async Task<int> DeleteAsync(string definitionId, string author, CancellationToken cancellationToken = default)
    {
        var versions = await store.GetDefinitionVersionsAsync(definitionId, cancellationToken: cancellationToken).ConfigureAwait(false);
        await RefuseRunningAsync(new InstanceFilter { DefinitionId = definitionId, Status = WorkflowStatus.Running }, definitionId, cancellationToken).ConfigureAwait(false);
        await RefuseUsedAsync(definitionId, [.. versions.Select(version => version.VersionId)], cancellationToken).ConfigureAwait(false);
        await DeleteAsync(versions, author, cancellationToken).ConfigureAwait(false);
        return versions.Count;
    }

    /// <summary>Deletes one version.</summary>
    /// <returns>False: there is no such version.</returns>
    /// <exception cref="DefinitionInUseException">Instances of it still run.</exception>
    public async Task<bool> DeleteVersionAsync(string versionId, string author, CancellationToken cancellationToken = default)
    {
        if (await store.GetDefinitionVersionAsync(versionId, cancellationToken).ConfigureAwait(false) is not { } version) return false;
        var filter = new InstanceFilter { DefinitionVersionId = versionId, DefinitionId = version.DefinitionId, Status = WorkflowStatus.Running };
        await RefuseRunningAsync(filter, versionId, cancellationToken).ConfigureAwait(false);
        await RefuseUsedAsync(version.DefinitionId, [versionId], cancellationToken).ConfigureAwait(false);
        await DeleteAsync([version], author, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<DefinitionVersion> DraftOfAsync(
        WorkflowDefinition definition, string definitionId, DefinitionVersion? newest, string author, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var draft = newest is { Released: false } ? newest with { Revision = newest.Revision + 1 } : await NewDraftAsync(definitionId, newest, now, cancellationToken).ConfigureAwait(false);
        var json = WorkflowDefinitionJson.Write(definition with { Id = draft.VersionId, DefinitionId = definitionId, Version = draft.Version, IsLatest = true, IsPublished = false }).ToJsonString();
        return draft with { Name = definition.Name, Description = definition.Description, Json = json, Hash = DefinitionCatalog.HashOf(json), ModifiedAt = now, ModifiedBy = author };
    }

    /// <summary>A number is given once, also when its version was deleted since: the id of a version means the same for ever.</summary>
    private async Task<DefinitionVersion> NewDraftAsync(string definitionId, DefinitionVersion? newest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = await store.GetDefinitionChangesAsync(definitionId, cancellationToken).ConfigureAwait(false);
        var number = Math.Max(newest?.Version ?? 0, changes.Select(change => change.Version).DefaultIfEmpty(0).Max()) + 1;
        return new DefinitionVersion
        {
            VersionId = $"{definitionId}.{number}",
            DefinitionId = definitionId,
            Version = number,
            Json = "",
            Hash = "",
            Published = false,
            Released = false,
            CreatedAt = now,
        };
    }

    private async Task DeleteAsync(IReadOnlyList<DefinitionVersion> versions, string author, CancellationToken cancellationToken)
    {
        if (versions.Count == 0) return;
        var unit = new UnitOfWork
        {
            DefinitionsDeleted = [.. versions.Select(version => version.VersionId)],
            DefinitionChanges = [.. versions.Select(version => Change(version, DefinitionAction.Deleted, author))],
        };
        await store.CommitAsync(unit, cancellationToken).ConfigureAwait(false);
        await catalog.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A workflow that others use as an activity is part of their plans.</summary>
    private async Task RefuseUsedAsync(string definitionId, IReadOnlyList<string> versionIds, CancellationToken cancellationToken)
    {
        var all = await store.ListDefinitionsAsync(new DefinitionFilter(), new PageRequest(0, int.MaxValue), cancellationToken).ConfigureAwait(false);
        foreach (var other in all.Items.Where(other => other.DefinitionId != definitionId))
        {
            var json = (await store.GetDefinitionVersionAsync(other.VersionId, cancellationToken).ConfigureAwait(false))?.Json ?? "";
            if (versionIds.FirstOrDefault(id => json.Contains($"\"{id}\"", StringComparison.Ordinal)) is { } used)
                throw new DefinitionInUseException(used, other.Name ?? other.DefinitionId);
        }
    }

    private async Task RefuseRunningAsync(InstanceFilter filter, string id, CancellationToken cancellationToken)
    {
        var running = await store.ListInstancesAsync(filter, new PageRequest(0, 1), cancellationToken).ConfigureAwait(false);
        if (running.Total > 0) throw new DefinitionInUseException(id, running.Total);
    }

    private async Task<DefinitionVersion> WriteAsync(
        DefinitionVersion version, DefinitionAction action, string author, IReadOnlyList<ArmedTriggers> triggers, CancellationToken cancellationToken)
    {
        if (await TryWriteAsync(version, action, author, triggers, cancellationToken).ConfigureAwait(false)) return version;
        throw new DefinitionChangedException(await GetNewestAsync(version.DefinitionId, cancellationToken).ConfigureAwait(false));
    }

    private async Task<bool> TryWriteAsync(
        DefinitionVersion version, DefinitionAction action, string author, IReadOnlyList<ArmedTriggers> triggers, CancellationToken cancellationToken)
    {
        var unit = new UnitOfWork { Definitions = [version], Triggers = triggers, DefinitionChanges = [Change(version, action, author)] };
        return await store.CommitAsync(unit, cancellationToken).ConfigureAwait(false) is CommitResult.Committed;
    }

    private DefinitionChange Change(DefinitionVersion version, DefinitionAction action, string author)
    {
        var now = time.GetUtcNow();
        return new DefinitionChange(version.DefinitionId, version.VersionId, version.Version, action, author, now, now, 1);
    }

    private async Task<DefinitionVersion?> FindNewestAsync(string definitionId, CancellationToken cancellationToken) =>
        await store.GetDefinitionVersionsAsync(definitionId, 1, cancellationToken).ConfigureAwait(false) is [var newest] ? newest : null;

    private async Task<DefinitionVersion> GetNewestAsync(string definitionId, CancellationToken cancellationToken) =>
        await FindNewestAsync(definitionId, cancellationToken).ConfigureAwait(false) ?? throw new DefinitionNotFoundException(definitionId);
}

/// <summary>The state of a definition on which an author worked.</summary>
/// <param name="VersionId">The version.</param>
/// <param name="Revision">How often it had been saved.</param>
public readonly record struct SeenRevision(string VersionId, int Revision);

/// <summary>Somebody else saved or published the definition meanwhile.</summary>
/// <param name="newest">What it is now.</param>
public sealed class DefinitionChangedException(DefinitionVersion newest)
    : Exception($"« {newest.Name ?? newest.DefinitionId} » a été modifié entre-temps{(newest.ModifiedBy is { } by ? $" par {by}" : "")} : rechargez la page avant d'enregistrer.")
{
    /// <summary>What it is now.</summary>
    public DefinitionVersion Newest { get; } = newest;
}

/// <summary>Something still needs a definition.</summary>
public sealed class DefinitionInUseException : Exception
{
    /// <summary>Instances of it run.</summary>
    /// <param name="id">The definition or the version.</param>
    /// <param name="running">How many.</param>
    public DefinitionInUseException(string id, long running)
        : base($"« {id} » ne peut pas être supprimé : {running} instance(s) en cours l'utilisent. Terminez-les ou annulez-les d'abord.")
    {
    }

    /// <summary>Another definition uses it as an activity.</summary>
    /// <param name="id">The version.</param>
    /// <param name="consumer">Name of the other definition.</param>
    public DefinitionInUseException(string id, string consumer)
        : base($"« {id} » ne peut pas être supprimé : le workflow « {consumer} » l'utilise comme activité.")
    {
    }
}
