using System.Text.Json.Nodes;

namespace Integrations.Tests.FunctionsHost;

/// <summary>What the host reads of an app: <c>host.json</c> and the functions, in the order of their folders.</summary>
public sealed record FunctionsApp
{
    /// <summary>The program that is started.</summary>
    public required string Executable { get; init; }

    /// <summary>Where it is started.</summary>
    public required string Folder { get; init; }

    /// <summary>Functions in the order in which their routes are tried.</summary>
    public required IReadOnlyList<Function> Functions { get; init; }

    /// <summary>After this the host kills the handler.</summary>
    public required TimeSpan FunctionTimeout { get; init; }

    /// <summary>Messages that are taken at once.</summary>
    public required int BatchSize { get; init; }

    /// <summary>More are taken when no more than these are in work.</summary>
    public required int NewBatchThreshold { get; init; }

    /// <summary>When a message that failed is given out again.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    /// <summary>A message that failed so often goes to the poison queue.</summary>
    public required int MaxDequeueCount { get; init; }

    /// <summary>The longest pause of the queue listener.</summary>
    public required TimeSpan MaxPollingInterval { get; init; }

    /// <summary>A published folder, as it would be deployed.</summary>
    public static FunctionsApp Published(string folder) => Read(folder, Path.Combine(folder, "host.json"), folder);

    /// <summary>A built program that was not published, with the files of the repository.</summary>
    /// <param name="repository">Root of the repository.</param>
    /// <param name="program">Folder of the program.</param>
    public static FunctionsApp Built(string repository, string program) => Read(program, Path.Combine(repository, "host.json"), Path.Combine(repository, "infra", "functions"));

    private static FunctionsApp Read(string program, string hostFile, string functions)
    {
        var host = JsonNode.Parse(File.ReadAllBytes(hostFile))!;
        var handler = host["customHandler"]!;
        if ((bool?)handler["enableProxyingHttpRequest"] != true) throw new InvalidDataException("This host only proxies: enableProxyingHttpRequest.");
        var queues = host["extensions"]!["queues"]!;
        return new FunctionsApp
        {
            Executable = Path.Combine(program, (string)handler["description"]!["defaultExecutablePath"]!),
            Folder = program,
            Functions =
            [
                .. Directory.EnumerateFiles(functions, "function.json", SearchOption.AllDirectories)
                    .Where(file => Path.GetDirectoryName(Path.GetDirectoryName(file)) == functions.TrimEnd('/'))
                    .Select(file => new Function(Path.GetFileName(Path.GetDirectoryName(file)!), JsonNode.Parse(File.ReadAllBytes(file))!["bindings"]!.AsArray()))
                    .OrderBy(function => function.Name, StringComparer.Ordinal),
            ],
            FunctionTimeout = Time(host["functionTimeout"]),
            BatchSize = (int)queues["batchSize"]!,
            NewBatchThreshold = (int)queues["newBatchThreshold"]!,
            VisibilityTimeout = Time(queues["visibilityTimeout"]),
            MaxDequeueCount = (int)queues["maxDequeueCount"]!,
            MaxPollingInterval = Time(queues["maxPollingInterval"]),
        };
    }

    private static TimeSpan Time(JsonNode? value) => TimeSpan.Parse((string)value!, null);
}

/// <summary>A function of the app.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Bindings">As in <c>function.json</c>.</param>
public sealed record Function(string Name, JsonArray Bindings)
{
    /// <summary>The binding that starts it.</summary>
    public JsonNode Trigger => Bindings.Single(binding => ((string)binding!["type"]!).EndsWith("Trigger", StringComparison.OrdinalIgnoreCase))!;

    /// <summary>Whether it is started by this kind of trigger.</summary>
    public bool IsTriggeredBy(string type) => string.Equals((string?)Trigger["type"], type, StringComparison.OrdinalIgnoreCase);
}
