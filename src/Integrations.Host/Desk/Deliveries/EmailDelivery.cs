using System.Text.Json.Nodes;
using Integrations.Partners.Microsoft365;
using Integrations.Runtime.Outbox;
using Integrations.Workflows.Activities;

namespace Integrations.Host.Desk.Deliveries;

/// <summary>
/// Delivers the mails that designers write (SendEmail), from the desk's mailbox, once. What the mailbox refuses goes back to the workflow; what
/// it cannot do now is tried again by the outbox.
/// </summary>
internal sealed class EmailDelivery(SendMail send, string deskMailbox, TimeProvider time)
{
    /// <summary>Microsoft 365 takes no larger request: 4 MB with the Base64 of its attachments.</summary>
    private const long MaxAttachmentBytes = 3 * 1024 * 1024;

    /// <summary>Delivers one mail.</summary>
    public async Task<DeliveryResult> DeliverAsync(OutboxCommand command, CancellationToken cancellation)
    {
        var email = Email.Read(JsonNode.Parse(command.Payload)!.AsObject());
        if (email.From is { } from && !string.Equals(from, deskMailbox, StringComparison.OrdinalIgnoreCase))
            return Refused("Un courriel ne part que de la boîte du guichet : laissez l'expéditeur vide.");
        if (email.Attachments.Sum(file => file.Length) > MaxAttachmentBytes)
            return Refused("Les pièces jointes dépassent 3 Mio.");
        var mail = new MailboxMail
        {
            Key = command.IdempotencyKey,
            MayLeave = command.IsInHand,
            To = email.To,
            Cc = email.Cc,
            Bcc = email.Bcc,
            Subject = email.Subject,
            Html = email.Html,
            Attachments = [.. email.Attachments.Select(file => new MailAttachment(file.FileName, file.ContentType, Convert.FromBase64String(file.Content)))],
        };
        return await send(mail, cancellation) switch
        {
            MailboxResult.Done => new DeliveryResult.Delivered("{}"),
            MailboxResult.Failed { Permanent: true } failed => Refused(failed.Reason),
            var result => result.ToDelivery(time.GetUtcNow()),
        };
    }

    private static DeliveryResult.Delivered Refused(string reason) => new(new JsonObject { [Email.ErrorName] = reason }.ToJsonString());
}
