using System.Text.Json.Nodes;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// Closes the file, and says when it goes to the archive. A check that nobody made holds it open: the activity waits until it is made.
/// </summary>
[Activity("Guichet.CloseFile", Category = GuichetActivities.Category, Fr = "Clore et archiver", En = "Close and archive",
    DescriptionFr = "Clôt le dossier, après que les vérifications ouvertes ont été faites, puis l'archive au jour dit : il quitte les listes de tous les jours, se retrouve et se lit toujours, et rien n'y change plus. Exemple : motif « instruit », archivé un an après.",
    DescriptionEn = "Closes the file, once the open checks have been made, then archives it on the given day: it leaves the everyday lists, can still be found and read, and nothing in it changes any more. Example: reason instruit, archived a year later.")]
public sealed class CloseFile : Activity
{
    private const string OutOfScope = "hors_perimetre";

    /// <summary>Why it is closed.</summary>
    [Input(Fr = "Motif", En = "Reason", Required = true, DescriptionFr = "En un mot, par exemple instruit ; hors_perimetre : le projet n'est pas pour ce guichet.", DescriptionEn = "In a word, for example instruit; hors_perimetre: the project is not for this desk.")]
    public readonly Input<string> Reason = new();

    /// <summary>Days from the closing to the archive. A convention of the desk, not of the law: a year in which people still ask about the file.</summary>
    [Input(Fr = "Archiver après (jours)", En = "Archive after (days)", Default = 365, DescriptionFr = "0 : tout de suite. Vide : on ne l'archive pas.", DescriptionEn = "0: at once. Empty: it is not archived.")]
    public readonly Input<int?> ArchiveAfterDays = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        if (desk.File.End is null)
        {
            var refusal = context.Get(Reason) is OutOfScope ? desk.Acts.Abandon(OutOfScope, outOfScope: true) : desk.Acts.Close(context.Get(Reason));
            if (refusal is { Code: "check.open" })
            {
                context.CreateBookmark(
                    FileEventScope.BookmarkName, new FileEventScope(desk.File.Id, nameof(HumanCheckClosed)).Key, new JsonObject { ["type"] = nameof(HumanCheckClosed) });
                return;
            }

            context.Require(refusal);
        }

        if (context.Get(ArchiveAfterDays) is { } days) context.Require(desk.Acts.Archive(days));
    }

    /// <inheritdoc/>
    protected override void Resume(ActivityContext context, Resumption resumption) => Execute(context);
}
