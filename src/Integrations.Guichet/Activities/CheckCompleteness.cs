using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Looks whether pieces of a procedure are missing. It states nothing: completeness is declared by the authority or by silence.</summary>
[Activity("Guichet.CheckCompleteness", Category = GuichetActivities.Category, Fr = "Vérifier les pièces", En = "Check the pieces",
    DescriptionFr = "Regarde quelles pièces manquent à une procédure, et sort par « Complet » ou « Incomplet ». Exemple : relier « Incomplet » à « Demander les pièces manquantes ».",
    DescriptionEn = "Looks which pieces of a procedure are missing and leaves by Complete or Incomplete. Example: connect Incomplete to Ask for missing pieces.")]
[Outcomes("Complete", "Incomplete")]
public sealed class CheckCompleteness : Activity
{
    /// <summary>Key of the procedure.</summary>
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    /// <summary>Codes of the pieces that are missing.</summary>
    [Output(Fr = "Pièces manquantes", En = "Missing pieces", DescriptionFr = "Codes, par exemple PC4_NOTICE.", DescriptionEn = "Codes, for example PC4_NOTICE.")]
    public readonly Output<IReadOnlyList<string>> Missing = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        IReadOnlyList<string> missing = procedure.DepositedOn is null ? DeskKnowledge.MissingPieces(desk.File, procedure.Key) : procedure.MissingPieces;
        context.Set(Missing, missing);
        context.Complete(missing.Count == 0 ? "Complete" : "Incomplete");
    }
}
