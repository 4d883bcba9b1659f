namespace Integrations.Runtime.Outbox;

/// <summary>What becomes of a command, written in one unit with what follows from it. A mark that comes too late is a conflict.</summary>
public abstract record OutboxMark
{
    private OutboxMark(long commandId, DateTimeOffset at)
    {
        CommandId = commandId;
        At = at;
    }

    /// <summary>The command.</summary>
    public long CommandId { get; }

    /// <summary>Instant of the mark, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The recipient has it.</summary>
    /// <param name="Reply">JSON, where the recipient answered at once.</param>
    public sealed record Delivered(long CommandId, DateTimeOffset At, string? Reply) : OutboxMark(CommandId, At);

    /// <summary>To be tried again.</summary>
    /// <param name="Until">Next attempt, UTC.</param>
    /// <param name="Failed">The attempt counts; false: the recipient asked to come back later (Retry-After).</param>
    public sealed record Deferred(long CommandId, DateTimeOffset At, DateTimeOffset Until, bool Failed, string Code, string Reason)
        : OutboxMark(CommandId, At);

    /// <summary>Given up: a dead letter.</summary>
    public sealed record Dead(long CommandId, DateTimeOffset At, string Code, string Reason) : OutboxMark(CommandId, At);

    /// <summary>A person sends a dead letter back to work; who and why are kept.</summary>
    public sealed record Replayed(long CommandId, DateTimeOffset At, string By, string Why) : OutboxMark(CommandId, At);
}
