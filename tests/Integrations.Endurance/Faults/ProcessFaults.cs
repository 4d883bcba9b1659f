using Integrations.Endurance.Rig;

namespace Integrations.Endurance.Faults;

/// <summary>Processes that die, clocks that jump, deliveries that nobody can use.</summary>
internal static class ProcessFaults
{
    public static IEnumerable<Fault> Of(Cluster cluster)
    {
        yield return new Fault("kill -9 of a worker", 6, async (random, cancellation) =>
        {
            var worker = cluster.Workers[random.Next(cluster.Workers.Count)];
            worker.Kill();
            await Task.Delay(random.Next(500), cancellation);
            worker.Start();
        });
        yield return new Fault("clock set forward by hours or days", 3, (random, _) =>
        {
            cluster.Clock.Jump(TimeSpan.FromHours(1 + random.Next(72)));
            return Task.CompletedTask;
        });
        yield return new Fault("clock set back", 2, (random, _) =>
        {
            cluster.Clock.Jump(-TimeSpan.FromMinutes(1 + random.Next(240)));
            return Task.CompletedTask;
        });
        yield return new Fault("connections of firms and partners cut", 6, (_, _) =>
        {
            cluster.Front.CutAll();
            return Task.CompletedTask;
        });
        yield return new Fault("answer to a firm or partner lost on its way", 8, (random, _) =>
        {
            cluster.Front.CutAfter(1 + random.Next(4_000));
            return Task.CompletedTask;
        });
        yield return new Fault("delivery that nobody can use", 4, async (_, cancellation) => await cluster.Forms.DeliverAsync(cluster.Forms.NewPoison(), cancellation));
        yield return new Fault("delivery repeated and overtaken", 6, async (random, cancellation) =>
        {
            var known = cluster.Forms.Acknowledged.Values.ToArray();
            if (known.Length == 0)
                return;
            var again = known[random.Next(known.Length)];
            await Task.WhenAll(cluster.Forms.DeliverAsync(again, cancellation), cluster.Forms.DeliverAsync(cancellation), cluster.Forms.DeliverAsync(again, cancellation));
        });
    }
}
