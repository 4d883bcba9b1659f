using System.Text.Json.Nodes;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Closes the file. A check that nobody made holds it open: the activity waits until it is made.</summary>
[Activity("Guichet.CloseFile", Category = GuichetActivities.Category, Fr = "Clore le dossier", En = "Close the file",
    DescriptionFr = "Clôt le dossier ; attend d'abord qu'une personne ait fait les vérifications ouvertes. Exemple : instruit, hors_perimetre.",
    DescriptionEn = "Closes the file; waits first until a person has made the open checks. Example: instruit, hors_perimetre.")]
public sealed class CloseFile : Activity
{
    [Input(Fr = "Motif", En = "Reason", Required = true)]
    public readonly Input<string> Reason = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var reason = context.Get(Reason);
        if (reason == "hors_perimetre")
        {
            context.Require(desk.Acts.Abandon(reason, outOfScope: true));
            return;
        }

        if (desk.File.End is not null) return;
        if (desk.Acts.Close(reason) is not { } refusal) return;
        if (refusal.Code != "check.open") context.Require(refusal);
        context.CreateBookmark(
            FileEventScope.BookmarkName, new FileEventScope(desk.File.Id, nameof(HumanCheckClosed)).Key, new JsonObject { ["type"] = nameof(HumanCheckClosed) });
    }

    protected override void Resume(ActivityContext context, Resumption resumption) => Execute(context);
}
