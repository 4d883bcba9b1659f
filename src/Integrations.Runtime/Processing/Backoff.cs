namespace Integrations.Runtime.Processing;

/// <summary>How long to wait between attempts, and when to give up.</summary>
public sealed record Backoff
{
    /// <summary>Wait after the first failure; doubled after each further one.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failures after which it is given up.</summary>
    public int MaxAttempts { get; init; } = 15;

    /// <summary>Wait after a number of failures, spread by a fifth to either side so that those who failed together do not return together.</summary>
    /// <param name="failures">1 after the first.</param>
    /// <param name="chance">Between 0 and 1.</param>
    public TimeSpan After(int failures, double chance)
    {
        var doubled = First.TotalSeconds * Math.Pow(2, failures - 1);
        return TimeSpan.FromSeconds(Math.Min(doubled, Longest.TotalSeconds) * (0.8 + (0.4 * chance)));
    }
}
