using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Sends a letter to a partner that asks nothing: the authority learns that an opinion is reputed given, for example.</summary>
[Activity("Guichet.NotifyPartner", Category = GuichetActivities.Category, Fr = "Écrire à un partenaire", En = "Notify a partner",
    DescriptionFr = "Envoie une lettre type à un partenaire, sans attendre de réponse. Exemple : instructor-opinion à l'autorité quand un avis est réputé rendu.",
    DescriptionEn = "Sends a letter to a partner and awaits no answer. Example: instructor-opinion to the authority when an opinion is reputed given.")]
public sealed class NotifyPartner : Activity
{
    [Input(Fr = "Lettre", En = "Letter", Required = true, DescriptionFr = "Nom du dossier dans workflows/templates.", DescriptionEn = "Name of the folder in workflows/templates.")]
    public readonly Input<string> Notice = new();

    [Input(Fr = "Rôle", En = "Role", Required = true, DescriptionFr = "authority : l'autorité de la procédure ; sinon un rôle de l'annuaire.", DescriptionEn = "authority: that of the procedure; else a role of the directory.")]
    public readonly Input<string> Role = new();

    [Input(Fr = "Procédure", En = "Procedure")]
    public readonly Input<string?> Procedure = new();

    [Input(Fr = "Tâche", En = "Task", DescriptionFr = "La tâche dont parle la lettre.", DescriptionEn = "The task that the letter is about.")]
    public readonly Input<string?> TaskId = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.File.Procedure(context.Get(Procedure));
        var partner = PostPartnerTask.FindPartner(desk, procedure, context.Get(Role));
        context.EmitNotice(desk, context.Get(Notice), partner.Id, procedure?.Key, context.Get(TaskId));
    }
}
