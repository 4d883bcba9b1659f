using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.Shared;

namespace Integrations.Runtime.Tests.Stores;

public sealed class PostgresStoreTests : WorkflowStoreTests
{
    private readonly PostgresDatabase database = new();

    protected override IWorkflowStore Open() => database.Open();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        database.Dispose();
    }
}

/// <summary>A store behind a PgBouncer, which keeps nothing on a connection beyond a transaction.</summary>
public sealed class PostgresPooledStoreTests : WorkflowStoreTests
{
    private readonly PostgresDatabase database = new();

    protected override IWorkflowStore Open() => PostgresWorkflowStore.Open(
        database.Settings with { ConnectionString = PgBouncer.Shared.ConnectionTo(database.Name), TransactionPooling = true });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        database.Dispose();
    }
}
