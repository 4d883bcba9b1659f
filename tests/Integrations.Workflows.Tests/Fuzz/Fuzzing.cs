using System.Globalization;

namespace Integrations.Workflows.Tests.Fuzz;

/// <summary>How long random tests run: a fixed number of tries, or the time that the environment variable FUZZ_SECONDS gives to each.</summary>
internal static class Fuzzing
{
    /// <summary>Seconds for each test; -1: the number of tries decides.</summary>
    public static int Seconds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : -1;

    /// <summary>Tries of a test that takes that many in a normal run.</summary>
    public static long Iterations(long usual) => Seconds > 0 ? -1 : usual;
}
