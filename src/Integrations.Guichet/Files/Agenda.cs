using System.Globalization;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>
/// What time alone will bring to a file. A pure reading of its state: effects of silence at 00:05 local time of the authority on the day
/// they are born, alerts and reminders at 06:00.
/// </summary>
public static class Agenda
{
    private static readonly TimeOnly EffectTime = new(0, 5);
    private static readonly TimeOnly AlertTime = new(6, 0);

    /// <summary>Everything still to come, past due items too, in the order in which they happen.</summary>
    public static IReadOnlyList<AgendaItem> Of(InstallationFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Exists || file.ArchivedOn is not null)
            return [];
        if (file.End is not null)
            return file.ArchiveOn is { } day ? [Item(AgendaKind.Archiving, file.Place, day, day, EffectTime, file.Number)] : [];
        return
        [
            .. Acknowledgement(file)
                .Concat(file.Procedures.SelectMany(OfProcedure))
                .Concat(file.Tasks.SelectMany(task => OfTask(file, task)))
                .Where(item => !file.AgendaDone.Contains(item.Id))
                .OrderBy(item => item.At).ThenBy(item => item.Kind).ThenBy(item => item.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>UTC instant of the next item; null when time alone brings nothing more.</summary>
    public static DateTimeOffset? NextDue(InstallationFile file) => Of(file) is [var first, ..] ? first.At : null;

    private static IEnumerable<AgendaItem> Acknowledgement(InstallationFile file)
    {
        if (file.Acknowledgements.Exists(sent => sent.Kind == AcknowledgementKind.Reception))
            yield break;
        var limit = AcknowledgementLimits.Reception(file.ReceivedOn, file.Place.Zone);
        yield return Item(AgendaKind.AcknowledgementDue, file.Place, limit, limit, AlertTime, file.Number);
    }

    private static IEnumerable<AgendaItem> OfProcedure(ProcedureState procedure) =>
        procedure.Status.IsEnd() ? AfterDecision(procedure) : BeforeDecision(procedure);

    private static IEnumerable<AgendaItem> BeforeDecision(ProcedureState procedure)
    {
        var (place, clock) = (procedure.Place, procedure.Clock);
        if (procedure is { CompletenessLimit: { } limit, IsComplete: false, PiecesRequest: null })
            yield return Item(AgendaKind.FileReputedComplete, place, limit.AddDays(1), limit, EffectTime, procedure.Key, procedure.Key);

        if (procedure.MissingPieces.Count > 0 && procedure.PiecesRequest is { DueOn: { } due })
        {
            foreach (var (left, day) in AlertDays.Before(due, place.Zone).Where(alert => alert.Day > procedure.PiecesRequest.ReputedNotifiedOn))
                yield return Item(AgendaKind.PiecesAlert, place, day, due, AlertTime, procedure.Key, procedure.Key, left: left);
            if (procedure.PiecesRequest.Effect == IncompletenessEffect.RestartsWhenAskedInTime)
                yield return Item(AgendaKind.PiecesOverdue, place, due.AddDays(1), due, EffectTime, procedure.Key, procedure.Key);
        }

        if (clock.Suspensions is [.., { ResumedOn: null, Until: { } until }])
            yield return Item(AgendaKind.SuspensionEnds, place, until, until, EffectTime, procedure.Key, procedure.Key);

        if (!clock.Running || clock is not { LastDay: { } lastDay, SilenceFrom: { } from })
            yield break;
        if (!clock.Estimated || procedure.Rule.Start == ClockStart.CompleteFile)
            foreach (var (left, day) in AlertDays.Before(lastDay, place.Zone).Where(alert => alert.Day > clock.StartedOn))
                yield return Item(AgendaKind.AuthorityAlert, place, day, lastDay, AlertTime, procedure.Key, procedure.Key, left: left);
        if (clock.Silence == SilenceMeaning.None)
            yield return Item(AgendaKind.AuthorityOverdue, place, from, lastDay, AlertTime, procedure.Key, procedure.Key);
        else if (!clock.Estimated)
            yield return Item(AgendaKind.SilenceEffect, place, from, lastDay, EffectTime, procedure.Key, procedure.Key);
    }

    private static IEnumerable<AgendaItem> AfterDecision(ProcedureState procedure)
    {
        if (procedure.Status.IsGranted() && procedure.Appeals is { ThirdPartyUntil: { } thirdParties, PurgedFrom: null } appeals)
        {
            var last = appeals.LegalityUntil is { } legality && legality > thirdParties ? legality : thirdParties;
            yield return Item(AgendaKind.AppealPurged, procedure.Place, last.AddDays(1), last, EffectTime, procedure.Key, procedure.Key);
        }
    }

    private static IEnumerable<AgendaItem> OfTask(InstallationFile file, PartnerTask task)
    {
        if (!task.IsOpen || task.DueOn is not { } due)
            yield break;
        var place = file.Procedure(task.Procedure)?.Place ?? file.Place;
        foreach (var (left, day) in AlertDays.Before(due, place.Zone).Where(alert => alert.Day > task.SentOn))
            yield return Item(AgendaKind.TaskReminder, place, day, due, AlertTime, task.Id, task.Procedure, task.Id, left);
        yield return task.SilenceFrom is { } from
            ? Item(AgendaKind.OpinionDeemed, place, from, due, EffectTime, task.Id, task.Procedure, task.Id)
            : Item(AgendaKind.TaskOverdue, place, due.AddDays(1), due, AlertTime, task.Id, task.Procedure, task.Id);
    }

    private static AgendaItem Item(
        AgendaKind kind, LegalPlace place, DateOnly day, DateOnly lastDay, TimeOnly time, string subject,
        string? procedure = null, string? taskId = null, int? left = null) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{kind}{(left is { } count ? $"-{count}" : "")}:{subject}:{lastDay:yyyy-MM-dd}"),
            place.InstantOf(day, time), kind, day, lastDay, procedure, taskId, left);
}

/// <summary>Something that time alone will bring.</summary>
/// <param name="Id">The same thing always has the same id; a moved last day makes another one.</param>
/// <param name="At">UTC instant.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Day">Local date of <paramref name="At"/>: the legal date of its events.</param>
/// <param name="LastDay">The strict last day behind it.</param>
/// <param name="Procedure">Key of the procedure, when there is one.</param>
/// <param name="TaskId">Id of the task, when there is one.</param>
/// <param name="WorkingDaysLeft">For alerts and reminders: ten or three.</param>
public sealed record AgendaItem(
    string Id, DateTimeOffset At, AgendaKind Kind, DateOnly Day, DateOnly LastDay, string? Procedure, string? TaskId, int? WorkingDaysLeft);

/// <summary>What time may bring, in the order in which things of one instant happen.</summary>
public enum AgendaKind
{
    /// <summary>No request for pieces came in time: the file is reputed complete (R*423-22).</summary>
    FileReputedComplete,

    /// <summary>The time given to the firm is over: the clock runs again (CRPA L114-5).</summary>
    SuspensionEnds,

    /// <summary>An opinion is reputed given.</summary>
    OpinionDeemed,

    /// <summary>The authority's silence has its effect.</summary>
    SilenceEffect,

    /// <summary>The firm's pieces did not come: a person must state the tacit rejection.</summary>
    PiecesOverdue,

    /// <summary>No appeal is possible any more.</summary>
    AppealPurged,

    /// <summary>The acknowledgement of reception is due today.</summary>
    AcknowledgementDue,

    /// <summary>The authority's last day comes near.</summary>
    AuthorityAlert,

    /// <summary>An authority whose silence says nothing is late.</summary>
    AuthorityOverdue,

    /// <summary>The firm's last day for its pieces comes near.</summary>
    PiecesAlert,

    /// <summary>A partner is reminded.</summary>
    TaskReminder,

    /// <summary>A partner whose silence says nothing is late.</summary>
    TaskOverdue,

    /// <summary>An ended file goes to the archive.</summary>
    Archiving,
}
