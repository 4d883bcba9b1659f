namespace Integrations.Workflows.Execution;

/// <summary>Something went wrong in an activity; the incident strategy decides what follows.</summary>
/// <param name="ActivityId">Id in the definition.</param>
/// <param name="ActivityType">For example "Elsa.Fault".</param>
/// <param name="Message">Starts with the engine's sentence; for a script the line, the column and the script's message follow.</param>
/// <param name="At">Instant of the burst, UTC.</param>
public sealed record Incident(string ActivityId, string ActivityType, string Message, DateTimeOffset At)
{
    /// <summary>Where the exception came from, for one that no activity threw on purpose (a fault in the code); null otherwise.</summary>
    public string? Detail { get; init; }
}
