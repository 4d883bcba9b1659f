using Integrations.Benchmarks.Bursts;
using Integrations.Benchmarks.Load;

switch (args)
{
    case ["burst", .. var rest]:
        return BurstBenchmarks.Run(rest);
    case ["load", "cold-start", .. var rest]:
        return await ColdStart.RunAsync(rest);
    case ["load", .. var rest]:
        return await LoadCommand.RunAsync(rest);
    default:
        Console.Error.WriteLine(
            $"""
            burst                  one burst in memory, by BenchmarkDotNet; results also as JSON in BenchmarkDotNet.Artifacts/
            {LoadCommand.Usage}
            {ColdStart.Usage}
            """);
        return 2;
}
