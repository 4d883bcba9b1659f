using System.Diagnostics;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Processing;

public class CrashTests : RuntimeFixture
{
    private const int Kills = 6;

    [Fact]
    public async Task A_process_killed_at_any_instruction_loses_nothing_it_acknowledged_and_leaves_nothing_half_done()
    {
        var acknowledged = new List<int>();
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged.AddRange(await RunAndKillAsync(first: 1_000_000 * kill, acknowledgements: 50 + Random.Shared.Next(200)));
            await CheckNothingIsHalfDoneAsync(acknowledged);
        }

        await using var runtime = await WorkflowRuntime.StartAsync(CrashChild.Options(StoreName));
        await UntilAsync(async () => await runtime.Store.NextDueAtAsync() is null, seconds: 120);

        var files = await runtime.Store.QueryDocumentsAsync(new DocumentQuery("files"), new PageRequest(0, 1_000_000));
        Assert.Equal(files.Total, (await runtime.Store.GetCountersAsync(""))["files"]);
        Assert.Subset(files.Items.Select(item => item.Id).ToHashSet(), acknowledged.Select(number => $"{number}").ToHashSet());
        foreach (var file in files.Items)
        {
            Assert.Equal(WorkflowStatus.Finished, (await runtime.Store.GetInstanceAsync($"i-{file.Id}"))!.Header.Status);
            Assert.Equal(1, await CompletionsAsync(runtime, $"i-{file.Id}", "end"));
        }

        Assert.Equal(files.Total, (await runtime.Store.ListCommandsAsync(null, null, PageRequest.First)).Total);
    }

    private async Task<List<int>> RunAndKillAsync(int first, int acknowledgements)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Integrations.Runtime.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        start.Environment[CrashChild.StoreVariable] = StoreName;
        start.Environment[CrashChild.FirstVariable] = $"{first}";
        using var child = Process.Start(start)!;
        List<int> acknowledged = [];
        while (acknowledged.Count < acknowledgements)
            acknowledged.Add(int.Parse((await child.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)))!, null));
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
            acknowledged.Add(int.Parse(line, null));
        await child.WaitForExitAsync();
        return acknowledged;
    }

    private async Task CheckNothingIsHalfDoneAsync(List<int> acknowledged)
    {
        await using var store = OpenStore();
        var done = 0;
        foreach (var number in acknowledged)
        {
            var receipt = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(new UnitOfWork { Messages = [CrashChild.Form(number)] })).Receipts[0];
            Assert.True(receipt.Duplicate, $"message {number} was acknowledged and is lost");
            var handled = (await store.GetMessageAsync(receipt.MessageId))!.State == InboxState.Done;
            done += handled ? 1 : 0;
            Assert.Equal(handled, (await store.ReadStreamAsync($"file-{number}")).Events.Count == 1);
            Assert.Equal(handled, await store.GetDocumentAsync(new DocumentKey("files", $"{number}")) is not null);
        }

        Assert.InRange(done, 0, (await store.GetCountersAsync("files")).GetValueOrDefault("files"));
        foreach (var instance in (await store.ListInstancesAsync(new InstanceFilter(), new PageRequest(0, 1_000_000))).Items)
        {
            Assert.Equal(instance.Version, (await store.GetJournalAsync(instance.InstanceId)).Count);
            Assert.Equal(instance.Status == WorkflowStatus.Running ? 1 : 0, (await store.GetBookmarksOfAsync(instance.InstanceId)).Count);
        }
    }
}

public sealed class CrashOnPostgresTests : CrashTests
{
    protected override bool OnPostgres => true;
}
