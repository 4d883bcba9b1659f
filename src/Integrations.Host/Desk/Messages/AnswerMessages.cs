using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Host.Desk.Messages;

/// <summary>An answer of a partner, by whatever way it came.</summary>
/// <param name="FileId">The file.</param>
/// <param name="TaskId">The task that is answered.</param>
/// <param name="PartnerId">Who was asked.</param>
/// <param name="Kind">The answer.</param>
/// <param name="By">Name of the agent, as given.</param>
/// <param name="Comment">Comment.</param>
/// <param name="Origin">Network address, kept as a proof with the answer.</param>
/// <param name="Channel">"answer-link", "todo", "mail" or "api".</param>
internal sealed record AnswerReceived(
    string FileId, string TaskId, string PartnerId, AnswerKind Kind, string By, string? Comment, string? Origin, string Channel)
{
    /// <summary>Kind of the inbox message.</summary>
    public const string MessageKind = "answer";

    /// <summary>As an inbox message; the same answer posted twice is one message.</summary>
    public NewInboxMessage ToMessage(DateTimeOffset receivedAt)
    {
        var content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}|{By}|{Comment}")));
        return new(new DedupeKey("answer", $"{FileId}/{TaskId}/{content}"), MessageKind, JsonSerializer.SerializeToUtf8Bytes(this)) { ReceivedAt = receivedAt };
    }
}

/// <summary>Records answers. One that the file refuses stays in quarantine with the reason: nobody's answer vanishes.</summary>
internal sealed class AnswerMessages(StreamTransaction streams, TimeProvider time)
{
    /// <summary>Handles one answer.</summary>
    public async Task<UnitOfWork> HandleAsync(InboxMessage message, CancellationToken cancellation)
    {
        var received = JsonSerializer.Deserialize<AnswerReceived>(message.Payload.Span)!;
        Refusal? refusal = null;
        var unit = await streams.RunAsync<DeskSession>(
            received.FileId,
            desk =>
            {
                desk.Acts.ActAs(new Actor("partenaire", received.PartnerId, received.By), received.Channel);
                var place = desk.File.Procedure(desk.File.TaskOf(received.TaskId)?.Procedure)?.Place ?? desk.File.Place;
                refusal = desk.Acts.AnswerTask(received.TaskId, new PartnerAnswer(received.Kind, place.DateOf(message.ReceivedAt), received.By)
                {
                    Comment = string.IsNullOrWhiteSpace(received.Comment) ? null : received.Comment.Trim(),
                    Pieces = received.Kind == AnswerKind.NeedsPieces ? PieceCodes.In(received.Comment) : null,
                    Origin = received.Origin,
                });
                return UnitOfWork.Empty;
            },
            cancellation);
        return refusal is null
            ? unit
            : new UnitOfWork { InboxMarks = [new InboxMark.Quarantined(message.Id, time.GetUtcNow(), refusal.Code, refusal.Message)] };
    }
}

/// <summary>Codes of pieces that a comment names: "PC4_NOTICE", "PC6".</summary>
internal static partial class PieceCodes
{
    public static IReadOnlyList<string>? In(string? comment)
    {
        var codes = Pattern().Matches(comment ?? "").Select(match => match.Value).Distinct().ToList();
        return codes.Count > 0 ? codes : null;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:PC|PA|DP|CERFA_|ICPE_|IOTA_|ERP_)[A-Z0-9_]+\b")]
    private static partial System.Text.RegularExpressions.Regex Pattern();
}
