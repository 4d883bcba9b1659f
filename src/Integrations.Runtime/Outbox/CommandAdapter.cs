using Integrations.Runtime.Inbox;

namespace Integrations.Runtime.Outbox;

/// <summary>
/// Delivers commands of one kind. It may be called twice for one command (a process died between delivery and note), so it uses
/// <see cref="OutboxCommand.IdempotencyKey"/> with the recipient. An exception is a failure that is tried again.
/// </summary>
public delegate Task<DeliveryResult> CommandAdapter(OutboxCommand command, CancellationToken cancellationToken);

/// <summary>How a delivery ended.</summary>
public abstract record DeliveryResult
{
    private DeliveryResult()
    {
    }

    /// <summary>The recipient has it.</summary>
    /// <param name="Reply">JSON object given to the waiting bookmark as its input; null: the bookmark, if any, waits for another answer.</param>
    public sealed record Delivered(string? Reply = null) : DeliveryResult
    {
        /// <summary>What else follows, stored in the same unit as the delivery mark.</summary>
        public IReadOnlyList<NewInboxMessage> Messages { get; init; } = [];
    }

    /// <summary>The recipient asks to come back at <paramref name="At"/> (UTC). It uses up no attempt.</summary>
    public sealed record RetryAfter(DateTimeOffset At, string Code, string Reason) : DeliveryResult;

    /// <summary>Another process has it in hand, and writes down what comes of it.</summary>
    public sealed record Taken : DeliveryResult;

    /// <summary>It failed.</summary>
    /// <param name="Code">Stable ASCII code.</param>
    /// <param name="Reason">For people, in French, no personal data.</param>
    /// <param name="Permanent">Trying again is useless: a dead letter at once.</param>
    public sealed record Failed(string Code, string Reason, bool Permanent = false) : DeliveryResult;
}
