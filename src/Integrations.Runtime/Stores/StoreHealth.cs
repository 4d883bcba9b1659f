namespace Integrations.Runtime.Stores;

/// <summary>What operators watch. Reads only rows that wait, never history.</summary>
/// <param name="PendingMessages">Messages not yet handled.</param>
/// <param name="OldestPendingMessage">Reception of the oldest of them that is due, UTC.</param>
/// <param name="QuarantinedMessages">Messages in quarantine.</param>
/// <param name="DeadMessages">Messages given up.</param>
/// <param name="PendingCommands">Commands not yet delivered.</param>
/// <param name="OldestPendingCommand">Emission of the oldest of them, UTC.</param>
/// <param name="DeadCommands">Dead letters.</param>
/// <param name="StalledInstances">Instances that can never move.</param>
public sealed record StoreHealth(
    long PendingMessages,
    DateTimeOffset? OldestPendingMessage,
    long QuarantinedMessages,
    long DeadMessages,
    long PendingCommands,
    DateTimeOffset? OldestPendingCommand,
    long DeadCommands,
    long StalledInstances)
{
    /// <summary>Instances that a fault stopped and nobody retried or cancelled.</summary>
    public long FaultedInstances { get; init; }
}

/// <summary>A replay asked for by a person.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Why">The reason given.</param>
public sealed record Replay(DateTimeOffset At, string By, string Why);
