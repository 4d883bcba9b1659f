namespace Integrations.Host.Hosting;

/// <summary>
/// How long a stop may take. Whoever runs services kills them some time after they were told to end: containers after 30 seconds as a rule,
/// systemd after 90. All of this together stays below.
/// </summary>
internal static class StopTimes
{
    /// <summary>What is in work may come to its end; then it is cut, and done again after the next start.</summary>
    public static readonly TimeSpan Work = TimeSpan.FromSeconds(15);

    /// <summary>Everything that was started has stopped, callers who wait for an answer included.</summary>
    public static readonly TimeSpan Service = TimeSpan.FromSeconds(20);

    /// <summary>The process ends by force: the last hints to the queue take five seconds more at most.</summary>
    public static readonly TimeSpan Process = TimeSpan.FromSeconds(27);
}
