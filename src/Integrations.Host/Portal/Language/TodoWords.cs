using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Language;

/// <summary>Words of the page "À faire".</summary>
public static class TodoWords
{
    public static readonly Text NothingTitle = new("Rien ne vous attend aujourd’hui.", "Nothing waits for you today.");
    public static readonly Text NothingHint = new(
        "Les horloges tournent sans vous. Voir tous les dossiers pour préparer la suite.",
        "The clocks run without you. See all files to prepare what comes next.");
    public static readonly Text WithoutDate = new("sans date", "no date");

    public static Text Summary(TodoPage page)
    {
        var late = page.Items.Count(item => Urgencies.Of(item.By, page.Today) == Urgency.Late);
        var total = page.Items.Count;
        if (late == 0)
        {
            return new Text(
                $"{Things(total).French} pour {OpenFiles(page.OpenFiles).French}, rien n’est en retard.",
                $"{Things(total).English} for {OpenFiles(page.OpenFiles).English}, nothing is late.");
        }

        return new Text(
            $"{Things(total).French} pour {OpenFiles(page.OpenFiles).French}, dont {late} en retard.",
            $"{Things(total).English} for {OpenFiles(page.OpenFiles).English}, {late} of them late.");
    }

    public static Text Heading(Urgency urgency) => urgency switch
    {
        Urgency.Late => new Text("En retard", "Late"),
        Urgency.ThisWeek => new Text("Cette semaine", "This week"),
        Urgency.ThisMonth => new Text("Ce mois-ci", "This month"),
        _ => new Text("Ensuite", "Later"),
    };

    public static Text Kind(TodoKind kind) => kind switch
    {
        TodoKind.LegalClock => new Text("Délai légal", "Legal period"),
        TodoKind.SilenceToConfirm => new Text("Silence à constater", "Silence to confirm"),
        TodoKind.OverdueTask => new Text("Partenaire sans réponse", "Partner has not answered"),
        TodoKind.Promise => new Text("Notre promesse", "Our promise"),
        TodoKind.Quarantine => new Text("Quarantaine", "Quarantine"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The icon beside the kind.</summary>
    public static string Icon(TodoKind kind) => kind switch
    {
        TodoKind.LegalClock => "gavel",
        TodoKind.SilenceToConfirm => "hourglass",
        TodoKind.OverdueTask => "user",
        TodoKind.Promise => "timer",
        TodoKind.Quarantine => "inbox",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static Text Things(int count) => count == 1
        ? new Text("Une chose à faire", "One thing to do")
        : new Text($"{count} choses à faire", $"{count} things to do");

    private static Text OpenFiles(int count) => count == 1
        ? new Text("un dossier ouvert", "one open file")
        : new Text($"{count} dossiers ouverts", $"{count} open files");
}
