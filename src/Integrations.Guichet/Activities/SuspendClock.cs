using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>The statutory clock stands still (CRPA L114-5).</summary>
[Activity("Guichet.SuspendClock", Category = GuichetActivities.Category, Fr = "Suspendre le délai", En = "Suspend the clock",
    DescriptionFr = "Arrête le délai légal d'une procédure jusqu'à ce qu'on le reprenne, ou au plus tard un jour donné. Exemple : l'administration attend une pièce indispensable (CRPA L114-5).",
    DescriptionEn = "Stops the statutory clock of a procedure until it is resumed, or until a given day at the latest. Example: the authority waits for an indispensable piece (CRPA L114-5).")]
public sealed class SuspendClock : Activity
{
    /// <summary>Key of the procedure.</summary>
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    /// <summary>Why.</summary>
    [Input(Fr = "Motif", En = "Reason", Required = true)]
    public readonly Input<string> Reason = new();

    /// <summary>First day that does not count.</summary>
    [Input(Fr = "Depuis le", En = "From", DescriptionFr = "aaaa-mm-jj ; vide : aujourd'hui.", DescriptionEn = "yyyy-mm-dd; empty: today.")]
    public readonly Input<string> From = new();

    /// <summary>The clock runs again on this day at the latest.</summary>
    [Input(Fr = "Au plus tard jusqu'au", En = "Until", DescriptionFr = "aaaa-mm-jj ; vide : sans limite.", DescriptionEn = "yyyy-mm-dd; empty: no limit.")]
    public readonly Input<string> Until = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        var from = context.OrToday(context.Get(From), procedure.Place);
        context.Require(desk.Acts.SuspendClock(procedure.Key, from, LegalDays.Of(context, context.Get(Until)), context.Get(Reason) ?? ""));
    }
}
