using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Azure;
using Azure.Storage.Queues;
using Integrations.Runtime.Queues.AzureStorage;

namespace Integrations.Tests.Services;

/// <summary>
/// The emulator of Azure Storage, queues only, in memory: one for the whole run, started when a test first asks for it, ended with the run.
/// Each test takes queues of its own.
/// </summary>
public sealed class Azurite : IDisposable
{
    /// <summary>The account that every emulator of Azure Storage has; its key is in Microsoft's documentation.</summary>
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<Azurite>> Only = new(() => StartAsync());
    private static int queues;

    private readonly StringBuilder _output = new();
    private readonly PosixSignalRegistration _terminated;
    private readonly int _port;
    private Process _process;

    private Azurite(int port)
    {
        _port = port;
        _process = Launch();
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        _terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => End());
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};QueueEndpoint=http://127.0.0.1:{_port}/{Account};";

    /// <summary>The one of this run.</summary>
    public static Task<Azurite> RunningAsync() => Only.Value;

    /// <summary>One of its own, for a test that stops it.</summary>
    public static async Task<Azurite> StartAsync()
    {
        var azurite = new Azurite(FreePort());
        await azurite.UntilItAnswersAsync();
        return azurite;
    }

    /// <summary>Queues that no other test knows.</summary>
    public AzureStorageQueues NewQueues() => Open($"work-{Environment.ProcessId}-{Interlocked.Increment(ref queues)}");

    /// <summary>Queues by name.</summary>
    public AzureStorageQueues Open(string name) => AzureStorageQueues.In(new QueueServiceClient(ConnectionString, AzureStorageQueues.Options()), name);

    /// <summary>It is down; what was in its queues is lost, since they are in its memory.</summary>
    public void Stop() => End();

    /// <summary>It is there again, at the same address and empty.</summary>
    public Task RestartAsync()
    {
        _process = Launch();
        return UntilItAnswersAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        _terminated.Dispose();
        End();
    }

    private Process Launch()
    {
        var program = Path.Combine(Folder(), "obj", "node_modules", "azurite", "dist", "src", "queue", "main.js");
        if (!File.Exists(program)) throw new InvalidOperationException("The emulator of Azure Storage is not installed: build this project again, with Node.js 20 or later on the path.");
        var start = new ProcessStartInfo("node", [program, "--queueHost", "127.0.0.1", "--queuePort", $"{_port}", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start: install Node.js 20 or later.");
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task UntilItAnswersAsync()
    {
        var probe = new QueueServiceClient(ConnectionString, AzureStorageQueues.Options());
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                await probe.GetPropertiesAsync();
                return;
            }
            catch (Exception error) when (error is RequestFailedException or AggregateException)
            {
                if (_process.HasExited || watch.Elapsed > Patience)
                    throw new InvalidOperationException($"The emulator of Azure Storage does not answer. {_output}", error);
            }
        }
    }

    private void OnExit(object? sender, EventArgs arguments) => End();

    private void End()
    {
        if (_process.HasExited) return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.AppendLine(line.Data);
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var services = Path.Combine(folder.FullName, "tests", "services");
            if (File.Exists(Path.Combine(services, "package-lock.json"))) return services;
        }

        throw new DirectoryNotFoundException("The folder tests/services of the repository was not found above the program.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
