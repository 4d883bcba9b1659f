using System.Globalization;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Gives the dates of a procedure to the drawing, for Elsa's own timers and decisions.</summary>
[Activity("Guichet.ReadProcedure", Category = GuichetActivities.Category, Fr = "Lire une procédure", En = "Read a procedure",
    DescriptionFr = "Met dans des variables le dernier jour, l'état et la date de rappel des pièces. Exemple : attendre avec « Start At » dix jours ouvrés avant l'échéance des pièces.",
    DescriptionEn = "Puts the last day, the state and the reminder date of pieces into variables. Example: wait with Start At until ten working days before the pieces are due.")]
public sealed class ReadProcedure : Activity
{
    private static readonly TimeOnly Morning = new(6, 0);

    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    [Output(Fr = "État", En = "State", DescriptionFr = "Code du domaine, par exemple en_avis.", DescriptionEn = "Code of the domain, for example en_avis.")]
    public readonly Output<string> State = new();

    [Output(Fr = "Dernier jour", En = "Last day", DescriptionFr = "Date légale, aaaa-mm-jj.", DescriptionEn = "Legal date, yyyy-mm-dd.")]
    public readonly Output<string?> LastDay = new();

    [Output(Fr = "Rappel des pièces", En = "Reminder of pieces", DescriptionFr = "Instant, dix jours ouvrés avant l'échéance, à 6 h locales ; maintenant s'il est passé.", DescriptionEn = "Instant, ten working days before they are due, 6:00 local; now when it is past.")]
    public readonly Output<DateTimeOffset> PiecesReminder = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        context.Set(State, Files.Statuses.Code(procedure.Status));
        context.Set(LastDay, procedure.Clock.LastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var reminder = procedure.PiecesRequest?.DueOn is { } due
            ? procedure.Place.InstantOf(procedure.Place.Zone.AddWorkingDays(due, -10), Morning)
            : context.Now;
        context.Set(PiecesReminder, reminder > context.Now ? reminder : context.Now);
    }
}
