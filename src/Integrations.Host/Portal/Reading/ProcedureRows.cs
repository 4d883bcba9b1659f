using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Portal.Timeline;

namespace Integrations.Host.Portal.Reading;

/// <summary>Procedures as rows of the timeline with their two clocks.</summary>
public static class ProcedureRows
{
    /// <summary>The rows of a file: procedures with a legal clock first, then appeals, then the rest.</summary>
    public static IReadOnlyList<ProcedureRow> Of(InstallationFile file, DateOnly today)
    {
        var steps = CriticalPath.Of(file).Steps.ToDictionary(step => step.Procedure);
        var rows = file.Procedures
            .Where(procedure => procedure.Code != "CTRL_LEGALITE")
            .OrderByDescending(procedure => procedure.Rule.EndsByDecision)
            .ThenBy(procedure => procedure.DepositedOn is null)
            .Select(procedure => RowOf(file, procedure, steps.GetValueOrDefault(procedure.Key)));
        return [.. rows, .. file.Procedures.Where(HasAppeals).Select(procedure => AppealsRow(procedure, today))];
    }

    private static ProcedureRow RowOf(InstallationFile file, ProcedureState procedure, CriticalStep? step)
    {
        var clock = procedure.Clock;
        var until = clock.LastDay ?? (procedure.Status.IsEnd() ? null : step?.Day);
        var estimated = clock.LastDay is null || clock.Estimated;
        var row = new TimelineRow(
            procedure.Name(),
            AuthorityOf(procedure),
            procedure.DepositedOn,
            until,
            estimated,
            procedure.IsComplete ? clock.StartedOn : null,
            [.. file.OpinionsOf(procedure.Key).Select(TickOf).OfType<OpinionTick>()],
            clock.Silence == SilenceMeaning.None ? null : DomainTexts.Of(clock.Silence),
            EndOf(procedure),
            BeforeExtension(procedure));
        return new ProcedureRow(procedure.Key, StatusMarks.Of(procedure.Status), row, StatutoryOf(procedure, until, estimated), PromiseOf(procedure));
    }

    private static string AuthorityOf(ProcedureState procedure) =>
        Capital(procedure.AuthorityName ?? DomainTexts.Role(procedure.AuthorityRole).French);

    private static OpinionTick? TickOf(PartnerTask task) =>
        (task.Answer?.On ?? task.DeemedFrom ?? task.DueOn) is { } day ? new OpinionTick(task.PartnerName, day, !task.IsOpen) : null;

    private static RowEnd? EndOf(ProcedureState procedure) => procedure.AnsweredOn is { } day
        ? new RowEnd(day, StatusMarks.Of(procedure.Status).Label, procedure.Status.IsGranted())
        : null;

    private static DateOnly? BeforeExtension(ProcedureState procedure) =>
        procedure.Clock is { StartedOn: { } start } clock && procedure.Rule.Decision is { } period && clock.Modifications.Exists(change => change.Counts)
            ? period.Evaluate(start, procedure.Place.Zone).LastDay
            : null;

    private static Clock? StatutoryOf(ProcedureState procedure, DateOnly? until, bool estimated)
    {
        if (!procedure.Rule.EndsByDecision)
            return null;

        string[] articles = procedure.Rule.Reference.Length == 0
            ? []
            : [.. procedure.Rule.Reference.Split(", "), .. procedure.Clock.Modifications.Where(change => change.Counts).Select(change => change.Article)];
        return new Clock(procedure.Clock.StartedOn, until, estimated && until is not null, WordsOf(procedure), articles);
    }

    private static Text WordsOf(ProcedureState procedure) => procedure switch
    {
        { AnsweredOn: { } day } => Sentence(StatusMarks.Of(procedure.Status).Label + new Text(" le ", " on ") + Dates.Medium(day)),
        { Status: ProcedureStatus.NotNeeded } => new Text(
            procedure.DroppedReason is { } reason ? $"Sans objet : {reason}" : "Sans objet.", "Not needed."),
        { DepositedOn: null } => new Text("Pas encore déposé.", "Not deposited yet."),
        { Status: ProcedureStatus.Incomplete, Clock.Suspended: true } => new Text(
            "Suspendue : des pièces sont attendues.", "Suspended: pieces are awaited."),
        { Status: ProcedureStatus.Incomplete } => new Text(
            "Arrêtée : des pièces sont attendues, le délai entier partira de la dernière.",
            "Stopped: pieces are awaited, the whole period runs from the last one."),
        { Clock.StartedOn: null, Rule.Start: ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases } => new Text(
            "Attend que le préfet déclare le dossier complet et régulier.", "Waits for the préfet to declare the file complete and regular."),
        { Clock: { SilenceFrom: { } from, Silence: not SilenceMeaning.None and var silence } } =>
            Sentence(DomainTexts.Of(silence) + new Text(" à partir du ", " from ") + Dates.Medium(from)),
        _ => new Text("Le silence n’a pas d’effet.", "Silence has no effect."),
    };

    private static Text Sentence(Text words) => new(Capital(words.French) + ".", Capital(words.English) + ".");

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static Clock? PromiseOf(ProcedureState procedure) => procedure.Service is not { } promise
        ? null
        : new Clock(
            promise.From,
            promise.DueOn,
            false,
            promise.PausedFrom is { } paused
                ? new Text($"En pause depuis le {paused.InWords()} : {promise.PauseReason}.", $"Paused since {Dates.Medium(paused).English}.")
                : new Text($"{promise.WorkingDays} jours ouvrés", $"{promise.WorkingDays} working days"),
            []);

    private static bool HasAppeals(ProcedureState procedure) =>
        procedure.Appeals is not { PanelFrom: null, LegalityReceivedOn: null };

    private static ProcedureRow AppealsRow(ProcedureState procedure, DateOnly today)
    {
        var appeals = procedure.Appeals;
        var until = LegalDates.Later(appeals.ThirdPartyUntil, appeals.LegalityUntil);
        var from = appeals.PanelFrom is { } panel && !(appeals.LegalityReceivedOn < panel) ? panel : appeals.LegalityReceivedOn;
        var name = new Text("Recours ", "Appeals ") + DomainTexts.AfterDe(procedure);
        var purged = new Text("purgé de tout recours", "free of appeals");
        var over = until < today || appeals.PurgedFrom is not null;
        return new ProcedureRow(
            $"recours:{procedure.Key}",
            over ? new Mark("purge", purged, Tone.Good) : new Mark("recours", new Text("recours possible", "appeal possible"), Tone.Active),
            new TimelineRow(name, "Préfet, tiers", from, until, false, null, [], purged,
                over && until is { } last ? new RowEnd(last, purged, true) : null),
            new Clock(from, until, false, Sentence(AppealWords(appeals)), ["C. urb. R600-2", "CGCT L2131-6"]),
            null);
    }

    private static Text AppealWords(Appeals appeals)
    {
        var third = appeals.ThirdPartyUntil is { } until
            ? new Text("tiers jusqu’au ", "third parties until ") + Dates.Medium(until)
            : new Text("tiers : affichage à constater", "third parties: posting to be confirmed");
        var state = appeals.LegalityUntil is { } legality
            ? new Text("préfet jusqu’au ", "préfet until ") + Dates.Medium(legality)
            : new Text("préfet : réception à constater", "préfet: reception to be confirmed");
        return third + new Text(", ", ", ") + state;
    }
}
