using Integrations.Runtime.Inbox;

namespace Integrations.Runtime.Stores;

/// <summary>How a commit ended. Anything else (disk full, lost connection) is an exception, and nothing was written.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>The unit is durable: it survives a power cut.</summary>
    /// <param name="Receipts">One for each message of the unit, in order.</param>
    /// <param name="CommandIds">Number of each command of the unit, in order; null: its idempotency key was known, and nothing was stored.</param>
    public sealed record Committed(IReadOnlyList<InboxReceipt> Receipts, IReadOnlyList<long?> CommandIds) : CommitResult;

    /// <summary>Somebody else was first. Nothing was written: load again and run again.</summary>
    /// <param name="Subject">What the units collided on.</param>
    /// <param name="Id">Its id.</param>
    public sealed record Conflict(ConflictSubject Subject, string Id) : CommitResult;
}

/// <summary>What two units collided on.</summary>
public enum ConflictSubject
{
    /// <summary>An instance with this id was started already.</summary>
    InstanceExists,

    /// <summary>The instance has had another burst meanwhile.</summary>
    InstanceVersion,

    /// <summary>The stream has other events meanwhile than those that the unit continues, or was decided from.</summary>
    StreamSequence,

    /// <summary>The message was handled meanwhile.</summary>
    Message,

    /// <summary>The command was handled meanwhile.</summary>
    Command,

    /// <summary>The definition has this version number already.</summary>
    DefinitionVersion,

    /// <summary>The activation strategy does not allow the start: the instance named runs. Running again does not help.</summary>
    Activation,

    /// <summary>The trigger was fired meanwhile.</summary>
    Trigger,
}
