using System.Diagnostics;
using System.Globalization;

namespace Integrations.Endurance.Rig;

/// <summary>One process of the service, with the clock of the rig, started and killed at will.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly IReadOnlyList<string> _settings;
    private readonly string _clock;
    private readonly string _log;
    private readonly bool _isHandler;
    private readonly string? _published;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    // A fault and the watch may both start it.
    private readonly Lock _life = new();
    private readonly Lock _writing = new();
    private Process? _process;

    /// <param name="number">Number of the worker, from 1.</param>
    /// <param name="folder">Where its log lies.</param>
    /// <param name="clock">File of the shared clock.</param>
    /// <param name="settings">Settings of the service.</param>
    /// <param name="published">Folder of the published service, which runs by the clock of the machine; null: the service as it was built for this rig.</param>
    /// <param name="isHandler">It runs as the custom handler of Azure Functions that serves HTTP, and works nothing by itself.</param>
    public WorkerProcess(int number, string folder, string clock, IReadOnlyList<string> settings, string? published = null, bool isHandler = false)
    {
        _published = published;
        _isHandler = isHandler;
        Number = number;
        Port = Ports.Free();
        _clock = clock;
        _settings = settings;
        _log = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"worker-{number}.log"));
    }

    public int Number { get; }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>It answers.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Times it ended by itself.</summary>
    public int Deaths { get; private set; }

    /// <summary>Largest working set seen, bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>Largest part of it seen that is its own: without the files of programs, which all processes of a machine share. Bytes.</summary>
    public long PeakOwnMemory { get; private set; }

    /// <summary>Processor time it has used, of all cores together; zero while it does not run.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            lock (_life)
                return _process is { HasExited: false } process ? process.TotalProcessorTime : TimeSpan.Zero;
        }
    }

    /// <summary>Starts it unless it runs.</summary>
    public void Start()
    {
        lock (_life)
        {
            if (_process is null or { HasExited: true }) Launch();
        }
    }

    /// <summary>Looks whether it answers; starts it again when it ended by itself.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        if (HasDied())
        {
            IsUp = false;
            Start();
        }

        if (_process is not { } process)
            return;
        try
        {
            using var answer = await _http.GetAsync($"http://127.0.0.1:{Port}/health/live", cancellation);
            IsUp = answer.IsSuccessStatusCode;
            process.Refresh();
            PeakMemory = Math.Max(PeakMemory, process.WorkingSet64);
            PeakOwnMemory = Math.Max(PeakOwnMemory, process.WorkingSet64 - MappedFiles(process.Id));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or System.Net.Sockets.SocketException or InvalidOperationException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            IsUp = false;
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        IsUp = false;
        lock (_life)
        {
            if (_process is not { HasExited: false } process)
                return;
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            _process = null;
        }
    }

    public void Dispose()
    {
        Kill();
        _process?.Dispose();
        _http.Dispose();
    }

    private void Launch()
    {
        var (program, folder) = _published is null ? (Environment.ProcessPath!, AppContext.BaseDirectory) : (Path.Combine(_published, "Integrations.Host"), _published);
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // A loaded host, not a compiler, is to be seen.
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (_isHandler)
            start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        foreach (var argument in (string[])[.. _published is null ? ["worker", _clock] : Array.Empty<string>(), $"--urls=http://127.0.0.1:{Port}", .. _settings])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private static long MappedFiles(int process)
    {
        const string mapped = "RssFile:";
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).FirstOrDefault(line => line.StartsWith(mapped, StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line[mapped.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    private bool HasDied()
    {
        lock (_life)
        {
            if (_process is not { HasExited: true })
                return false;
            Deaths++;
            _process.Dispose();
            _process = null;
            return true;
        }
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_writing)
            File.AppendAllText(_log, line.Data + Environment.NewLine);
    }
}
