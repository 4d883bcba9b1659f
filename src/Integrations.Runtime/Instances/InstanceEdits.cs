using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>What people do to an instance outside of its bursts.</summary>
internal sealed class InstanceEdits(RuntimeOptions options, DefinitionCatalog definitions)
{
    /// <summary>The event of the journal when somebody set variables. Values are not written down.</summary>
    public const string VariablesSet = "VariablesSet";

    /// <summary>The event of the journal that ends the history of an instance that was imported.</summary>
    public const string Imported = "Imported";

    /// <summary>Sets variables of an instance that waits; the empty unit when it does not, or declares none of them.</summary>
    public async Task<UnitOfWork> SetVariablesAsync(SetVariables request, CancellationToken cancellationToken)
    {
        if (await options.Store.GetInstanceAsync(request.InstanceId, cancellationToken).ConfigureAwait(false) is not { Header.SubStatus: WorkflowSubStatus.Suspended } row)
            return UnitOfWork.Empty;
        var plan = await FindPlanAsync(row.Header.DefinitionVersionId, cancellationToken).ConfigureAwait(false);
        var before = InstanceStateSerializer.Read(row.State.Span);
        if (before.WithVariables(plan, request.Values) is not { } after)
            return UnitOfWork.Empty;
        var names = after.VariableValues(plan).Where(variable => request.Values.ContainsKey(variable.Id)).Select(variable => variable.Name);
        return BurstUnit.OfChange(row, after, Entry(plan, VariablesSet, $"{string.Join(", ", names)} ({request.By})"), options.Time.GetUtcNow());
    }

    /// <summary>Brings back an instance that ended elsewhere; the empty unit when it is here.</summary>
    /// <exception cref="DefinitionNotFoundException">The version on which it ran is not here.</exception>
    public async Task<UnitOfWork> RestoreAsync(PastInstance past, CancellationToken cancellationToken)
    {
        var plan = await FindPlanAsync(past.State.DefinitionVersionId, cancellationToken).ConfigureAwait(false);
        if (await options.Store.GetInstanceAsync(past.State.InstanceId, cancellationToken).ConfigureAwait(false) is not null)
            return UnitOfWork.Empty;
        var state = past.State.AsHistory(plan, past.Variables);
        var header = new InstanceHeader
        {
            InstanceId = state.InstanceId,
            DefinitionId = plan.DefinitionId,
            DefinitionVersionId = plan.DefinitionVersionId,
            CorrelationId = state.CorrelationId,
            Name = state.Name,
            Status = state.Status,
            SubStatus = state.SubStatus,
            IncidentCount = state.Incidents.Count,
            IsStalled = false,
            CreatedAt = past.CreatedAt,
            UpdatedAt = past.UpdatedAt,
            FinishedAt = past.UpdatedAt,
            Version = 1,
        };
        (DateTimeOffset At, JournalEntry Entry)[] entries = [.. past.Journal, (options.Time.GetUtcNow(), Entry(plan, Imported, past.By))];
        var bursts = entries.GroupBy(line => line.At).ToList();

        // The last row has the version of the instance, those before it stand below.
        var rows = bursts.Select((burst, place) =>
            new JournalRow(state.InstanceId, 1 - (bursts.Count - 1 - place), burst.Key, JournalCodec.Write([.. burst.Select(line => line.Entry)])));
        return new UnitOfWork { Instances = [new InstanceRow(header, InstanceStateSerializer.Write(state)) { TraceParent = Traces.Current }], Journal = [.. rows] };
    }

    private static JournalEntry Entry(WorkflowPlan plan, string @event, string message) =>
        new(plan.Nodes[0].Id, plan.Nodes[0].Type, @event) { Message = message };

    private async ValueTask<WorkflowPlan> FindPlanAsync(string versionId, CancellationToken cancellationToken) =>
        await definitions.FindPlanAsync(versionId, cancellationToken).ConfigureAwait(false) ?? throw new DefinitionNotFoundException(versionId);
}

/// <summary>Set variables of an instance that waits.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Values">By id of the variable; those that the workflow does not declare are left out.</param>
/// <param name="By">Who does it; kept in the journal.</param>
public sealed record SetVariables(string InstanceId, IReadOnlyDictionary<string, object?> Values, string By);

/// <summary>An instance that ended elsewhere, or that is to be seen here as ended.</summary>
/// <param name="State">Ids, names, input, output, incidents and sub-status; what could run in it is left out.</param>
/// <param name="Variables">By id of the variable.</param>
/// <param name="Journal">What it did, in order, each with its instant (UTC).</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC; it counts as its end.</param>
/// <param name="By">Who brings it back; kept in the journal.</param>
public sealed record PastInstance(
    InstanceState State,
    IReadOnlyDictionary<string, object?> Variables,
    IReadOnlyList<(DateTimeOffset At, JournalEntry Entry)> Journal,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string By);
