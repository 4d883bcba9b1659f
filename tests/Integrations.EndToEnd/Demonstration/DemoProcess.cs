using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Integrations.EndToEnd.Demonstration;

/// <summary>A demonstration on free ports and in a folder of its own: the real host in a process of its own, started and killed at will.</summary>
internal sealed class DemoProcess : IDisposable
{
    private readonly double _secondsPerDay;
    private readonly string? _behaviours;
    private readonly StringBuilder _output = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly PosixSignalRegistration _terminated;
    private Process? _process;

    /// <param name="secondsPerDay">Real seconds of a virtual day.</param>
    /// <param name="behaviours">JSON of the people at the mailboxes; null: those of the demonstration.</param>
    public DemoProcess(double secondsPerDay, string? behaviours = null)
    {
        _secondsPerDay = secondsPerDay;
        Folder = Directory.CreateTempSubdirectory("guichet-demo-").FullName;
        Desk = new Uri($"http://127.0.0.1:{FreePort()}/");
        Mailboxes = new Uri($"http://127.0.0.1:{FreePort()}/");
        if (behaviours is not null) File.WriteAllText(_behaviours = Path.Combine(Folder, "behaviours.json"), behaviours);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        _terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => End());
    }

    /// <summary>All that the demonstration keeps.</summary>
    public string Folder { get; }

    /// <summary>The desk.</summary>
    public Uri Desk { get; }

    /// <summary>The simulated mailboxes.</summary>
    public Uri Mailboxes { get; }

    /// <summary>What the processes wrote, for the message of a test that fails.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Where the fast clock stands; null before it has run.</summary>
    public DateTimeOffset? Clock =>
        Path.Combine(Folder, "clock.json") is var file && File.Exists(file) ? JsonSerializer.Deserialize<DateTimeOffset>(File.ReadAllBytes(file)) : null;

    /// <summary>Starts the host, as the first command of the README does.</summary>
    public void Start()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Integrations.Host.exe" : "Integrations.Host"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        // Short lives: measuring code in order to compile it better later does not pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.ArgumentList.Add("--demo");
        Setting("Demo:Folder", Folder);
        Setting("Demo:SecondsPerDay", _secondsPerDay.ToString(CultureInfo.InvariantCulture));
        Setting("Demo:MailboxUrl", Mailboxes.ToString());
        Setting("Demo:PublicUrl", Desk.ToString());
        Setting("Logging:LogLevel:Default", "Warning");
        if (_behaviours is not null) Setting("Demo:Behaviours", _behaviours);
        _process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Setting(string name, string value) => start.ArgumentList.Add($"--{name}={value}");
    }

    /// <summary>SIGKILL: the process has no chance to say goodbye.</summary>
    public void Kill()
    {
        if (_process is not { } process) return;
        Assert.False(process.HasExited, $"The host ended by itself. {Output}");
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        _process = null;
    }

    /// <summary>Waits until the desk answers.</summary>
    public Task UntilReadyAsync(CancellationToken cancellation) =>
        UntilAsync(async () => await FindAsync(new Uri(Desk, "health/live"), cancellation) is not null, cancellation);

    /// <summary>Waits until something is so. A host that ends by itself ends the wait too.</summary>
    public async Task UntilAsync(Func<Task<bool>> so, CancellationToken cancellation)
    {
        while (!await so())
        {
            Assert.False(_process is null or { HasExited: true }, $"The host ended by itself. {Output}");
            await Task.Delay(100, cancellation);
        }
    }

    /// <summary>What an address answers; null while nobody listens there, or the answer is no success.</summary>
    public async Task<string?> FindAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(address, cancellation);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancellation) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        _terminated.Dispose();
        End();
        _http.Dispose();
        if (Environment.GetEnvironmentVariable("DEMO_KEEP") is null) Directory.Delete(Folder, recursive: true);
    }

    private void OnExit(object? sender, EventArgs arguments) => End();

    private void End()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

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
