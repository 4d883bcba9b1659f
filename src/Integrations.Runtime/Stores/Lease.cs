namespace Integrations.Runtime.Stores;

/// <summary>How long a claim holds.</summary>
public static class Lease
{
    /// <summary>
    /// No claim is given for longer. One that lies further ahead was given before the clock was set back, and would hold until the clock is
    /// there again, which can be hours: it counts as lapsed.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Whether a claim holds.</summary>
    /// <param name="until">End of the lease, UTC; null: nobody has claimed it.</param>
    /// <param name="now">The instant, UTC.</param>
    public static bool Holds(DateTimeOffset? until, DateTimeOffset now) => until > now && until - now <= Longest;
}
