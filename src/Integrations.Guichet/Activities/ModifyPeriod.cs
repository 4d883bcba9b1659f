using Integrations.Guichet.Desk;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Notes that the authority told the firm of a longer period ("modification du délai d'instruction", R*423-24 and following).</summary>
[Activity("Guichet.ModifyPeriod", Category = GuichetActivities.Category, Fr = "Modifier le délai", En = "Change the period",
    DescriptionFr = "Note la lettre par laquelle l'autorité allonge le délai, et ce qu'elle change. Une lettre tardive est gardée sans effet (port « WithoutEffect »). Exemple : R*423-24 quand l'ABF doit être consulté.",
    DescriptionEn = "Notes the letter by which the authority extends the period, and what it changes. A late letter is kept without effect (port WithoutEffect). Example: R*423-24 when the ABF must be asked.")]
[Outcomes("Extended", "WithoutEffect")]
public sealed class ModifyPeriod : Activity
{
    /// <summary>Key of the procedure.</summary>
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    /// <summary>Article that is the ground of the letter.</summary>
    [Input(Fr = "Article", En = "Article", Required = true, Options = ["R*423-24", "R*423-25", "R*423-27", "R*423-28", "R*423-32", "R512-46-18", "R181-41", "R523-18"])]
    public readonly Input<string> Article = new();

    /// <summary>Day on which the firm is reputed to have the letter.</summary>
    [Input(Fr = "Notifiée le", En = "Notified on", DescriptionFr = "aaaa-mm-jj ; vide : aujourd'hui.", DescriptionEn = "yyyy-mm-dd; empty: today.")]
    public readonly Input<string> NotifiedOn = new();

    /// <summary>The last day that the letter itself gives, where it does.</summary>
    [Input(Fr = "Nouveau dernier jour", En = "New last day", DescriptionFr = "aaaa-mm-jj ; pour les articles dont la lettre donne le jour (enquête publique, accord).", DescriptionEn = "yyyy-mm-dd; for articles whose letter gives the day (public inquiry, agreement).")]
    public readonly Input<string> NewLastDay = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        var notifiedOn = context.OrToday(context.Get(NotifiedOn), procedure.Place);
        context.Require(desk.Acts.ModifyPeriod(procedure.Key, context.Get(Article) ?? "", notifiedOn, LegalDays.Of(context, context.Get(NewLastDay))));
        var modified = desk.Acts.NewEvents.Select(recorded => recorded.Fact).OfType<PeriodModified>().LastOrDefault(fact => fact.Procedure == procedure.Key);
        if (modified is { Counts: true }) context.EmitNotice(desk, "firm-period-modified", DeskCommands.ToFirm, procedure.Key);
        context.Complete(modified is { Counts: false } ? "WithoutEffect" : "Extended");
    }
}
