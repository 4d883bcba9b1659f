using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

public sealed partial class FileSession
{
    /// <summary>
    /// Turns everything that is due now into events, each marked with its agenda id, so that running again changes nothing. What one item brings
    /// may make another due: a host that slept for months catches up in the right order.
    /// </summary>
    /// <returns>The items that were settled, in order.</returns>
    public IReadOnlyList<AgendaItem> RunAgenda()
    {
        var settled = new List<AgendaItem>();
        while (Agenda.Of(File) is [var next, ..] && next.At <= context.Now)
        {
            Settle(next);
            settled.Add(next);
        }
        return settled;
    }

    private void Settle(AgendaItem item)
    {
        var procedure = File.Procedure(item.Procedure);
        switch (item.Kind)
        {
            case AgendaKind.FileReputedComplete:
                ReputeComplete(item);
                break;
            case AgendaKind.SuspensionEnds:
                EndSuspension(item);
                break;
            case AgendaKind.OpinionDeemed:
                DeemOpinion(item);
                break;
            case AgendaKind.SilenceEffect:
                LetSilenceSpeak(item);
                break;
            case AgendaKind.PiecesOverdue:
                Append(Check(item, CheckKind.MissingPieces, $"Constater le rejet tacite {procedure!.AfterDe()} : pièces non reçues"), item.Day);
                break;
            case AgendaKind.AppealPurged:
                Append(new AppealPurged(item.Day) { Procedure = item.Procedure!, AgendaId = item.Id }, item.Day);
                break;
            case AgendaKind.AcknowledgementDue:
                Append(Check(item, CheckKind.Acknowledgement, "Envoyer l'accusé de réception électronique aujourd'hui"), item.Day);
                break;
            case AgendaKind.AuthorityAlert:
                Append(Alert(item, AlertAbout.Authority, AuthorityText(item)), item.Day);
                break;
            case AgendaKind.AuthorityOverdue:
                Append(Alert(item, AlertAbout.Authority, $"Pas de réponse au {item.LastDay.InWords()} sur {procedure!.WithArticle()}."), item.Day);
                break;
            case AgendaKind.PiecesAlert:
                Append(Alert(item, AlertAbout.Pieces, PiecesText(item)), item.Day);
                break;
            case AgendaKind.TaskReminder:
                Append(new PartnerTaskReminded(item.Day, item.WorkingDaysLeft) { TaskId = item.TaskId!, AgendaId = item.Id }, item.Day);
                break;
            case AgendaKind.TaskOverdue:
                var partner = File.TaskOf(item.TaskId)!.PartnerName;
                Append(Alert(item, AlertAbout.Partner, $"{partner} n'a pas répondu avant le {item.LastDay.InWords()}."), item.Day);
                break;
            case AgendaKind.Archiving:
                Shelve(item.Day, item.Id);
                break;
            default:
                throw new InvalidOperationException($"Unknown agenda kind {item.Kind}.");
        }
    }

    private void ReputeComplete(AgendaItem item)
    {
        var procedure = File.Procedure(item.Procedure)!;
        Append(new FileReputedComplete(item.LastDay) { Procedure = procedure.Key, AgendaId = item.Id }, item.Day);
        if (procedure.Clock.StartedOn is not null)
            return;
        var start = procedure.DepositedOn!.Value;
        var lastDay = StatutoryPeriod.LastDay(procedure.Rule.Decision!, start, ChangesOf(procedure), 0, procedure.Place.Zone);
        Append(
            new ClockStarted(start, lastDay, procedure.Rule.Silence, lastDay.AddDays(1), Estimated: false)
            {
                Procedure = procedure.Key,
                AgendaId = item.Id,
            },
            item.Day);
    }

    private void EndSuspension(AgendaItem item)
    {
        var clock = File.Procedure(item.Procedure)!.Clock;
        var days = StatutoryPeriod.SuspendedDays(clock.Suspensions[^1].From, item.LastDay, item.LastDay);
        var lastDay = clock.LastDay!.Value.AddDays(days);
        Append(new ClockResumed(item.LastDay, days, lastDay) { Procedure = item.Procedure!, AgendaId = item.Id }, item.Day);
    }

    private void DeemOpinion(AgendaItem item)
    {
        var task = File.TaskOf(item.TaskId)!;
        Append(new OpinionDeemed(task.Silence, item.Day) { TaskId = task.Id, Procedure = task.Procedure, AgendaId = item.Id }, item.Day);
        Append(Check(item, CheckKind.Opinion, $"{task.Silence.TitleOfCheck()} ({task.PartnerName})"), item.Day);
    }

    private void LetSilenceSpeak(AgendaItem item)
    {
        var silence = File.Procedure(item.Procedure)!.Clock.Silence;
        Append(new SilenceEffect(silence, item.LastDay, item.Day) { Procedure = item.Procedure!, AgendaId = item.Id }, item.Day);
        Append(Check(item, CheckKind.Silence, silence.TitleOfCheck()), item.Day);
    }

    private HumanCheckOpened Check(AgendaItem item, CheckKind kind, string title) =>
        new(context.NewId(), kind, title, File.Procedure(item.Procedure)?.AuthorityRole ?? "developpeur_economique")
        {
            Procedure = item.Procedure,
            TaskId = item.TaskId,
            AgendaId = item.Id,
        };

    private static AlertRaised Alert(AgendaItem item, AlertAbout about, string text) =>
        new(about, item.LastDay, item.WorkingDaysLeft ?? 0, text) { Procedure = item.Procedure, TaskId = item.TaskId, AgendaId = item.Id };

    private string AuthorityText(AgendaItem item)
    {
        var procedure = File.Procedure(item.Procedure)!;
        var otherwise = procedure.Clock.Silence == SilenceMeaning.None
            ? ""
            : $", sinon {procedure.Clock.Silence.InFrench()} le {item.LastDay.AddDays(1).InWords()}";
        return $"Il reste {item.WorkingDaysLeft} jours ouvrés pour répondre sur {procedure.WithArticle()} : "
            + $"dernier jour le {item.LastDay.InWords()}{otherwise}.";
    }

    private string PiecesText(AgendaItem item)
    {
        var procedure = File.Procedure(item.Procedure)!;
        var shown = procedure.PiecesRequest?.ShownDueOn ?? item.LastDay;
        return $"Pièces attendues avant le {shown.InWords()} pour {procedure.WithArticle()} : {string.Join(", ", procedure.MissingPieces)}.";
    }
}
