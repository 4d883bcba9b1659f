using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Integrations.Tests.FunctionsHost;

/// <summary>
/// The custom handler as a process: started with a port, asked until it listens, started again when it ends, as the host does. Exit code 0:
/// never again; 200: at once, not counted; anything else is counted, and the third stops the host.
/// </summary>
public sealed class HandlerProcess : IDisposable
{
    /// <summary>What the host sets, and this host does not want to pass on from its own environment.</summary>
    public const int MostFailures = 3;

    /// <summary>The real host waits 30 s. Beside all other tests on two cores a start takes longer, which says nothing of the handler.</summary>
    private static readonly TimeSpan InitializationTimeout = TimeSpan.FromMinutes(2);

    private readonly FunctionsApp _app;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();
    private readonly HttpClient _probe = new() { Timeout = TimeSpan.FromSeconds(30) };
    private Process? _process;
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ending;

    public HandlerProcess(FunctionsApp app, IReadOnlyDictionary<string, string> environment)
    {
        _app = app;
        _environment = environment;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Start();
    }

    /// <summary>Where the handler listens now.</summary>
    public int Port { get; private set; }

    /// <summary>Exit codes so far, in order.</summary>
    public List<int> ExitCodes { get; } = [];

    /// <summary>Whether the host will never start it again.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>What it wrote, for the message of a test that fails.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>The running process; null: none.</summary>
    public int? ProcessId => _process is { HasExited: false } running ? running.Id : null;

    /// <summary>Waits until it listens: an invocation that comes earlier is held.</summary>
    public async Task<Uri> WhenReadyAsync(CancellationToken cancellation)
    {
        Task ready;
        lock (_gate) ready = _ready.Task;
        await ready.WaitAsync(cancellation);
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));
    }

    /// <summary>SIGKILL; what happens next is decided by the rules.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            if (_process is { HasExited: false } running) running.Kill();
        }
    }

    /// <summary>SIGTERM, which the host never sends, but a platform or a person may.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", ProcessId!.Value.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>The host goes down: SIGKILL, and no new start.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        End();
        _probe.Dispose();
    }

    private void Start()
    {
        lock (_gate)
        {
            if (_ending) return;
            if (_ready.Task.IsCompleted) _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Port = FreePort();
            Starts++;
            var start = new ProcessStartInfo(_app.Executable) { WorkingDirectory = _app.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var (name, value) in _environment) start.Environment[name] = value;
            var (port, worker) = (Port.ToString(CultureInfo.InvariantCulture), Guid.NewGuid().ToString());
            start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = port;
            start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = start.Environment["FUNCTIONS_HTTPWORKER_ID"] = worker;
            start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _app.Folder;
            // The host's own address, which the handler inherits and must not listen on.
            start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:7171";
            var process = new Process { StartInfo = start, EnableRaisingEvents = true };
            process.OutputDataReceived += Note;
            process.ErrorDataReceived += Note;
            process.Exited += (_, _) => OnEnded(process);
            _process = process;
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            _ = ProbeAsync(process, _ready, Port);
        }
    }

    /// <summary>Any answer will do, also 404; only a refused connection means "not yet".</summary>
    private async Task ProbeAsync(Process process, TaskCompletionSource ready, int port)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < InitializationTimeout && !process.HasExited; await Task.Delay(25))
        {
            try
            {
                using var answer = await _probe.GetAsync(address);
                ready.TrySetResult();
                return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }

        if (!process.HasExited) process.Kill();
    }

    private void OnEnded(Process process)
    {
        lock (_gate)
        {
            ExitCodes.Add(process.ExitCode);
            if (_ending) return;
            IsGivenUp = process.ExitCode == 0 || ExitCodes.Count(code => code is not 0 and not 200) >= MostFailures;
            if (IsGivenUp)
            {
                _ready.TrySetException(new HttpRequestException($"The handler was given up after {string.Join(", ", ExitCodes)}. {Output}"));
                if (_ready.Task.IsCompletedSuccessfully) _ready = Failed();
                return;
            }
        }

        Start();
    }

    private TaskCompletionSource Failed()
    {
        var failed = new TaskCompletionSource();
        failed.SetException(new HttpRequestException($"The handler was given up after {string.Join(", ", ExitCodes)}."));
        _ = failed.Task.Exception;
        return failed;
    }

    private void End()
    {
        lock (_gate) _ending = true;
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            running.WaitForExit();
        }
    }

    private void OnExit(object? sender, EventArgs arguments) => End();

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.AppendLine(line.Data);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
