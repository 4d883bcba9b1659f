using Integrations.Guichet.Desk;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Withdraws the questions that the end of a procedure has settled: nobody is reminded of what no longer matters.</summary>
[Activity("Guichet.WithdrawTasks", Category = GuichetActivities.Category, Fr = "Retirer les tâches sans objet", En = "Withdraw the tasks",
    DescriptionFr = "Annule les demandes encore ouvertes d'une procédure qui a sa réponse. Exemple : juste après une décision ou l'effet d'un silence.",
    DescriptionEn = "Cancels the open requests of a procedure that has its answer. Example: right after a decision or the effect of a silence.")]
public sealed class WithdrawTasks : Activity
{
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    [Input(Fr = "Nature", En = "Kind", UIHint = "dropdown", Options = ["all", "completeness"], Default = "all", DescriptionFr = "completeness : seulement la question du dossier complet.", DescriptionEn = "completeness: only the question whether the file is complete.")]
    public readonly Input<string> Kind = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        var onlyCompleteness = context.Get(Kind) == "completeness";
        foreach (var task in desk.File.Tasks.Where(task => task.Procedure == procedure.Key && task is { IsOpen: true, Kind: not TaskKind.Check } && (!onlyCompleteness || task.Kind == TaskKind.Instruction)))
            context.Require(desk.Acts.CancelTask(task.Id, onlyCompleteness ? "Le dossier est déjà déclaré complet." : "La procédure a reçu sa réponse."));
    }
}
