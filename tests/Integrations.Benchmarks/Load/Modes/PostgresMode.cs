using System.Text;
using Integrations.Benchmarks.Workloads;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Tests.Shared;

namespace Integrations.Benchmarks.Load.Modes;

/// <summary>Webhooks kept, starts and resumes on PostgreSQL: a private server on this machine, or the one that is named.</summary>
internal static class PostgresMode
{
    private const int BytesOfWebhook = 400;

    public static async Task<Section> MeasureAsync(DirectoryInfo folder, Scale scale)
    {
        var connection = scale.Connection ?? PostgresServer.Shared.ConnectionTo(PostgresServer.Shared.CreateDatabase());
        List<Row> rows = [];
        foreach (var callers in new[] { 1, 8, 32 })
        {
            var count = scale.Operations * callers / 32 + 100;
            await using var store = PostgresWorkflowStore.Open(new PostgresSettings { ConnectionString = connection });
            var payload = Encoding.ASCII.GetBytes(new string('x', BytesOfWebhook));
            Task KeepAsync(int _) => store.CommitAsync(new UnitOfWork
            {
                Messages = [new NewInboxMessage(new DedupeKey("load", Guid.NewGuid().ToString("N")), "load", payload) { ReceivedAt = DateTimeOffset.UtcNow, DueAt = DateTimeOffset.UtcNow.AddYears(1) }],
            });
            await Callers.RunAsync(callers, count / 5, KeepAsync);
            var measured = await Callers.RunAsync(callers, count, KeepAsync);
            var limit = await PlainPostgres.MeasureAsync(connection, callers, count, BytesOfWebhook);
            rows.Add(StoreRow.Of($"webhook kept, {StartMode.Text(callers)}", measured, BytesOfWebhook, limit, null, null));
        }

        await using (var load = await LoadStore.OpenPostgresAsync(connection))
        {
            foreach (var callers in new[] { 1, 8, 32 })
            {
                var count = scale.Operations * callers / 32 + 100;
                foreach (var workload in new[] { Workload.Sequence3, Workload.Event })
                {
                    await Callers.RunAsync(callers, count / 5, _ => load.StartAsync(workload));
                    var bytes = await StoredBytes.OfLastBurstAsync(load.Runtime.Store, await load.StartAsync(workload));
                    var measured = await Callers.RunAsync(callers, count, _ => load.StartAsync(workload));
                    rows.Add(StoreRow.Of($"start {workload.Name}, {StartMode.Text(callers)}", measured, bytes, await PlainPostgres.MeasureAsync(connection, callers, count, bytes), null, null));
                }

                var bookmarks = (await load.Runtime.Store.FindBookmarksAsync(Workload.EventKey, null)).Take(count).ToArray();
                var resumed = await Callers.RunAsync(callers, bookmarks.Length, i => load.Runtime.ResumeAsync(new ResumeBookmark(bookmarks[i].Id)));
                var last = await StoredBytes.OfLastBurstAsync(load.Runtime.Store, bookmarks[^1].InstanceId);
                rows.Add(StoreRow.Of($"resume b3-event, {StartMode.Text(callers)}", resumed, last, await PlainPostgres.MeasureAsync(connection, callers, count, last), null, null));
            }
        }

        return new Section("postgres", "Webhooks, starts and resumes on PostgreSQL, synchronous_commit=on", rows)
        {
            Notes = ["\"limit/s\": rows of the same number of bytes into a plain table of the same server, each client on a connection of its own, each row a commit; \"share\" is what is reached of it. The server shares the machine with its clients."],
        };
    }
}
