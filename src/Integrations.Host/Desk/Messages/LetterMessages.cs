using System.Text.Json;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files.Facts;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Host.Desk.Messages;

/// <summary>A letter left: the file keeps what it said.</summary>
internal sealed record LetterLeft(
    string FileId, string MessageId, string Notice, string RecipientRole, string Subject, string Text, string? PartnerId, string? Procedure, string? TaskId)
{
    /// <summary>Kind of the inbox message.</summary>
    public const string MessageKind = "letter-left";

    /// <summary>As an inbox message; it goes once handled, since the file then holds it.</summary>
    public NewInboxMessage ToMessage(DateTimeOffset at) =>
        new(new DedupeKey("letter", MessageId), MessageKind, JsonSerializer.SerializeToUtf8Bytes(this)) { ReceivedAt = at, Ephemeral = true };
}

/// <summary>A letter to a firm that gave no address: a person must tell it another way.</summary>
internal sealed record LetterUnsent(string FileId, string MessageId, string Subject, string? Procedure)
{
    /// <summary>Kind of the inbox message.</summary>
    public const string MessageKind = "letter-unsent";

    /// <summary>As an inbox message; it goes once handled, since the file then holds it.</summary>
    public NewInboxMessage ToMessage(DateTimeOffset at) =>
        new(new DedupeKey(MessageKind, MessageId), MessageKind, JsonSerializer.SerializeToUtf8Bytes(this)) { ReceivedAt = at, Ephemeral = true };
}

/// <summary>Records letters in their files.</summary>
internal sealed class LetterMessages(StreamTransaction streams)
{
    /// <summary>Handles one letter that could not leave: opens a check that a person closes once the firm is told.</summary>
    public Task<UnitOfWork> AskForAnotherWayAsync(InboxMessage message, CancellationToken cancellation)
    {
        var unsent = JsonSerializer.Deserialize<LetterUnsent>(message.Payload.Span)!;
        return streams.RunAsync<DeskSession>(
            unsent.FileId,
            desk =>
            {
                // A file at its end asks nothing more of anybody.
                _ = desk.Acts.OpenCheck(
                    CheckKind.Other, $"Prévenir l'entreprise par courrier ou par téléphone, elle n'a pas d'adresse électronique : {unsent.Subject}",
                    "developpeur_economique", unsent.Procedure, checkId: unsent.MessageId);
                return UnitOfWork.Empty;
            },
            cancellation);
    }

    /// <summary>Handles one letter that left.</summary>
    public Task<UnitOfWork> HandleAsync(InboxMessage message, CancellationToken cancellation)
    {
        var left = JsonSerializer.Deserialize<LetterLeft>(message.Payload.Span)!;
        return streams.RunAsync<DeskSession>(
            left.FileId,
            desk =>
            {
                // A file that was erased or never existed has nothing to keep the letter in.
                _ = desk.Acts.RecordMessage(left.MessageId, left.Notice, left.RecipientRole, left.Subject, left.Text, left.PartnerId, left.Procedure, left.TaskId);
                if (left is { Notice: "partner-task", TaskId: { } taskId }) _ = desk.Acts.MarkTaskSeen(taskId);
                return UnitOfWork.Empty;
            },
            cancellation);
    }
}
