using System.Globalization;
using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>The statutory clock runs again; its last day moves by the days of the suspension.</summary>
[Activity("Guichet.ResumeClock", Category = GuichetActivities.Category, Fr = "Reprendre le délai", En = "Resume the clock",
    DescriptionFr = "Fait courir de nouveau un délai suspendu : le dernier jour recule d'autant. Exemple : la pièce attendue est arrivée.",
    DescriptionEn = "Lets a suspended clock run again: the last day moves by as much. Example: the piece has arrived.")]
public sealed class ResumeClock : Activity
{
    /// <summary>Key of the procedure.</summary>
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    /// <summary>First day that counts again.</summary>
    [Input(Fr = "À partir du", En = "From", DescriptionFr = "aaaa-mm-jj ; vide : aujourd'hui.", DescriptionEn = "yyyy-mm-dd; empty: today.")]
    public readonly Input<string> On = new();

    /// <summary>The new last day.</summary>
    [Output(Fr = "Dernier jour", En = "Last day", DescriptionFr = "Date légale, aaaa-mm-jj.", DescriptionEn = "Legal date, yyyy-mm-dd.")]
    public readonly Output<string?> LastDay = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        context.Require(desk.Acts.ResumeClock(procedure.Key, context.OrToday(context.Get(On), procedure.Place)));
        context.Set(LastDay, desk.File.Procedure(procedure.Key)!.Clock.LastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
