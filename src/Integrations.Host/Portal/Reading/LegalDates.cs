using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>The legal dates that a file has before it, each with its meaning.</summary>
public static class LegalDates
{
    /// <summary>All of them, in order of time; past ones are kept, since a list is read on a later day than it is written.</summary>
    public static IReadOnlyList<LegalDate> Of(InstallationFile file) => file.End is not null
        ? []
        : [.. file.Procedures.SelectMany(OfProcedure).Concat(file.Tasks.SelectMany(OfTask)).OrderBy(date => date.On)];

    /// <summary>The next one on or after a day, else the last one past.</summary>
    public static LegalDate? Next(IReadOnlyList<LegalDate> dates, DateOnly today) =>
        dates.FirstOrDefault(date => date.On >= today) ?? (dates is [.., var last] ? last : null);

    /// <summary>Last day on which a request for missing pieces counts, if one may still be sent.</summary>
    public static DateOnly? LastDayToRequestPieces(ProcedureState procedure) =>
        procedure is { CompletenessLimit: { } limit, IsComplete: false, PiecesRequest: null, Status: ProcedureStatus.Deposited }
            ? Notification.LastSafeSendingDay(limit, NotificationChannel.Electronic)
            : null;

    private static IEnumerable<LegalDate> OfProcedure(ProcedureState procedure)
    {
        var of = DomainTexts.AfterDe(procedure);
        if (LastDayToRequestPieces(procedure) is { } lastRequest)
            yield return new(lastRequest, new Text("dernier jour pour demander une pièce ", "last day to ask for a piece ") + of);
        if (procedure is { Status: ProcedureStatus.Incomplete, PiecesRequest.ShownDueOn: { } due })
            yield return new(due, new Text("dernier jour de l’entreprise pour les pièces ", "last day of the firm for the pieces ") + of);
        if (!procedure.Status.IsEnd() && procedure.Clock is { Running: true, LastDay: { } lastDay, Estimated: var estimated })
            yield return new(lastDay, new Text("réponse ", "answer ") + of, estimated);
        if (procedure.Appeals is { PurgedFrom: null } appeals && Later(appeals.ThirdPartyUntil, appeals.LegalityUntil) is { } until)
            yield return new(until, new Text("fin des recours ", "end of appeals ") + of);
    }

    private static IEnumerable<LegalDate> OfTask(PartnerTask task)
    {
        if (task is { IsOpen: true, DueOn: { } due, Silence: not SilenceMeaning.None })
            yield return new(due, new Text($"réponse de {task.PartnerName}", $"answer of {task.PartnerName}"));
    }

    /// <summary>The later of two days, either of which may be unknown.</summary>
    internal static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;
}
