using System.Diagnostics;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Tests.Services;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>A payload that ends the process, not one whose handler throws: processes that truly die, started again until one has nothing left to do.</summary>
public class PoisonTests : RuntimeFixture
{
    private const int Good = 60;

    /// <summary>One for each beginning that is noted.</summary>
    protected const int Deaths = SuspectMessages.MostBeginnings;

    [Fact]
    public async Task A_payload_that_kills_becomes_a_dead_letter_and_the_others_are_worked()
    {
        var deadly = await KeepAsync();

        Assert.Equal(Deaths, await RunUntilNothingWaitsAsync());

        await CheckGivenUpAsync(deadly);
        await ReplayAsync(deadly);
        Assert.Equal(Deaths, await RunUntilNothingWaitsAsync());
        await CheckGivenUpAsync(deadly);
    }

    protected async Task<long> KeepAsync()
    {
        await using var store = OpenStore();
        List<NewInboxMessage> messages = [.. Enumerable.Range(0, Good).Select(number => PoisonChild.Note($"{number}", "good"))];
        messages.Insert(Good / 2, PoisonChild.Note("deadly", PoisonChild.Deadly));
        // As a process would have left them that had died before it began any.
        var kept = (CommitResult.Committed)await store.CommitAsync(new UnitOfWork { Messages = messages });
        return kept.Receipts[Good / 2].MessageId;
    }

    protected async Task CheckGivenUpAsync(long deadly)
    {
        await using var store = OpenStore();
        var message = (await store.GetMessageAsync(deadly))!;
        Assert.Equal((InboxState.Dead, "queue.poison", 0), (message.State, message.ReasonCode, message.Begun));
        Assert.Equal(Good, (await store.ListMessagesAsync(InboxState.Done, new PageRequest(0, 1_000))).Total);
        Assert.Equal(Good, (await store.GetCountersAsync("effects"))["effects"]);
    }

    /// <returns>How many processes died.</returns>
    protected async Task<int> RunUntilNothingWaitsAsync(Action<ProcessStartInfo>? prepare = null)
    {
        for (var deaths = 0; deaths <= 2 * Deaths; deaths++)
        {
            var program = Path.Combine(AppContext.BaseDirectory, "Integrations.Runtime.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
            var start = new ProcessStartInfo(program);
            start.Environment[PoisonChild.StoreVariable] = StoreName;
            prepare?.Invoke(start);
            using var child = Process.Start(start)!;
            await child.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            if (child.ExitCode == 0) return deaths;
        }

        Assert.Fail("processes went on dying");
        return 0;
    }

    private async Task ReplayAsync(long id)
    {
        await using var store = OpenStore();
        await store.CommitAsync(new UnitOfWork { InboxMarks = [new InboxMark.Replayed(id, DateTimeOffset.UtcNow, "agent", "essai")] });
    }
}

public sealed class PoisonOnPostgresTests : PoisonTests
{
    protected override bool OnPostgres => true;

    /// <summary>Each process dies with its queue: what the queue has counted is lost, and each hint is a new one.</summary>
    [Fact]
    public async Task A_payload_that_kills_is_given_up_though_each_of_its_hints_is_a_fresh_one()
    {
        var deadly = await KeepAsync();
        var azurite = await Azurite.RunningAsync();
        var (name, ahead) = ($"poison-{Environment.ProcessId}", 0);

        var deaths = await RunUntilNothingWaitsAsync(start =>
        {
            var queues = azurite.Open(name);
            queues.Work.CreateIfNotExists();
            queues.Work.ClearMessages();
            start.Environment[PoisonChild.QueueVariable] = azurite.ConnectionString;
            start.Environment[PoisonChild.QueueNameVariable] = name;
            // Past the time for which a row that was said again is not said once more.
            start.Environment[PoisonChild.AheadVariable] = $"{ahead += 6}";
        });

        Assert.Equal(Deaths, deaths);
        await CheckGivenUpAsync(deadly);
    }
}
