using Integrations.Endurance.Rig;
using Integrations.Partners.Microsoft365;

namespace Integrations.Endurance.Faults;

/// <summary>Microsoft Graph as it is on a bad day.</summary>
internal static class PartnerFaults
{
    /// <summary>Longer than the service waits for an answer.</summary>
    private static readonly TimeSpan TooLong = new GraphSettings { SenderMailbox = "" }.Timeout + TimeSpan.FromSeconds(5);

    public static IEnumerable<Fault> Of(Cluster cluster)
    {
        var faults = cluster.Mailboxes.Graph.Faults;
        yield return At("Graph answers 429 with Retry-After", 6, random => faults.ThrottleNext(1 + random.Next(3), 1));
        yield return At("Graph answers 503", 6, random => faults.FailNext(1 + random.Next(3), 503, afterWork: false));
        yield return At("Graph answers 504, nothing done", 4, _ => faults.FailNext(1, 504, afterWork: false));
        yield return At("Graph sends the mail or makes the task, and answers 504", 10, _ => faults.FailNext(1, 504, afterWork: true, "POST"));
        yield return At("Graph does it and the line breaks before the answer", 10, _ => faults.FailNext(1, 0, afterWork: true, "POST"));
        yield return At("Graph cuts the line", 4, _ => faults.FailNext(1, 0, afterWork: false));
        yield return At("Graph answers garbage", 4, _ => faults.GarbleNext(1));
        yield return At("Graph sends the mail or makes the task, and answers after our limit", 4, _ => faults.HangNext(1, TooLong, afterWork: true, "POST"));
        yield return At("Graph hangs beyond our limit, nothing done", 3, _ => faults.HangNext(1, TooLong, afterWork: false));
        yield return new Fault("Graph is slow for a while", 2, async (random, cancellation) =>
        {
            faults.Latency = TimeSpan.FromMilliseconds(500 + random.Next(2_000));
            await Task.Delay(1_500, cancellation);
            faults.Latency = TimeSpan.Zero;
        });
    }

    private static Fault At(string name, int weight, Action<Random> inject) => new(name, weight, (random, _) =>
    {
        inject(random);
        return Task.CompletedTask;
    });
}
