using System.Diagnostics;

namespace Integrations.Benchmarks.Load;

/// <summary>Callers that each ask again as soon as they are answered.</summary>
internal static class Callers
{
    /// <summary>Does the operations 0 to <paramref name="count"/> - 1, shared by so many callers.</summary>
    public static async Task<Measured> RunAsync(int callers, int count, Func<int, Task> operation)
    {
        GC.Collect();
        var latencies = new double[count];
        var next = -1;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        return new Measured(count, Stopwatch.GetElapsedTime(started), Process.GetCurrentProcess().TotalProcessorTime - cpu, latencies);

        async Task CallAsync()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                var asked = Stopwatch.GetTimestamp();
                await operation(i);
                latencies[i] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            }
        }
    }
}

/// <summary>What so many operations took.</summary>
/// <param name="Count">Operations.</param>
/// <param name="Elapsed">Time on the wall.</param>
/// <param name="Cpu">Time of the process on all cores, that of the callers included.</param>
/// <param name="Latencies">Milliseconds of each.</param>
internal sealed record Measured(int Count, TimeSpan Elapsed, TimeSpan Cpu, double[] Latencies)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;

    /// <summary>Milliseconds of CPU per operation.</summary>
    public double CpuEach => Cpu.TotalMilliseconds / Count;

    /// <summary>Milliseconds within which this share of the operations was answered.</summary>
    public double Percentile(double share) => Latencies.Order().ElementAt((int)Math.Min(Count - 1, share * Count));
}
