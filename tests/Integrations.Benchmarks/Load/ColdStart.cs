using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.FunctionsHost;
using Integrations.Tests.Services;
using Integrations.Tests.Shared;

namespace Integrations.Benchmarks.Load;

/// <summary>
/// How long the first sender waits: from the start of the published handler, under a double of the Functions host, to the webhook that it has
/// accepted. The schema and the definitions are there, as after any first start.
/// </summary>
internal static class ColdStart
{
    public const string Usage =
        """
        load cold-start FOLDER [--rounds N]
                               FOLDER is what dotnet publish src/Integrations.Host -c Release -r linux-x64 --self-contained made
        """;

    private const string Secret = "secret-of-the-measurement-0001";
    private const double Aim = 1.5;

    /// <returns>0 when it was measured, whatever the figures; 2 when the arguments make no sense.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var rounds = 7;
        var understood = arguments.Length switch
        {
            1 => true,
            3 => arguments[1] == "--rounds" && int.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0,
            _ => false,
        };
        if (!understood || !File.Exists(Path.Combine(arguments[0], "host.json")))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var app = FunctionsApp.Published(Path.GetFullPath(arguments[0]));
        var azurite = await Azurite.RunningAsync();
        var database = PostgresServer.Shared.ConnectionTo(PostgresServer.Shared.CreateDatabase());
        await PostgresWorkflowStore.MigrateAsync(new PostgresSettings { ConnectionString = database });
        var data = Directory.CreateTempSubdirectory("cold-start-");
        try
        {
            var settings = Settings(database, azurite.ConnectionString, data.FullName);
            // The first start publishes the definitions and warms the disk.
            await MeasureAsync(app, settings, azurite.ConnectionString, 0);
            List<(double Listening, double Accepted, double Processor)> figures = [];
            for (var round = 1; round <= rounds; round++)
                figures.Add(await MeasureAsync(app, settings, azurite.ConnectionString, round));
            Print(figures);
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<(double Listening, double Accepted, double Processor)> MeasureAsync(FunctionsApp app, Dictionary<string, string> settings, string queues, int round)
    {
        var body = Encoding.UTF8.GetBytes(Body().Replace("2wgx4n", string.Create(CultureInfo.InvariantCulture, $"round{round}"), StringComparison.Ordinal));
        var watch = Stopwatch.StartNew();
        await using var host = await FunctionsHost.StartAsync(app, settings, queues);
        var listening = host.Handler.WhenReadyAsync(CancellationToken.None).ContinueWith(_ => watch.Elapsed.TotalSeconds, TaskScheduler.Default);
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/forms/tally") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Tally-Signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)));
        using var answer = await client.SendAsync(request);
        var accepted = watch.Elapsed.TotalSeconds;
        using var process = Process.GetProcessById(host.Handler.ProcessId!.Value);
        var processor = process.TotalProcessorTime.TotalSeconds;
        return answer.StatusCode == HttpStatusCode.Accepted
            ? (await listening, accepted, processor)
            : throw new InvalidOperationException($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()} {host.Handler.Output}");
    }

    private static void Print(List<(double Listening, double Accepted, double Processor)> figures)
    {
        Console.WriteLine($"| cold start, {figures.Count} rounds | least | median | most |");
        Console.WriteLine("| --- | --- | --- | --- |");
        Line("until it listens, s", figures.Select(figure => figure.Listening));
        Line("until the first webhook is accepted, s", figures.Select(figure => figure.Accepted));
        Line("processor time of the handler until then, s", figures.Select(figure => figure.Processor));
        var median = Median(figures.Select(figure => figure.Accepted));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nAim: {Aim} s; {(median <= Aim ? "met" : "MISSED")}."));

        static void Line(string name, IEnumerable<double> values) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {values.Min():0.00} | {Median(values):0.00} | {values.Max():0.00} |"));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static string Body()
    {
        using var stream = typeof(ColdStart).Assembly.GetManifestResourceStream("webhook")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Dictionary<string, string> Settings(string database, string queues, string data) => new()
    {
        ["Storage__Provider"] = "PostgreSql",
        ["Storage__ConnectionString"] = database,
        ["Queues__Provider"] = "AzureStorage",
        ["Queues__ConnectionString"] = queues,
        ["Service__PublicUrl"] = "https://guichet.example/",
        ["Service__DataFolder"] = data,
        ["Links__Key"] = "key-of-the-links-in-tests-000000000001",
        ["Desk__Email"] = "guichet@guichet-unique.example",
        ["Desk__Phone"] = "01 99 00 12 34",
        ["Microsoft365__Credential"] = "None",
        ["Microsoft365__BaseUrl"] = "http://127.0.0.1:9/v1.0",
        ["Webhooks__Tally"] = Secret,
    };
}
