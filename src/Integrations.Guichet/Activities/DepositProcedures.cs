using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// Deposits the requests of the file with their authorities, on the day on which the desk received it: the desk is the common counter
/// (CRPA L114-2), so the firm's date of reception counts. ICPE first, since the permit must hold the proof of that deposit (R*431-20).
/// </summary>
[Activity("Guichet.DepositProcedures", Category = GuichetActivities.Category, Fr = "Déposer les demandes", En = "Deposit the requests",
    DescriptionFr = "Dépose chaque demande auprès de son autorité, à la date de réception du dossier, en notant les pièces qui manquent.",
    DescriptionEn = "Deposits each request with its authority, at the date of reception of the file, noting missing pieces.")]
public sealed class DepositProcedures : Activity
{
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        foreach (var procedure in desk.File.Procedures.OrderByDescending(IsEnvironmental))
            if (procedure is { DepositedOn: null, Status: ProcedureStatus.ToDeposit } && ProcedureFamilies.Of(procedure.Code) != ProcedureFamilies.FollowUp)
                context.Require(desk.Acts.Deposit(procedure.Key, desk.File.ReceivedOn, missingPieces: DeskKnowledge.MissingPieces(desk.File, procedure.Key)));
    }

    private static bool IsEnvironmental(ProcedureState procedure) => procedure.Code is "ICPE_D" or "ICPE_E" or "AE";
}
