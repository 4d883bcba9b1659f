using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>What a file asks of the desk. Written when the file changes; what is far away is left out when it is read.</summary>
public static class TodoItems
{
    private const int DaysAhead = 31;

    /// <summary>Everything the file will ask, whatever the day.</summary>
    public static IReadOnlyList<TodoItem> Of(InstallationFile file) => file.End is not null || !file.Exists
        ? []
        :
        [
            .. file.Checks.Where(check => check.IsOpen).Select(check => OfCheck(file, check)),
            .. file.Procedures.SelectMany(procedure => OfProcedure(file, procedure)),
            .. file.Tasks.Where(task => task is { IsOpen: true, DueOn: not null }).Select(task => OfTask(file, task)),
        ];

    /// <summary>
    /// Those that matter on a day, the greatest legal risk first: by urgency, then legal clocks before silences, late partners and
    /// promises, then by date. A partner still in time needs nothing from the desk.
    /// </summary>
    public static IReadOnlyList<TodoItem> On(IEnumerable<TodoItem> items, DateOnly today) =>
    [
        .. items
            .Where(item => item.By is null || item.By <= today.AddDays(DaysAhead))
            .Where(item => item.Kind != TodoKind.OverdueTask || item.By < today)
            .OrderBy(item => Urgencies.Of(item.By, today)).ThenBy(item => item.Kind).ThenBy(item => item.By),
    ];

    private static TodoItem OfCheck(InstallationFile file, HumanCheck check) => new(
        check.Opening.Kind == CheckKind.Acknowledgement ? TodoKind.LegalClock : TodoKind.SilenceToConfirm,
        Text.Same(check.Title),
        Who(file),
        file.Place.DateOf(check.OpenedAt),
        check.Opening.Kind == CheckKind.Acknowledgement
            ? new Text("Sans accusé, aucun délai de recours ne court contre l’entreprise.", "Without it no period of appeal runs against the firm.")
            : new Text("L’entreprise n’est prévenue qu’après ce contrôle.", "The firm is told only after this check."),
        FileWords.Confirm,
        $"/dossiers/{file.Number}/actes/constat?constat={Uri.EscapeDataString(check.Id)}");

    private static IEnumerable<TodoItem> OfProcedure(InstallationFile file, ProcedureState procedure)
    {
        if (procedure.MissingPieces.Count > 0 && LegalDates.LastDayToRequestPieces(procedure) is { } lastRequest)
        {
            yield return new(
                TodoKind.LegalClock,
                new Text("Demander les pièces manquantes ", "Request the missing pieces ") + DomainTexts.AfterDe(procedure),
                Who(file),
                lastRequest,
                new Text("Ensuite la demande est sans effet et le délai court.", "Afterwards the request has no effect and the period runs."),
                new Text("Demander", "Request"),
                $"/dossiers/{file.Number}/actes/demander-pieces?procedure={Uri.EscapeDataString(procedure.Key)}");
        }

        if (!procedure.Status.IsEnd() && procedure.Clock is { Running: true, Estimated: false, LastDay: { } lastDay } clock)
        {
            var silence = clock is { Silence: not SilenceMeaning.None, SilenceFrom: { } from }
                ? new Text(
                    $"Sans réponse : {DomainTexts.Of(clock.Silence).French} le {Dates.Medium(from).French}.",
                    $"Without an answer: {DomainTexts.Of(clock.Silence).English} on {Dates.Medium(from).English}.")
                : null;
            yield return new(
                TodoKind.LegalClock,
                new Text("Obtenir la réponse ", "Obtain the answer ") + DomainTexts.AfterDe(procedure),
                Who(file), lastDay, silence, OpenFile, $"/dossiers/{file.Number}");
        }

        // The desk promises a complete file, or a mere deposit where nobody decides; what follows is the authority's time.
        var unready = procedure is { IsComplete: false, Rule.EndsByDecision: true } or { DepositedOn: null };
        if (unready && !procedure.Status.IsEnd() && procedure.Service is { PausedFrom: null, DueOn: var promised })
        {
            yield return new(
                TodoKind.Promise,
                new Text("Tenir le délai promis pour ", "Keep the time promised for ") + DomainTexts.WithArticle(procedure),
                Who(file), promised, null, OpenFile, $"/dossiers/{file.Number}#frise-titre");
        }

        if (Panels.ToPost(procedure))
        {
            yield return new(
                TodoKind.Promise,
                new Text("Constater l’affichage du permis", "Confirm the posting of the permit"),
                Who(file), null,
                new Text("Le recours des tiers ne court pas avant l’affichage.", "Third-party appeals do not run before the posting."),
                new Text("Enregistrer", "Record"),
                $"/dossiers/{file.Number}/actes/affichage?procedure={Uri.EscapeDataString(procedure.Key)}");
        }
    }

    private static TodoItem OfTask(InstallationFile file, PartnerTask task) => new(
        TodoKind.OverdueTask,
        new Text($"Relancer : {task.PartnerName}", $"Remind: {task.PartnerName}"),
        Who(file),
        task.DueOn,
        Text.Same(task.Question),
        new Text("Voir la demande", "See the request"),
        $"/dossiers/{file.Number}#taches");

    private static Text OpenFile => new("Ouvrir le dossier", "Open the file");

    private static Text Who(InstallationFile file) => Text.Same($"{ProjectTexts.FirmName(file)}, {ProjectTexts.Communes(file)}");
}
