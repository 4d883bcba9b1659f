using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Load;

/// <summary>A runtime at work on a store of its own in a file, as the host makes it: durable, with its workers and its tick.</summary>
internal sealed class LoadStore : IAsyncDisposable
{
    private int numbers;

    private LoadStore(string path, RuntimeOptions options, WorkflowRuntime runtime)
    {
        Path = path;
        Options = options;
        Runtime = runtime;
    }

    public string Path { get; }

    public RuntimeOptions Options { get; }

    public WorkflowRuntime Runtime { get; }

    /// <summary>Opens the store of this name, or creates it with the workloads published.</summary>
    public static async Task<LoadStore> OpenAsync(DirectoryInfo folder, string name)
    {
        var path = System.IO.Path.Combine(folder.FullName, name + ".db");
        return await StartAsync(path, new RuntimeOptions { Store = SqliteWorkflowStore.OpenFile(path), Activities = ActivityRegistry.WithElsa() });
    }

    /// <summary>The same on a PostgreSQL database.</summary>
    public static async Task<LoadStore> OpenPostgresAsync(string connectionString)
    {
        var store = PostgresWorkflowStore.Open(new PostgresSettings { ConnectionString = connectionString });
        return await StartAsync("", new RuntimeOptions { Store = store, Activities = ActivityRegistry.WithElsa() });
    }

    private static async Task<LoadStore> StartAsync(string path, RuntimeOptions options)
    {
        var runtime = await WorkflowRuntime.StartAsync(options);
        foreach (var workload in new[] { Workload.Sequence3, Workload.Flow10, Workload.Event })
            await runtime.Definitions.PublishAsync(workload.Json);
        return new LoadStore(path, options, runtime);
    }

    /// <summary>Starts one instance, which belongs to a file of its own.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> StartAsync(Workload workload)
    {
        var request = NextStart(workload);
        await Runtime.StartInstanceAsync(request);
        return request.InstanceId;
    }

    /// <summary>The plan of the published version.</summary>
    public async Task<WorkflowPlan> PlanAsync(Workload workload) =>
        (await Runtime.Definitions.FindPlanAsync(Runtime.Definitions.FindPublished(workload.Name)!.VersionId))!;

    /// <summary>A request to start an instance of a file of its own.</summary>
    public StartInstance NextStart(Workload workload) =>
        new(workload.Name, OrderedId.New(DateTimeOffset.UtcNow)) { CorrelationId = NextFile() };

    /// <summary>The number of a file that no instance has.</summary>
    public string NextFile() => $"IMP-2027-74-{Interlocked.Increment(ref numbers):0000000}";

    /// <summary>Waits until no message is left to be handled.</summary>
    public async Task UntilHandledAsync()
    {
        while ((await Runtime.Store.GetHealthAsync(DateTimeOffset.UtcNow)).PendingMessages > 0)
            await Task.Delay(1);
    }

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();
}
