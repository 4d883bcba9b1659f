using System.Text;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Stores;

/// <summary>What every provider of <see cref="IWorkflowStore"/> must do. A provider derives from it and opens its store.</summary>
public abstract partial class WorkflowStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, 123, TimeSpan.Zero);

    protected IWorkflowStore Store { get; private set; } = null!;

    protected abstract IWorkflowStore Open();

    public ValueTask InitializeAsync()
    {
        Store = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static NewInboxMessage Message(string key) =>
        new(new DedupeKey("test", key), "form", Encoding.UTF8.GetBytes($"payload {key}")) { ReceivedAt = Now };

    protected async Task<InboxReceipt> ReceiveAsync(NewInboxMessage message) =>
        (await CommitAsync(new UnitOfWork { Messages = [message] })).Receipts.Single();

    protected async Task<CommitResult.Committed> CommitAsync(UnitOfWork unit) =>
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(unit));

    private static NewOutboxCommand Command(string key) =>
        new("guichet.notify", key, $$"""{"id":"{{key}}"}""") { CreatedAt = Now, BookmarkId = "b1" };

    private static InstanceRow Instance(
        string id,
        long version = 1,
        string? correlationId = "file-1",
        string definitionId = "installation-file",
        string? parentInstanceId = null,
        WorkflowSubStatus subStatus = WorkflowSubStatus.Suspended,
        bool stalled = false) =>
        new(
            new InstanceHeader
            {
                InstanceId = id,
                DefinitionId = definitionId,
                DefinitionVersionId = definitionId + ".1",
                CorrelationId = correlationId,
                ParentInstanceId = parentInstanceId,
                Name = "Dossier",
                Status = WorkflowStatus.Running,
                SubStatus = subStatus,
                IncidentCount = 0,
                IsStalled = stalled,
                CreatedAt = Now,
                UpdatedAt = Now.AddSeconds(version),
                Version = version,
            },
            Encoding.UTF8.GetBytes($"state {version}"));

    private static BookmarkRow Bookmark(string id, string instanceId, string? correlationId = null) =>
        new(id, instanceId, correlationId, "activity", "Elsa.Event", "Elsa.Event:go", null);

    private static StoredEvent Event(long sequence) =>
        new(sequence, "FileReceived", Now, new DateOnly(2026, 3, 2), "firm", "form", "{}", null, $"hash{sequence}");

    private static DefinitionVersion Definition(string id, int version) => new()
    {
        VersionId = $"{id}.{version}",
        DefinitionId = id,
        Version = version,
        Name = id,
        Json = "{}",
        Hash = "00",
        Published = true,
        CreatedAt = Now,
    };
}
