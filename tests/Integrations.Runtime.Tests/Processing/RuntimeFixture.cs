using System.Text;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Runtime.Tests.Stores;
using Integrations.Workflows.Activities;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>A store in a file of its own and a clock that stands still.</summary>
public abstract class RuntimeFixture : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("runtime-");
    private readonly PostgresDatabase? database;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2214", Justification = "The property is a constant of the class.")]
    protected RuntimeFixture() => database = OnPostgres ? new PostgresDatabase() : null;

    protected static DateTimeOffset Start { get; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    protected VirtualClock Clock { get; } = new(Start);

    protected string StorePath => Path.Combine(folder.FullName, "store.db");

    /// <summary>Where the store is, in the words of <see cref="OpenStore(string)"/>.</summary>
    protected string StoreName => database is null ? StorePath : database.Settings.ConnectionString;

    /// <summary>The tests of a class are run on PostgreSQL too by one that derives from it and says so here.</summary>
    protected virtual bool OnPostgres => false;

    protected IWorkflowStore OpenStore() => OpenStore(StoreName);

    /// <summary>Opens the store in a file, or in a database.</summary>
    internal static IWorkflowStore OpenStore(string name) => name.Contains("Host=", StringComparison.Ordinal)
        ? PostgresWorkflowStore.Open(new PostgresSettings { ConnectionString = name })
        : SqliteWorkflowStore.OpenFile(name);

    /// <summary>Options of a runtime that is drained by hand.</summary>
    protected RuntimeOptions Manual(IWorkflowStore? store = null) => new()
    {
        Store = store ?? OpenStore(),
        Time = Clock,
        Activities = ActivityRegistry.WithElsa(),
        Workers = 0,
        Chance = () => 0.5,
    };

    /// <summary>Options of a runtime with workers, on the real clock.</summary>
    protected RuntimeOptions Working() => Manual() with { Time = TimeProvider.System, Workers = 16, TickPeriod = TimeSpan.FromMilliseconds(50) };

    protected static async Task<WorkflowRuntime> StartAsync(RuntimeOptions options, params string[] definitions)
    {
        var runtime = await WorkflowRuntime.StartAsync(options);
        foreach (var definition in definitions)
            await runtime.Definitions.PublishAsync(definition);
        return runtime;
    }

    protected static NewInboxMessage Message(string kind, string key, DateTimeOffset at, string payload = "{}") =>
        new(new DedupeKey("test", key), kind, Encoding.UTF8.GetBytes(payload)) { ReceivedAt = at };

    /// <summary>How many times an activity completed, over all bursts of an instance.</summary>
    protected static async Task<int> CompletionsAsync(WorkflowRuntime runtime, string instanceId, string activityId)
    {
        var bursts = await runtime.Store.GetJournalAsync(instanceId);
        return bursts.SelectMany(burst => JournalCodec.Read(burst.Entries)).Count(entry => entry.ActivityId == activityId && entry.Event == "Completed");
    }

    protected static async Task UntilAsync(Func<Task<bool>> reached, int seconds = 120)
    {
        var end = DateTime.UtcNow.AddSeconds(seconds);
        while (!await reached())
        {
            Assert.True(DateTime.UtcNow < end, "not reached in time");
            await Task.Delay(10);
        }
    }

    public virtual ValueTask DisposeAsync()
    {
        database?.Dispose();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
