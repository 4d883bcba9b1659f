using System.Text;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>
/// The process that <see cref="CrashTests"/> kills: this same program, told by an environment variable to receive messages as fast as it can
/// and to say on its standard output which ones it has acknowledged.
/// </summary>
internal static class CrashChild
{
    public const string StoreVariable = "INTEGRATIONS_CRASH_STORE";
    public const string FirstVariable = "INTEGRATIONS_CRASH_FIRST";

    public static RuntimeOptions Options(string storeName) => new()
    {
        Store = RuntimeFixture.OpenStore(storeName),
        Activities = ActivityRegistry.WithElsa(),
        TickPeriod = TimeSpan.FromMilliseconds(20),
        // What a killed process had claimed waits for the end of its leases.
        MessageLease = TimeSpan.FromSeconds(2),
        DeliveryTimeout = TimeSpan.FromSeconds(2),
        Routes = new Dictionary<string, MessageRoute> { ["form"] = new(OpenFileAsync) },
        Adapters = new Dictionary<string, CommandAdapter>
        {
            [RuntimeCommands.RunTask] = static (_, _) => Task.FromResult<DeliveryResult>(new DeliveryResult.Delivered("""{"result":"vu"}""")),
        },
    };

    public static NewInboxMessage Form(int number) =>
        new(new DedupeKey("form", $"{number}"), "form", Encoding.UTF8.GetBytes($"{number}")) { ReceivedAt = DateTimeOffset.UtcNow };

    public static string Definition { get; } =
        Flows.Sequence("file", Flows.RunTask("task", "instruire"), Flows.Delay("wait", "00:00:00.010"), Flows.WriteLine("end"));

    public static async Task RunAsync(string storeName, int first)
    {
        var runtime = await WorkflowRuntime.StartAsync(Options(storeName));
        await runtime.Definitions.PublishAsync(Definition);
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                await runtime.ReceiveAsync(Form(number));
                lock (Console.Out)
                {
                    Console.Out.WriteLine(number);
                    Console.Out.Flush();
                }
            }
        })));
    }

    /// <summary>Effects of every kind in one unit, so that a half-done one would show.</summary>
    private static Task<UnitOfWork> OpenFileAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        var number = Encoding.UTF8.GetString(message.Payload.Span);
        return Task.FromResult(new UnitOfWork
        {
            Streams = [StreamTests.Append($"file-{number}", 1, "firm")],
            Documents = [new Document("files", number, "{}")],
            Counters = [new CounterIncrement("files")],
            Messages = [new StartInstance("file", $"i-{number}").ToMessage(new DedupeKey("start", number), message.ReceivedAt)],
        });
    }
}
