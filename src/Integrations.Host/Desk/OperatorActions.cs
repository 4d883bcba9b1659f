using System.Globalization;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Language;
using Integrations.Runtime.Processing;

namespace Integrations.Host.Desk;

/// <summary>Does what whoever keeps the machinery running asks for; who and why are kept.</summary>
internal sealed class OperatorActions(WorkflowRuntime runtime)
{
    private const string Operator = "exploitant";

    /// <summary>Does one act.</summary>
    public async Task<ActResult> DoAsync(OperatorAct act, CancellationToken cancellation)
    {
        var id = long.Parse(act.Id, CultureInfo.InvariantCulture);
        var done = act switch
        {
            ReplayDeadLetterAct => await runtime.ReplayCommandAsync(id, Operator, act.Reason, cancellation),
            ReplayQuarantineAct => await runtime.ReplayMessageAsync(id, Operator, act.Reason, cancellation),
            _ => throw new InvalidOperationException($"Unknown act {act.GetType().Name}."),
        };
        return done
            ? new ActResult.Ok(new Text("C'est relancé.", "On its way again."))
            : new ActResult.Refused("replay.gone", new Text("Cet élément n'attend plus : quelqu'un l'a déjà relancé.", "This item no longer waits: someone has replayed it."));
    }
}
