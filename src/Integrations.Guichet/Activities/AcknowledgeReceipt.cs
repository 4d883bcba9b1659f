using Integrations.Guichet.Desk;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// "Accusé d'enregistrement électronique" (at once) or "accusé de réception électronique" (within ten working days): CRPA R112-11-2.
/// </summary>
[Activity("Guichet.AcknowledgeReceipt", Category = GuichetActivities.Category, Fr = "Accuser réception", En = "Acknowledge receipt",
    DescriptionFr = "Écrit à l'entreprise que son dossier est enregistré (AEE) ou reçu, avec les délais (ARE). Exemple : AEE juste après le formulaire, ARE une fois les procédures planifiées.",
    DescriptionEn = "Writes to the firm that its file is registered (AEE) or received, with the periods (ARE). Example: AEE right after the form, ARE once the procedures are planned.")]
public sealed class AcknowledgeReceipt : Activity
{
    [Input(Fr = "Accusé", En = "Acknowledgement", UIHint = "dropdown", Options = ["AEE", "ARE"], Default = "AEE")]
    public readonly Input<string> Kind = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var reception = context.Get(Kind) == "ARE";
        context.Require(desk.Acts.Acknowledge(reception ? AcknowledgementKind.Reception : AcknowledgementKind.Recording));
        context.EmitNotice(desk, reception ? "firm-acknowledged" : "firm-received", DeskCommands.ToFirm);
    }
}
