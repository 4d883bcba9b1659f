using System.Collections.Frozen;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Definitions;

/// <summary>
/// The definitions: all versions in the store, the published ones compiled and known here. Instances keep the version they started on; an
/// older version is compiled when one of its instances moves, and a bounded number of those is kept, so versions nobody uses cost nothing.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to release.")]
public sealed class DefinitionCatalog(IWorkflowStore store, ActivityRegistry activities, TimeProvider time, int cachedPlans = 256)
{
    private readonly PlanCache older = new(cachedPlans);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim refreshing = new(1, 1);
    private long seenRevision;
    private long lookedAt;
    private volatile Published published = Published.Nothing;

    /// <summary>The activity types of this server.</summary>
    public ActivityRegistry Activities => activities;

    /// <summary>The published version of each definition.</summary>
    public IReadOnlyCollection<DefinitionVersion> PublishedVersions => published.ByDefinition.Values;

    /// <summary>The published version of a definition; null: none.</summary>
    public DefinitionVersion? FindPublished(string definitionId) => published.ByDefinition.GetValueOrDefault(definitionId);

    /// <summary>What a stimulus with this key starts.</summary>
    public IReadOnlyList<StartableTrigger> FindTriggers(string stimulusKey) =>
        published.ByStimulusKey.GetValueOrDefault(stimulusKey) ?? [];

    /// <summary>Plans kept of versions that are not published.</summary>
    internal int OlderPlans => older.Count;

    /// <summary>The plan of a version, compiled when it is not kept; null: there is no such version, or it is a draft.</summary>
    public async ValueTask<WorkflowPlan?> FindPlanAsync(string versionId, CancellationToken cancellationToken = default)
    {
        if (published.Plans.TryGetValue(versionId, out var plan) || (plan = older.Find(versionId)) is not null)
            return plan;
        var version = await store.GetDefinitionVersionAsync(versionId, cancellationToken).ConfigureAwait(false);
        // A draft never runs, and its plan would be of the past at the next save.
        return version is { Released: true } ? older.Add(versionId, await CompileAsync(version, cancellationToken).ConfigureAwait(false)) : null;
    }

    /// <summary>The plan of the published version of a definition; null: none is published.</summary>
    public WorkflowPlan? FindPublishedPlan(string definitionId) =>
        published.ByDefinition.TryGetValue(definitionId, out var version) ? published.Plans[version.VersionId] : null;

    /// <summary>
    /// Publishes each definition (*.json) of a folder whose file changed since it was last loaded. So a file that is edited, also back to
    /// an older text, becomes a new version, and a restart does not undo what was published by other ways since.
    /// </summary>
    /// <exception cref="DefinitionRefusedException">A file holds no definition, or one with errors. The files before it are published.</exception>
    public async Task LoadFolderAsync(string folder, CancellationToken cancellationToken = default)
    {
        var definitions = await FolderDefinition.ReadAllAsync(folder, cancellationToken).ConfigureAwait(false);
        var loaded = new LoadedFiles(store);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (file, json, definition) in FolderDefinition.UsedFirst(definitions, activities))
        {
            if (await loaded.KnowAsync(definition.DefinitionId, json, cancellationToken).ConfigureAwait(false)) continue;
            await PublishAsync(file, definition, json, [LoadedFiles.Of(definition.DefinitionId, json)], cancellationToken).ConfigureAwait(false);
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes a definition as a new version, unless the newest has the same text.</summary>
    /// <returns>The version with this text.</returns>
    /// <exception cref="DefinitionRefusedException">It is no definition, has errors, or wants an HTTP address of another one.</exception>
    public async Task<DefinitionVersion> PublishAsync(string json, CancellationToken cancellationToken = default)
    {
        var definition = FolderDefinition.Read(json, "définition");
        RefuseTakenAddresses(definition);
        var version = await PublishAsync("définition", definition, json, [], cancellationToken).ConfigureAwait(false);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return version;
    }

    /// <summary>
    /// Takes a definition back: nothing starts it any more, neither a stimulus nor time. Instances that run go on.
    /// </summary>
    /// <returns>False: it was not published.</returns>
    public async Task<bool> UnpublishAsync(string definitionId, CancellationToken cancellationToken = default) =>
        await UnpublishAsync(definitionId, static _ => [], cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Takes a definition back, together with what is noted of it.</summary>
    /// <returns>The version as it is then; null: none was published.</returns>
    internal async Task<DefinitionVersion?> UnpublishAsync(
        string definitionId, Func<DefinitionVersion, IReadOnlyList<DefinitionChange>> changes, CancellationToken cancellationToken)
    {
        while (true)
        {
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
            if (FindPublished(definitionId) is not { } version) return null;
            var retracted = version with { Published = false };
            var unit = new UnitOfWork { Definitions = [retracted], Triggers = [new ArmedTriggers(definitionId, null, [])], DefinitionChanges = changes(version) };
            // A conflict: somebody published, took back or deleted it since it was read.
            if (await store.CommitAsync(unit, cancellationToken).ConfigureAwait(false) is not CommitResult.Committed) continue;
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
            return retracted;
        }
    }

    /// <summary>
    /// Finds out what another process published or took back. Looks once a second at most, so it may be asked before each piece of work.
    /// </summary>
    public async ValueTask FreshenAsync(CancellationToken cancellationToken = default)
    {
        var before = Interlocked.Read(ref lookedAt);
        if ((before != 0 && Stopwatch.GetElapsedTime(before) < LookPeriod) || Interlocked.CompareExchange(ref lookedAt, Stopwatch.GetTimestamp(), before) != before)
            return;
        if (await store.GetDefinitionsRevisionAsync(cancellationToken).ConfigureAwait(false) != Interlocked.Read(ref seenRevision))
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads anew which versions are published, and arms what time starts of them.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        // The one who reads last also writes last.
        await refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await RefreshAloneAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            refreshing.Release();
        }
    }

    private async Task RefreshAloneAsync(CancellationToken cancellationToken)
    {
        // The number first: what changes after it is seen at the next look. Kept also when a version does not compile here (this process may be
        // the older one), so that the fault is said once and what was known before goes on.
        Interlocked.Exchange(ref seenRevision, await store.GetDefinitionsRevisionAsync(cancellationToken).ConfigureAwait(false));
        var versions = await store.GetPublishedDefinitionsAsync(cancellationToken).ConfigureAwait(false);
        var before = published;
        var compiled = new Dictionary<string, WorkflowPlan>(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            compiled[version.VersionId] = before.Plans.GetValueOrDefault(version.VersionId) ?? older.Find(version.VersionId)
                ?? await CompileAsync(version, cancellationToken).ConfigureAwait(false);
        }

        var plans = compiled.ToFrozenDictionary(StringComparer.Ordinal);
        published = Published.Of(versions, plans);
        KeepOlder(before, plans);
        await ArmAsync(versions, plans, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Instances of a version that was published a moment ago are the most likely to move.</summary>
    private void KeepOlder(Published before, FrozenDictionary<string, WorkflowPlan> plans)
    {
        foreach (var (versionId, plan) in before.Plans)
        {
            if (!plans.ContainsKey(versionId))
                older.Add(versionId, plan);
        }

        foreach (var versionId in plans.Keys)
            older.Remove(versionId);
    }

    /// <summary>Brings the armed triggers in line with the published versions, where they are not.</summary>
    private async Task ArmAsync(
        IReadOnlyList<DefinitionVersion> versions, FrozenDictionary<string, WorkflowPlan> plans, CancellationToken cancellationToken)
    {
        var armed = (await store.GetTimeTriggersAsync(cancellationToken).ConfigureAwait(false)).ToLookup(trigger => trigger.DefinitionId, StringComparer.Ordinal);
        var gone = armed.Select(group => group.Key).Except(versions.Select(version => version.DefinitionId), StringComparer.Ordinal);
        ArmedTriggers[] changes =
        [
            .. versions.Select(version => ArmedBy(version.DefinitionId, plans[version.VersionId])).Where(wanted => !IsArmed(wanted, armed[wanted.DefinitionId])),
            .. gone.Select(definitionId => new ArmedTriggers(definitionId, null, [])),
        ];
        if (changes.Length > 0)
            await store.CommitAsync(new UnitOfWork { Triggers = changes }, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsArmed(ArmedTriggers wanted, IEnumerable<TimeTrigger> armed) =>
        wanted.Triggers.Select(trigger => (trigger.ActivityId, trigger.VersionId, trigger.Schedule))
            .ToHashSet()
            .SetEquals(armed.Select(trigger => (trigger.ActivityId, trigger.VersionId, trigger.Schedule)));

    private ArmedTriggers ArmedBy(string definitionId, WorkflowPlan plan)
    {
        var now = time.GetUtcNow();
        return new ArmedTriggers(
            definitionId,
            plan.DefinitionVersionId,
            [
                .. from trigger in plan.Triggers
                   let schedule = TriggerSchedule.Of(trigger.Trigger)
                   where schedule is not null
                   select new TimeTrigger(definitionId, trigger.ActivityId, plan.DefinitionVersionId, schedule, schedule.First(now)),
            ]);
    }

    /// <summary>What a designer must mend before a definition can be published, and what he should look at.</summary>
    public async Task<IReadOnlyList<DefinitionProblem>> ValidateAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default)
    {
        var used = await UsedWorkflows.LoadAsync(store, published, activities, definition, cancellationToken).ConfigureAwait(false);
        return WorkflowCompiler.Validate(definition, activities, used.Find);
    }

    /// <summary>A draft as it is to be published: without errors, the workflows that it uses pinned.</summary>
    /// <exception cref="DefinitionRefusedException">It has errors, or wants an HTTP address of another one.</exception>
    internal async Task<(string Json, ArmedTriggers Triggers)> PrepareAsync(DefinitionVersion draft, CancellationToken cancellationToken)
    {
        RefuseTakenAddresses(draft.ToDefinition());
        var json = await PinnedAsync(draft.Name ?? draft.DefinitionId, draft.ToDefinition(), draft.Json, cancellationToken).ConfigureAwait(false);
        return (json, ArmedBy(draft.DefinitionId, await CompileAsync(draft with { Json = json }, cancellationToken).ConfigureAwait(false)));
    }

    internal static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.ReplaceLineEndings("\n"))));

    private async Task<string> PinnedAsync(string name, WorkflowDefinition definition, string json, CancellationToken cancellationToken)
    {
        var used = await UsedWorkflows.LoadAsync(store, published, activities, definition, cancellationToken).ConfigureAwait(false);
        RefuseErrors(name, WorkflowCompiler.Validate(definition, activities, used.Find));
        var document = WorkflowDefinitionJson.Write(definition);
        return WorkflowReferences.Pin(document, activities, used.Find) ? document.ToJsonString() : json;
    }

    private async Task<DefinitionVersion> PublishAsync(
        string name, WorkflowDefinition definition, string json, IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        var stored = await PinnedAsync(name, definition, json, cancellationToken).ConfigureAwait(false);
        var hash = HashOf(json);
        while (true)
        {
            var newest = await store.GetDefinitionVersionsAsync(definition.DefinitionId, 1, cancellationToken).ConfigureAwait(false) is [var last] ? last : null;
            var number = (newest?.Version ?? 0) + 1;
            var version = newest is { Published: true } && newest.Hash == hash ? newest : new DefinitionVersion
            {
                VersionId = $"{definition.DefinitionId}.{number}",
                DefinitionId = definition.DefinitionId,
                Version = number,
                Name = definition.Name,
                Description = definition.Description,
                Json = stored,
                Hash = hash,
                Published = true,
                CreatedAt = time.GetUtcNow(),
            };
            var unit = new UnitOfWork { Definitions = [version], Documents = documents, Triggers = [ArmedBy(version.DefinitionId, await CompileAsync(version, cancellationToken).ConfigureAwait(false))] };
            if (await store.CommitAsync(unit, cancellationToken).ConfigureAwait(false) is CommitResult.Committed)
                return version;
        }
    }

    /// <summary>One method at one address starts one workflow. A folder is not held to it, since its files may exchange addresses: there the call says so.</summary>
    private void RefuseTakenAddresses(WorkflowDefinition definition)
    {
        var taken = new List<string>();
        foreach (var trigger in WorkflowCompiler.Compile(definition, activities).Triggers)
        {
            if (trigger.Trigger is not { Payload: { } payload, StimulusKey: { } key }) continue;
            if (FindTriggers(key).FirstOrDefault(other => other.DefinitionId != definition.DefinitionId) is { DefinitionId: { } owner })
                taken.Add($"{trigger.ActivityId} : l'adresse {payload["path"]} ({payload["method"]}) est déjà celle du workflow « {owner} ».");
        }

        if (taken.Count > 0)
            throw new DefinitionRefusedException(definition.DefinitionId, taken);
    }

    private static void RefuseErrors(string name, IReadOnlyList<DefinitionProblem> problems)
    {
        DefinitionProblem[] errors = [.. problems.Where(problem => problem.Severity == ProblemSeverity.Error)];
        if (errors.Length == 0) return;
        throw new DefinitionRefusedException(name, [.. errors.Select(problem => problem.ActivityId is null ? problem.Message : $"{problem.ActivityId} : {problem.Message}")]) { Problems = errors };
    }

    /// <summary>Compiles a version, also a draft; nothing is kept.</summary>
    public async Task<WorkflowPlan> CompileAsync(DefinitionVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        var definition = version.ToDefinition();
        var used = await UsedWorkflows.LoadAsync(store, published, activities, definition, cancellationToken).ConfigureAwait(false);
        return WorkflowCompiler.Compile(definition, activities, used.Find);
    }
}

/// <summary>An activity of a published definition that a stimulus starts.</summary>
/// <param name="DefinitionId">Logical id of the definition.</param>
/// <param name="VersionId">Its published version.</param>
/// <param name="ActivityId">Where the new instance starts.</param>
public readonly record struct StartableTrigger(string DefinitionId, string VersionId, string ActivityId);

/// <summary>A definition cannot be published.</summary>
/// <param name="name">Its file, or what else names it.</param>
/// <param name="reasons">What is wrong, in French.</param>
public sealed class DefinitionRefusedException(string name, IReadOnlyList<string> reasons)
    : Exception($"{name} : {string.Join(" ; ", reasons)}")
{
    /// <summary>What is wrong, in French.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;

    /// <summary>The same with codes and places; empty when it is no definition at all.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; init; } = [];
}

/// <summary>An instance was to be started of a definition, or runs on a version, that is not there.</summary>
/// <param name="id">Id of the definition or of the version.</param>
public sealed class DefinitionNotFoundException(string id) : Exception($"Le workflow « {id} » n'existe pas ou n'est pas publié.");
