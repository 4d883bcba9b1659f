using System.Collections.Concurrent;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.Shared;

namespace Integrations.Runtime.Tests.Stores;

/// <summary>An empty database with the schema of the store, for one test.</summary>
internal sealed class PostgresDatabase : IDisposable
{
    // Emptying a database is faster than making one.
    private static readonly ConcurrentBag<string> Idle = [];
    private static readonly Lazy<string> Template = new(CreateTemplate);

    public string Name { get; } = Idle.TryTake(out var idle) ? idle : PostgresServer.Shared.CreateDatabase(Template.Value);

    public PostgresSettings Settings => new() { ConnectionString = PostgresServer.Shared.ConnectionTo(Name) };

    public PostgresWorkflowStore Open() => PostgresWorkflowStore.Open(Settings);

    public void Dispose()
    {
        PostgresServer.Shared.Execute(
            Name,
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
            DELETE FROM inbox; DELETE FROM outbox; DELETE FROM replays; DELETE FROM instances; DELETE FROM bookmarks; DELETE FROM journal;
            DELETE FROM stream_events; DELETE FROM stream_due; DELETE FROM documents; DELETE FROM counters;
            DELETE FROM definition_versions; DELETE FROM definition_changes; DELETE FROM time_triggers;
            SELECT setval('inbox_id', 1, false), setval('outbox_id', 1, false), setval('instances_place', 1, false);
            """);
        Idle.Add(Name);
    }

    private static string CreateTemplate()
    {
        var name = PostgresServer.Shared.CreateDatabase();
        PostgresWorkflowStore.MigrateAsync(new PostgresSettings { ConnectionString = PostgresServer.Shared.ConnectionTo(name) }).GetAwaiter().GetResult();
        return name;
    }
}
