namespace Integrations.Simulators.Graph;

/// <summary>What the simulated Microsoft 365 is like.</summary>
public sealed record GraphSimulatorOptions
{
    /// <summary>Mailboxes that exist, with the name of their owner.</summary>
    public IReadOnlyDictionary<string, string> Mailboxes { get; init; } = new Dictionary<string, string>();

    /// <summary>A request without a bearer token is refused (401).</summary>
    public bool RequireAuthorization { get; init; }

    /// <summary>Whether tasks can be filtered by their linked resources; not every real mailbox server does.</summary>
    public bool FiltersByLinkedResource { get; init; } = true;

    /// <summary>File in which every change is noted before it is answered, so that a killed process loses nothing; null: memory only.</summary>
    public string? JournalFile { get; init; }

    /// <summary>Clock of the mailboxes.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
