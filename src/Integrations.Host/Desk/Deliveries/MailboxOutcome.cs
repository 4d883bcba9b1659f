using Integrations.Partners.Microsoft365;
using Integrations.Runtime.Outbox;

namespace Integrations.Host.Desk.Deliveries;

/// <summary>What the outbox makes of the answer of a mailbox.</summary>
internal static class MailboxOutcome
{
    /// <summary>Maps one to one; the delay that a service asks for is kept.</summary>
    public static DeliveryResult ToDelivery(this MailboxResult result, DateTimeOffset now, params IReadOnlyList<Runtime.Inbox.NewInboxMessage> whenDone) => result switch
    {
        MailboxResult.Done => new DeliveryResult.Delivered { Messages = whenDone },
        MailboxResult.Taken => new DeliveryResult.Taken(),
        MailboxResult.RetryAfter later => new DeliveryResult.RetryAfter(now + later.Delay, later.Code, later.Reason),
        MailboxResult.Failed failed => new DeliveryResult.Failed(failed.Code, failed.Reason, failed.Permanent),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };
}
