using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using Integrations.Endurance.Load;
using Integrations.Host.Settings;
using Integrations.Runtime.Stores;
using Integrations.Tests.Services;

namespace Integrations.Endurance.Rig;

/// <summary>A whole service to be broken: processes, their store, their queue, the mailboxes of the partners, and one address in front.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>Name of the queue of hints.</summary>
    public const string QueueName = "work";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _watches = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(10) };
    private int _turn;

    private Cluster(string folder, IDatabase database, Azurite? queue, Mailboxes mailboxes)
    {
        Folder = folder;
        Database = database;
        Queue = queue;
        Mailboxes = mailboxes;
        Clock = new JumpingClock(Path.Combine(folder, "clock"));
        Front = new TcpRelay(NextWorker);
        Forms = new FormTool(Address, WorkspaceFolder.Find());
        CaseWorker = new CaseWorker(Address);
    }

    public string Folder { get; }

    public IDatabase Database { get; }

    public Azurite? Queue { get; }

    public Mailboxes Mailboxes { get; }

    public JumpingClock Clock { get; }

    /// <summary>What firms and partners reach; each connection goes to one of the workers that are up.</summary>
    public TcpRelay Front { get; }

    public FormTool Forms { get; }

    public CaseWorker CaseWorker { get; }

    public IReadOnlyList<WorkerProcess> Workers { get; private set; } = [];

    /// <summary>Address of the service.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Front.Port}/"));

    /// <summary>Starts everything and waits until all workers answer.</summary>
    /// <param name="published">See <see cref="WorkerProcess"/>.</param>
    /// <param name="areHandlers">The workers run as custom handlers of Azure Functions that only serve HTTP.</param>
    public static async Task<Cluster> StartAsync(IDatabase database, Azurite? queue, int workers, CancellationToken cancellation, string? published = null, bool areHandlers = false)
    {
        var folder = Directory.CreateTempSubdirectory("guichet-endurance-").FullName;
        var cluster = new Cluster(folder, database, queue, await Mailboxes.StartAsync(WorkspaceFolder.Find()));
        cluster.Workers = [.. Enumerable.Range(1, workers).Select(number => new WorkerProcess(number, folder, Path.Combine(folder, "clock"), cluster.Settings(number), published, areHandlers))];
        foreach (var worker in cluster.Workers)
        {
            worker.Start();
            cluster._watches.Add(cluster.WatchAsync(worker));
        }

        await cluster.UntilAsync(() => Task.FromResult(cluster.Workers.All(worker => worker.IsUp)), TimeSpan.FromMinutes(2), "all workers answer", cancellation);
        return cluster;
    }

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="TimeoutException">It did not come to be in time.</exception>
    public async Task UntilAsync(Func<Task<bool>> so, TimeSpan patience, string what, CancellationToken cancellation)
    {
        var end = DateTime.UtcNow + patience;
        while (!await so())
        {
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s in vain until {what}. Logs: {Folder}");
            await Task.Delay(200, cancellation);
        }
    }

    /// <summary>What one of the workers says of the store; null while none can say it.</summary>
    public async Task<StoreHealth?> FindHealthAsync(CancellationToken cancellation)
    {
        try
        {
            return await _http.GetFromJsonAsync<StoreHealth>(new Uri(Address, "health/ready"), cancellation);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_watches);
        foreach (var worker in Workers)
            worker.Dispose();
        Forms.Dispose();
        CaseWorker.Dispose();
        _http.Dispose();
        await Front.DisposeAsync();
        await Mailboxes.DisposeAsync();
        Queue?.Dispose();
        await Database.DisposeAsync();
        Clock.Dispose();
        _stop.Dispose();
    }

    private int NextWorker()
    {
        var up = Workers.Where(worker => worker.IsUp).ToList();
        return up.Count == 0 ? Workers[0].Port : up[(int)((uint)Interlocked.Increment(ref _turn) % (uint)up.Count)].Port;
    }

    private async Task WatchAsync(WorkerProcess worker)
    {
        try
        {
            while (true)
            {
                await worker.WatchAsync(_stop.Token);
                await Task.Delay(250, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private IReadOnlyList<string> Settings(int number)
    {
        var data = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"data-{number}"));
        Directory.CreateDirectory(data);
        return
        [
            "--environment=Development",
            $"--Service:DataFolder={data}",
            $"--Service:PublicUrl={Address}",
            $"--Workflows:Folder={WorkspaceFolder.Find().Root}",
            "--Links:Key=key-of-the-links-in-endurance-00000001",
            "--Desk:Email=guichet@guichet-unique.example",
            "--Desk:Phone=01 99 00 12 34",
            "--Microsoft365:Credential=None",
            $"--Microsoft365:BaseUrl={Mailboxes.Address}",
            $"--Webhooks:Generic={FormTool.Secret}",
            "--Logging:LogLevel:Default=Warning",
            // All firms of the rig call from one address.
            "--WebhookLimits:Burst=100000",
            "--WebhookLimits:PerSecond=10000",
            .. Queue is null ? Array.Empty<string>() : ["--Queues:Provider=AzureStorage", $"--Queues:ConnectionString={Queue.ConnectionString}", $"--Queues:Name={QueueName}", "--Queues:Backlog=150"],
            .. Database.Settings,
        ];
    }
}
