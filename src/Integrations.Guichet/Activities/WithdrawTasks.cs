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

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        foreach (var task in desk.File.Tasks.Where(task => task.Procedure == procedure.Key && task is { IsOpen: true, Kind: not TaskKind.Check }))
            context.Require(desk.Acts.CancelTask(task.Id, "La procédure a reçu sa réponse."));
    }
}
