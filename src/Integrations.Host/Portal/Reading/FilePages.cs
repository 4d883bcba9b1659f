using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>The desk's page of one file: a pure reading of its events.</summary>
public static class FilePages
{
    private static readonly Mark Received = new("recue", new Text("reçue", "received"), Tone.Good);
    private static readonly Mark Missing = new("manquante", new Text("manquante", "missing"), Tone.Attention);
    private static readonly Mark Outgoing = new("envoye", new Text("envoyé", "sent"), Tone.Good);
    private static readonly Mark Incoming = new("recu", new Text("reçu", "received"), Tone.Active);

    /// <summary>The page.</summary>
    /// <param name="file">The fold of <paramref name="events"/>.</param>
    /// <param name="events">All events, in order.</param>
    /// <param name="today">Local date of the desk.</param>
    public static FilePage Of(InstallationFile file, IReadOnlyList<FileEvent> events, DateOnly today)
    {
        var broken = HashChain.Verify(events);
        return new FilePage(
            today,
            file.Number,
            ProjectTexts.FirmName(file),
            ProjectTexts.Headline(file),
            StatusMarks.Of(file),
            [.. ProjectTexts.Facts(file, withPeople: true)],
            HoldingDate.Of(file, today),
            ProcedureRows.Of(file, today),
            [.. file.Tasks.Select(task => TaskOf(task, today))],
            [.. file.Checks.Where(check => check.IsOpen).Select(check => CheckOf(file, check))],
            Letters(file),
            Documents(file, events),
            [.. events.Reverse().Select(fileEvent => HistoryOf(fileEvent, file, broken))],
            new ChainCheck(broken is null, events.Count, (int?)broken?.Sequence))
        {
            IsArchived = file.ArchivedOn is not null,
        };
    }

    /// <summary>Letters of the file, the newest first.</summary>
    public static IReadOnlyList<MessageRow> Letters(InstallationFile file, bool onlyFirm = false) =>
    [
        .. file.Messages
            .Where(message => !onlyFirm || message.CounterpartRole == "entreprise")
            .OrderByDescending(message => message.At)
            .Select(message => LetterOf(file, message)),
    ];

    private static MessageRow LetterOf(InstallationFile file, FileMessage message)
    {
        var partner = file.Tasks.Find(task => task.PartnerId == message.PartnerId)?.PartnerName;
        var other = partner is null ? DomainTexts.Role(message.CounterpartRole) : Text.Same(partner);
        var desk = DomainTexts.Role("developpeur_economique");
        return message.Incoming
            ? new MessageRow(message.At, other, desk, message.Subject, message.Text, Incoming)
            : new MessageRow(message.At, desk, other, message.Subject, message.Text, Outgoing);
    }

    private static TaskRow TaskOf(PartnerTask task, DateOnly today)
    {
        var answer = task.Answer is { } given ? AnswerText(given) : task.DeemedFrom is { } from
            ? new Text($"Réputé favorable depuis le {Dates.Medium(from).French}", $"Reputed favourable since {Dates.Medium(from).English}")
            : null;
        foreach (var late in task.LateAnswers)
        {
            var words = AnswerText(late) + new Text(" (tardif, pour information)", " (late, for information)");
            answer = answer is null ? words : answer + Text.Same(" ; ") + words;
        }

        return new TaskRow(
            task.Id, task.PartnerName, Text.Same(task.Question), task.SentOn, task.DueOn, StatusMarks.Of(task, today), answer, DomainTexts.Role(task.Role));
    }

    private static Text AnswerText(PartnerAnswer answer)
    {
        var kind = DomainTexts.Of(answer.Kind);
        return answer.Comment is { Length: > 0 } comment
            ? new Text($"{kind.French} : {comment}", $"{kind.English}: {comment}")
            : kind;
    }

    private static CheckRow CheckOf(InstallationFile file, HumanCheck check)
    {
        var subject = file.Procedure(check.Opening.Procedure)?.Name() ?? Text.Same(file.TaskOf(check.Opening.TaskId)?.PartnerName ?? "");
        return new CheckRow(
            check.Id,
            Text.Same(check.Title),
            file.Place.DateOf(check.OpenedAt),
            subject + new Text(". Rien n’est annoncé avant ce contrôle humain.", ". Nothing is announced before this human check."));
    }

    private static IReadOnlyList<DocumentRow> Documents(InstallationFile file, IReadOnlyList<FileEvent> events)
    {
        var submitted = (file.Request?.Documents ?? []).Where(document => document.Code is not null).ToLookup(document => document.Code!);
        var receivedOn = events.Where(fileEvent => fileEvent.Fact is PiecesReceived)
            .SelectMany(fileEvent => ((PiecesReceived)fileEvent.Fact).Pieces.Select(code => (Code: code, fileEvent.LegalDate)))
            .ToLookup(piece => piece.Code, piece => piece.LegalDate);
        var missing = file.Pieces.Missing.Concat(file.Procedures.SelectMany(procedure => procedure.MissingPieces)).Distinct().ToList();
        return
        [
            .. missing.Select(code => new DocumentRow(code, PieceNames.Of(code), null, null, Missing, null)),
            .. file.Pieces.Received.Except(missing).Select(code => new DocumentRow(
                code,
                PieceNames.Of(code),
                submitted[code].FirstOrDefault()?.FileName,
                submitted[code].FirstOrDefault()?.SizeBytes,
                Received,
                receivedOn.Contains(code) ? receivedOn[code].Max() : file.ReceivedOn)),
        ];
    }

    private static HistoryRow HistoryOf(FileEvent fileEvent, InstallationFile file, BrokenLink? broken)
    {
        var who = fileEvent.Actor.Name is { } name ? Text.Same(name) : DomainTexts.Role(fileEvent.Actor.Role);
        return new HistoryRow(
            (int)fileEvent.Sequence,
            fileEvent.At,
            fileEvent.LegalDate,
            FactTexts.Of(fileEvent.Fact, file),
            who + Text.Same(", ") + DomainTexts.Channel(fileEvent.Channel),
            fileEvent.Hash.Length >= 8 ? fileEvent.Hash[..8] : fileEvent.Hash,
            broken is null || fileEvent.Sequence < broken.Sequence);
    }
}
