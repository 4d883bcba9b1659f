using Integrations.Guichet.Clocks;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// Asks the firm for the pieces that are missing ("demande de pièces complémentaires"). A request in time makes the period start again when
/// they arrive; one that is too late leaves as a courtesy, without effect on the clock (R*423-41).
/// </summary>
[Activity("Guichet.RequestPieces", Category = GuichetActivities.Category, Fr = "Demander les pièces manquantes", En = "Ask for missing pieces",
    DescriptionFr = "Écrit à l'entreprise quelles pièces manquent et jusqu'à quand les envoyer. Trop tard dans le délai, la lettre part comme courtoisie, sans effet (port « Courtesy »). Exemple : après « Vérifier les pièces », dans le premier mois.",
    DescriptionEn = "Writes to the firm which pieces are missing and until when. Too late in the period, it leaves as a courtesy without effect (port Courtesy). Example: after Check the pieces, within the first month.")]
[Outcomes("Requested", "Courtesy", "Nothing")]
public sealed class RequestPieces : Activity
{
    /// <summary>Key of the procedure.</summary>
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    /// <summary>Codes of the pieces; those that the file lacks when none is given.</summary>
    [Input(Fr = "Pièces", En = "Pieces", DescriptionFr = "Codes ; vide : toutes celles qui manquent.", DescriptionEn = "Codes; empty: all that are missing.", UIHint = "multitext")]
    public readonly Input<IReadOnlyList<string>> Pieces = new();

    /// <summary>Last day to send them, for procedures whose law sets none.</summary>
    [Input(Fr = "Dernier jour", En = "Last day", DescriptionFr = "aaaa-mm-jj ; seulement pour une procédure dont le texte ne fixe pas ce délai.", DescriptionEn = "yyyy-mm-dd; only for a procedure whose law does not set it.")]
    public readonly Input<string> DueOn = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        var pieces = context.Get(Pieces) is { Count: > 0 } given ? given : procedure.MissingPieces;
        if (pieces.Count == 0)
        {
            context.Complete("Nothing");
            return;
        }

        var known = desk.Acts.NewEvents.Count;
        context.Require(desk.Acts.RequestPieces(procedure.Key, pieces, NotificationChannel.Electronic, dueOn: LegalDays.Of(context, context.Get(DueOn)), asCourtesy: true));
        var stated = desk.Acts.NewEvents.Skip(known).Select(recorded => recorded.Fact).ToList();
        if (stated.Any(fact => fact is CourtesyRequestSent)) context.EmitNotice(desk, "courtesy-request", DeskCommands.ToFirm, procedure.Key);
        else if (stated.Any(fact => fact is PiecesRequested)) context.EmitNotice(desk, "firm-missing-documents", DeskCommands.ToFirm, procedure.Key);
        context.Complete(stated.Any(fact => fact is CourtesyRequestSent) ? "Courtesy" : "Requested");
    }
}
