using System.Net;
using System.Text.Json;
using Integrations.Partners.Microsoft365;
using Integrations.Runtime.Outbox;

namespace Integrations.Host.Desk;

/// <summary>A letter that a case worker wrote. Its words are in the file; the command carries ids only.</summary>
internal sealed class FreeLetter(Deliveries.FileReader files, Deliveries.SendMail send, TimeProvider time)
{
    /// <summary>Name under which the file keeps it.</summary>
    public const string Notice = "libre";

    /// <summary>Kind of the command. Payload: fileId, messageId.</summary>
    public const string CommandKind = "guichet.letter.free";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Delivers one letter.</summary>
    public async Task<DeliveryResult> DeliverAsync(OutboxCommand command, CancellationToken cancellation)
    {
        var wish = JsonSerializer.Deserialize<Wish>(command.Payload, Web)!;
        var file = await files.ReadAsync(wish.FileId, long.MaxValue, cancellation);
        if (file.Request?.Firm?.Contact?.Email is not { } address)
            return new DeliveryResult.Failed("letter.no_address", "L'entreprise n'a pas d'adresse électronique au dossier.", Permanent: true);
        var message = file.Messages.First(kept => kept.Id == wish.MessageId);
        var html = $"<!doctype html><html lang=\"fr\"><body><p>{WebUtility.HtmlEncode(message.Text).ReplaceLineEndings("<br>")}</p></body></html>";
        var result = await send(
            new MailboxMail { Key = command.IdempotencyKey, To = [address], Subject = message.Subject, Html = html, MayLeave = command.IsInHand }, cancellation);
        return Deliveries.MailboxOutcome.ToDelivery(result, time.GetUtcNow());
    }

    private sealed record Wish(string FileId, string MessageId);
}
