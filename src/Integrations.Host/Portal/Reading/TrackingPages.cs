using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>The firm's page: where it stands, what it must do, what others do, the date that counts.</summary>
public static class TrackingPages
{
    /// <summary>The page.</summary>
    /// <param name="file">The file.</param>
    /// <param name="today">Local date of the desk.</param>
    /// <param name="desk">Who helps when no person is named for the file.</param>
    public static TrackingPage Of(InstallationFile file, DateOnly today, HelpContact desk)
    {
        var path = CriticalPath.Of(file);
        return new TrackingPage(
            today,
            file.Number,
            ProjectTexts.FirmName(file),
            Headline(file, path),
            file.End is null ? DateThatCounts(file, path) : null,
            file.End is null ? HoldingDate.WorksOf(file) : null,
            file.End is null ? [.. Yours(file)] : [],
            file.End is null ? [.. Others(file)] : [],
            [.. ProcedureRows.Of(file, today).Where(row => row.Statutory is not null || row.Row.From is not null).Select(StepOf)],
            FilePages.Letters(file, onlyFirm: true),
            HelpOf(file, desk),
            file.End is not null);
    }

    /// <summary>The person named for the file, reached by the desk's number where none is given; else the desk.</summary>
    public static HelpContact HelpOf(InstallationFile file, HelpContact desk) => file.Referee is { } referee
        ? desk with { Name = referee.Name, Phone = referee.Phone ?? desk.Phone, Email = referee.Email ?? desk.Email }
        : desk;

    private static Text Headline(InstallationFile file, CriticalPath path)
    {
        if (file.End is { } end)
        {
            return new Text(
                $"Votre dossier est {end.Status.InFrench()} depuis le {Dates.Medium(end.On).French}.",
                $"Your file is {StatusMarks.Of(end.Status).Label.English} since {Dates.Medium(end.On).English}.");
        }

        if (PiecesAsked(file) is not null)
            return new Text("Il manque des pièces à votre dossier.", "Pieces are missing in your file.");
        if (file.Procedures.IsEmpty)
            return new Text("Nous avons votre dossier et préparons vos démarches.", "We have your file and prepare your procedures.");
        if (file.Procedure(path.Procedure) is not { } holding)
        {
            return file.Procedures.Exists(procedure => procedure.Status.IsGranted())
                ? new Text("Toutes vos autorisations sont acquises.", "You have all your authorisations.")
                : new Text("Votre projet n’attend aucune autorisation.", "Your project waits for no authorisation.");
        }

        if (holding.Status is ProcedureStatus.Refused or ProcedureStatus.TacitlyRefused or ProcedureStatus.Withdrawn)
        {
            return new Text(
                $"Votre projet est arrêté : {holding.WithArticle()} est au point « {holding.Status.InFrench()} ». Appelez-nous.",
                $"Your project is stopped: {DomainTexts.WithArticle(holding).English} is {StatusMarks.Of(holding.Status).Label.English}. Call us.");
        }

        var granted = file.Procedures.Find(procedure => procedure.Status.IsGranted());
        return granted is null
            ? new Text($"Votre projet avance : nous attendons {holding.WithArticle()}.", $"Your project moves on: we wait for {DomainTexts.WithArticle(holding).English}.")
            : new Text(
                $"Vous avez {granted.WithArticle()} ; nous attendons {holding.WithArticle()}.",
                $"You have {DomainTexts.WithArticle(granted).English}; we wait for {DomainTexts.WithArticle(holding).English}.");
    }

    private static LegalDate? DateThatCounts(InstallationFile file, CriticalPath path)
    {
        if (PiecesAsked(file) is { PiecesRequest.ShownDueOn: { } due })
        {
            return new LegalDate(due, new Text(
                "Votre dernier jour pour envoyer les pièces manquantes.", "Your last day to send the missing pieces."));
        }

        if (path.Day is not { } day || file.Procedure(path.Procedure) is not { } holding || holding.Status.IsEnd())
            return null;

        var silence = holding.Clock is { Silence: not SilenceMeaning.None and var meaning } ? DomainTexts.Of(meaning) : null;
        var next = day.AddDays(1);
        var words = new Text("Réponse attendue au plus tard ce jour-là pour ", "Answer expected by that day for ") + DomainTexts.WithArticle(holding);
        return new LegalDate(
            day,
            silence is null || path.Estimated
                ? words + Text.Same(".")
                : words + new Text(
                    $". Si vous ne recevez rien : {silence.French} le {Dates.Medium(next).French}.",
                    $". If you receive nothing: {silence.English} on {Dates.Medium(next).English}."),
            path.Estimated);
    }

    private static ProcedureState? PiecesAsked(InstallationFile file) =>
        file.Procedures.Find(procedure => procedure is { Status: ProcedureStatus.Incomplete, MissingPieces.Count: > 0 });

    private static IEnumerable<FirmTask> Yours(InstallationFile file)
    {
        foreach (var procedure in file.Procedures.Where(procedure => procedure is { Status: ProcedureStatus.Incomplete, MissingPieces.Count: > 0 }))
        {
            var pieces = PieceNames.Listed(procedure.MissingPieces);
            yield return new FirmTask(
                new Text($"Envoyer : {pieces.French}", $"Send: {pieces.English}"),
                procedure.PiecesRequest?.ShownDueOn,
                new Text(
                    $"Sans ces pièces, {procedure.WithArticle()} ne peut pas avancer, puis la demande est rejetée.",
                    $"Without these pieces {DomainTexts.WithArticle(procedure).English} cannot move on, then the request is rejected."));
        }

        foreach (var _ in file.Procedures.Where(Panels.ToPost))
        {
            yield return new FirmTask(
                new Text("Afficher le panneau du permis sur le terrain, visible de la rue", "Post the permit’s panel on the site, visible from the street"),
                null,
                new Text("Le délai de recours des voisins ne court qu’à partir de l’affichage.", "The neighbours’ period of appeal runs only from the posting."));
        }
    }

    private static IEnumerable<OthersTask> Others(InstallationFile file) => file.Tasks
        .Where(task => task.IsOpen)
        .OrderBy(task => task.DueOn ?? DateOnly.MaxValue)
        .Select(task => new OthersTask(task.PartnerName, Text.Same(task.Question), task.DueOn));

    private static TrackingStep StepOf(ProcedureRow row) => new(row.Row.Name, row.State, WordsOf(row));

    private static Text WordsOf(ProcedureRow row) => row switch
    {
        { Row.Ended: not null } => row.Statutory?.Words ?? Text.Same(""),
        { Row: { From: { } from, Until: { } until, Estimated: var estimated } } => new Text(
            $"Déposé le {Dates.Medium(from).French}. Réponse au plus tard le {Dates.Medium(until).French}{(estimated ? " (estimation)" : "")}.",
            $"Deposited on {Dates.Medium(from).English}. Answer by {Dates.Medium(until).English}{(estimated ? " (estimate)" : "")}."),
        _ => row.Statutory?.Words ?? Text.Same(row.Row.Authority),
    };
}
