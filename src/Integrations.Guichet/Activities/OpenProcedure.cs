using Integrations.Guichet.Calendar;
using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Begins the work on one procedure: its deposit is noted and the desk's promise starts beside the statutory clock.</summary>
[Activity("Guichet.OpenProcedure", Category = GuichetActivities.Category, Fr = "Ouvrir la procédure", En = "Start a procedure",
    DescriptionFr = "Note le dépôt s'il ne l'est pas, et fait courir l'engagement du guichet à côté du délai légal.",
    DescriptionEn = "Notes the deposit if it is not yet, and starts the desk's promise beside the statutory clock.")]
public sealed class OpenProcedure : Activity
{
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    [Input(Fr = "Engagement du guichet (jours ouvrés)", En = "Desk's promise (working days)", Default = 45)]
    public readonly Input<int> PromiseWorkingDays = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var key = context.Get(Procedure);
        var procedure = desk.RequireProcedure(context, key);
        if (procedure.DepositedOn is null)
            context.Require(desk.Acts.Deposit(key, desk.File.ReceivedOn, missingPieces: DeskKnowledge.MissingPieces(desk.File, procedure.Key)));
        if (context.Get(PromiseWorkingDays) is > 0 and var days && procedure.Service is null && IsShorterThanTheLaw(desk, key, days, context.Now))
            context.Require(desk.Acts.PromiseService(key, days));
    }

    /// <summary>A promise that the law keeps anyway is none.</summary>
    private static bool IsShorterThanTheLaw(DeskSession desk, string key, int days, DateTimeOffset now)
    {
        var place = desk.File.Place;
        var promised = place.Zone.AddWorkingDays(place.DateOf(now), days);
        return desk.File.Procedure(key)?.Clock.LastDay is not { } lastDay || promised < lastDay;
    }
}
