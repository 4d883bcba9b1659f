using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Host.Desk.Letters;
using Integrations.Host.Desk.Messages;
using Integrations.Host.Settings;
using Integrations.Partners.Microsoft365;
using Integrations.Partners.Notifications;
using Integrations.Runtime.Outbox;

namespace Integrations.Host.Desk.Deliveries;

/// <summary>
/// Delivers letters: folds the file up to the event that wished for the letter, renders it, and sends it by draft and send, so that a
/// repeat never sends twice. What was said is then kept in the file.
/// </summary>
internal sealed class NoticeDelivery(
    FileReader files, Func<LiveNotices> notices, LinkFactory links, Func<DeskKnowledge> knowledge, DeskProfile desk, SendMail send, TimeProvider time)
{
    /// <summary>Delivers one letter.</summary>
    public async Task<DeliveryResult> DeliverAsync(OutboxCommand command, CancellationToken cancellation)
    {
        var wish = DeskCommand.Of(command);
        var file = await files.ReadAsync(wish.FileId, wish.Version, cancellation);
        var (address, role) = Recipient(file, wish);
        if (address is null && role != "entreprise")
            return new DeliveryResult.Failed("letter.no_address", $"Le destinataire ({role}) n'a pas d'adresse : complétez l'annuaire ou le dossier, puis rejouez.", Permanent: true);

        Letter letter;
        try
        {
            letter = notices().Render(wish.Notice!, LetterModel.Of(file, desk, links.For(file), wish.Procedure, wish.TaskId));
        }
        catch (TemplateRenderException error)
        {
            // Not permanent: a corrected template is taken up without a restart, and the letter then leaves by itself.
            return new DeliveryResult.Failed("letter.template", error.Problem.ToString());
        }

        if (address is null)
            return new DeliveryResult.Delivered { Messages = [new LetterUnsent(wish.FileId, command.IdempotencyKey, letter.Subject, wish.Procedure).ToMessage(time.GetUtcNow())] };

        var result = await send(
            new MailboxMail
            {
                Key = command.IdempotencyKey,
                To = [address],
                Subject = letter.Subject,
                Html = letter.Html,
                Urgent = wish.Notice is "partner-reminder" or "partner-escalation",
                MayLeave = command.IsInHand,
            },
            cancellation);
        var left = new LetterLeft(
            wish.FileId, command.IdempotencyKey, wish.Notice!, role, letter.Subject, WithoutLinks(letter.Text),
            role is "entreprise" or "guichet" ? null : wish.To, wish.Procedure, wish.TaskId);
        return result.ToDelivery(time.GetUtcNow(), left.ToMessage(time.GetUtcNow()));
    }

    private (string? Address, string Role) Recipient(InstallationFile file, DeskCommand wish) => wish.To switch
    {
        "firm" => (file.Request?.Firm?.Contact?.Email, "entreprise"),
        "desk" => (desk.Email, "guichet"),
        { } partnerId => (knowledge().Partners.Get(partnerId)?.MailAddress, file.TaskOf(wish.TaskId)?.Role ?? partnerId),
        null => (null, "inconnu"),
    };

    /// <summary>A signed link gives a right to whoever reads it: it is in the letter, never in the file's history.</summary>
    private static string WithoutLinks(string text) => SignedAddresses.Hide(text);
}

/// <summary>Sends a mail from the desk's mailbox.</summary>
internal delegate Task<MailboxResult> SendMail(MailboxMail mail, CancellationToken cancellation);
