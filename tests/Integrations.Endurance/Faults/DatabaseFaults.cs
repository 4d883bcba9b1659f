using Integrations.Endurance.Rig;

namespace Integrations.Endurance.Faults;

/// <summary>PostgreSQL, and the line to it.</summary>
internal static class DatabaseFaults
{
    public static IEnumerable<Fault> Of(PostgresBehindRelay database)
    {
        yield return new Fault("PostgreSQL down as by a power cut, and up again", 2, (random, cancellation) => database.CrashAsync(TimeSpan.FromMilliseconds(random.Next(2_000)), cancellation));
        yield return At("all connections to PostgreSQL cut", 4, _ => database.Relay.CutAll());
        yield return At("a connection cut after the request arrived (in mid-commit)", 12, random => database.Relay.CutAfter(1 + random.Next(random.Next(10) == 0 ? 200_000 : 8_000)));
        yield return At("a connection ended by PostgreSQL", 6, _ => database.EndOneConnection());
    }

    private static Fault At(string name, int weight, Action<Random> inject) => new(name, weight, (random, _) =>
    {
        inject(random);
        return Task.CompletedTask;
    });
}
