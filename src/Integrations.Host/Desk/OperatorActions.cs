using System.Globalization;
using Integrations.Host.Access;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Language;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Host.Desk;

/// <summary>Does what whoever keeps the machinery running asks for; who and why are kept.</summary>
internal sealed class OperatorActions(WorkflowRuntime runtime)
{
    /// <summary>Does one act.</summary>
    public Task<ActResult> DoAsync(OperatorAct act, Member by, CancellationToken cancellation) => act switch
    {
        ReplayDeadLetterAct => ReplayAsync(runtime.ReplayCommandAsync(Number(act), by.Signature, act.Reason, cancellation)),
        ReplayQuarantineAct => ReplayAsync(runtime.ReplayMessageAsync(Number(act), by.Signature, act.Reason, cancellation)),
        RetryWorkflowAct retry => RetryAsync(retry, by, cancellation),
        CancelWorkflowAct cancel => CancelAsync(cancel, by, cancellation),
        _ => throw new InvalidOperationException($"Unknown act {act.GetType().Name}."),
    };

    private static long Number(OperatorAct act) => long.Parse(act.Id, CultureInfo.InvariantCulture);

    private static async Task<ActResult> ReplayAsync(Task<bool> replay) => await replay
        ? new ActResult.Ok(new Text("C'est relancé.", "On its way again."))
        : new ActResult.Refused("replay.gone", new Text("Cet élément n'attend plus : quelqu'un l'a déjà relancé.", "This item no longer waits: someone has replayed it."));

    private async Task<ActResult> RetryAsync(RetryWorkflowAct act, Member by, CancellationToken cancellation)
    {
        var row = await runtime.Store.GetInstanceAsync(act.Id, cancellation);
        var faulted = row is null ? [] : InstanceStateSerializer.Read(row.State.Span).FaultedActivities();
        if (faulted.Count == 0 || (act.ActivityId is { } wanted && !faulted.Contains(wanted)))
            return new ActResult.Refused("retry.nothing", new Text("Il n'y a plus rien à relancer : quelqu'un l'a déjà fait.", "There is nothing to retry any more: someone has done it."));
        await runtime.RetryAsync(new RetryInstance(act.Id, act.ActivityId) { Note = new OperatorNote(by.Signature, act.Reason) }, cancellation);
        return new ActResult.Ok(new Text("Le workflow est relancé.", "The workflow is running again."));
    }

    private async Task<ActResult> CancelAsync(CancelWorkflowAct act, Member by, CancellationToken cancellation)
    {
        var row = await runtime.Store.GetInstanceAsync(act.Id, cancellation);
        if (row is not { Header: { Status: WorkflowStatus.Running } or { SubStatus: WorkflowSubStatus.Faulted } })
            return new ActResult.Refused("cancel.finished", new Text("Ce workflow est déjà terminé.", "This workflow has already ended."));
        await runtime.CancelAsync(new CancelInstance(act.Id) { Note = new OperatorNote(by.Signature, act.Reason) }, cancellation);
        return new ActResult.Ok(new Text("Le workflow est annulé, et ceux qu'il a lancés.", "The workflow is cancelled, and those it started."));
    }
}
