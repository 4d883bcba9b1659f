using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Sends a letter to the firm. The words are in <c>workflows/templates</c>.</summary>
[Activity("Guichet.NotifyFirm", Category = GuichetActivities.Category, Fr = "Écrire à l'entreprise", En = "Notify the firm",
    DescriptionFr = "Envoie une lettre type à l'entreprise. Exemple : firm-file-complete quand le délai commence.",
    DescriptionEn = "Sends a letter to the firm. Example: firm-file-complete when the period starts.")]
public sealed class NotifyFirm : Activity
{
    [Input(Fr = "Lettre", En = "Letter", Required = true, DescriptionFr = "Nom du dossier dans workflows/templates.", DescriptionEn = "Name of the folder in workflows/templates.")]
    public readonly Input<string> Notice = new();

    [Input(Fr = "Procédure", En = "Procedure", DescriptionFr = "Clé de la procédure dont parle la lettre.", DescriptionEn = "Key of the procedure that the letter is about.")]
    public readonly Input<string?> Procedure = new();

    protected override void Execute(ActivityContext context) =>
        context.EmitNotice(context.Domain<DeskSession>(), context.Get(Notice), DeskCommands.ToFirm, context.Get(Procedure));
}
