using Integrations.Guichet.Activities;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Desk.Letters;
using Integrations.Partners.Microsoft365;
using Integrations.Runtime.Outbox;

namespace Integrations.Host.Desk.Deliveries;

/// <summary>Puts tasks into a partner's own Microsoft To Do, makes them important, completes them.</summary>
internal sealed class TaskDelivery(FileReader files, LinkFactory links, Func<DeskKnowledge> knowledge, PartnerTasks mailbox, TimeProvider time)
{
    /// <summary>Delivers one wish about a task.</summary>
    public async Task<DeliveryResult> DeliverAsync(OutboxCommand command, CancellationToken cancellation)
    {
        var wish = DeskCommand.Of(command);
        var file = await files.ReadAsync(wish.FileId, wish.Version, cancellation);
        if (file.TaskOf(wish.TaskId) is not { } task || knowledge().Partners.Get(wish.PartnerId!) is not { TodoMailbox: { } address })
            return new DeliveryResult.Failed("task.no_mailbox", "Le partenaire n'a plus de boîte Microsoft 365 dans l'annuaire. Corrigez l'annuaire, puis rejouez.", Permanent: true);

        var result = command.Kind switch
        {
            DeskCommands.PostTask => await mailbox.Post(Describe(file, task, address) with { MayLeave = command.IsInHand }, cancellation),
            DeskCommands.RemindTask => await mailbox.Remind(address, KeyOf(file, task), "RELANCE\n\n" + Body(file, task), cancellation),
            DeskCommands.CompleteTask => await mailbox.Complete(address, KeyOf(file, task), cancellation),
            _ => throw new InvalidOperationException($"Unknown command {command.Kind}."),
        };
        return result.ToDelivery(time.GetUtcNow());
    }

    private MailboxTask Describe(InstallationFile file, PartnerTask task, string address) => new()
    {
        Mailbox = address,
        Key = KeyOf(file, task),
        Title = $"{file.Number} · {FileSubject.Firm(file)} : {task.Question}",
        Body = Body(file, task),
        DueOn = task.DueOn,
        Zone = (file.Procedure(task.Procedure)?.Place ?? file.Place).TimeZone,
        Urgent = task.Kind is TaskKind.Check,
        Link = links.For(file).Answer(task).Address,
        LinkName = $"Répondre ({file.Number})",
    };

    /// <summary>No business secret and no attachment: the task stays in the partner's tenant, beyond our control.</summary>
    private static string Body(InstallationFile file, PartnerTask task) =>
        $"{task.Question}\n\nDossier {file.Number}, {FileSubject.Firm(file)}, {FileSubject.Commune(file)}.\n{SilenceSentences.ToPartner(task.Silence, task.SilenceFrom)}";

    private static string KeyOf(InstallationFile file, PartnerTask task) => $"{file.Id}/{task.Id}";
}

/// <summary>The three things that can be done with a task in a mailbox.</summary>
internal sealed record PartnerTasks(
    Func<MailboxTask, CancellationToken, Task<MailboxResult>> Post,
    Func<string, string, string, CancellationToken, Task<MailboxResult>> Remind,
    Func<string, string, CancellationToken, Task<MailboxResult>> Complete)
{
    /// <summary>In real mailboxes, by Microsoft Graph.</summary>
    public static PartnerTasks In(PartnerMailbox mailbox) => new(mailbox.PostTaskAsync, mailbox.RemindTaskAsync, mailbox.CompleteTaskAsync);
}
