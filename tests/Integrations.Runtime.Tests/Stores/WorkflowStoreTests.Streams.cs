using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Runtime.Tests.Stores;

public abstract partial class WorkflowStoreTests
{
    [Fact]
    public async Task Events_come_back_word_for_word()
    {
        var first = Event(1) with { At = Now.AddTicks(7), Payload = """{ "b" : 1, "a" : "é\u00e9" }""" };
        var second = Event(2) with { PreviousHash = first.Hash };

        await CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [first])] });
        await CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [second])], StreamsDue = [new StreamDue("s", Now)] });

        var all = await Store.ReadStreamAsync("s");
        Assert.Equal([first, second], all.Events);
        Assert.Equal(Now, all.DueAt);
        Assert.Equal([second], (await Store.ReadStreamAsync("s", afterSequence: 1)).Events);
        Assert.Empty((await Store.ReadStreamAsync("S")).Events);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Events_follow_each_other_without_gap(long sequence)
    {
        await CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [Event(1)])] });

        var result = await Store.CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [Event(sequence)])] });

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.StreamSequence, "s"), result);
        Assert.Single((await Store.ReadStreamAsync("s")).Events);
    }

    [Theory]
    [InlineData("s", 0)]
    [InlineData("s", 2)]
    [InlineData("new", 1)]
    public async Task What_was_decided_from_a_stream_is_written_only_if_the_stream_still_says_it(string streamId, long lastSequence)
    {
        await CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [Event(1)])] });
        var unit = new UnitOfWork { StreamsRead = [new StreamRead(streamId, lastSequence)], BookmarksAdded = [Bookmark("b", "i")] };

        Assert.Equal(new CommitResult.Conflict(ConflictSubject.StreamSequence, streamId), await Store.CommitAsync(unit));

        Assert.Null(await Store.GetBookmarkAsync("b"));
        await CommitAsync(unit with { StreamsRead = [new StreamRead("s", 1), new StreamRead("new", 0)], Streams = [new StreamAppend("s", [Event(2)])] });
        Assert.NotNull(await Store.GetBookmarkAsync("b"));
    }

    [Fact]
    public async Task Of_many_who_append_and_many_who_decide_from_what_is_there_nobody_decides_from_what_is_past()
    {
        async Task AppendAsync()
        {
            for (var next = 1; next <= 100; next++)
                await CommitAsync(new UnitOfWork { Streams = [new StreamAppend("s", [Event(next)])] });
        }

        async Task DecideAsync(string writer)
        {
            for (var seen = 0; seen < 100;)
            {
                seen = (await Store.ReadStreamAsync("s")).Events.Count;
                await Store.CommitAsync(new UnitOfWork { StreamsRead = [new StreamRead("s", seen)], Messages = [Message($"{writer}:{seen}") with { Kind = $"{seen}" }] });
            }
        }

        await Task.WhenAll([Task.Run(AppendAsync), .. Enumerable.Range(0, 4).Select(writer => Task.Run(() => DecideAsync($"{writer}")))]);

        // Whoever decided from so many events was there before the next one: his message is older than the one decided from that.
        var decided = await Store.ListMessagesAsync(InboxState.Pending, new PageRequest(0, 1000));
        Assert.Equal(decided.Items.OrderByDescending(message => int.Parse(message.Kind, null)).Select(message => message.Kind), decided.Items.Select(message => message.Kind));
    }

    [Fact]
    public async Task Of_many_who_append_at_once_each_gets_its_turn_and_nothing_is_lost()
    {
        async Task AppendAsync(int writer)
        {
            while (true)
            {
                var next = (await Store.ReadStreamAsync("s")).Events.Count + 1;
                var unit = new UnitOfWork { Streams = [new StreamAppend("s", [Event(next) with { Actor = $"{writer}" }])] };
                if (await Store.CommitAsync(unit) is CommitResult.Committed)
                    return;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => Task.Run(() => AppendAsync(writer))));

        var events = (await Store.ReadStreamAsync("s")).Events;
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), events.Select(item => item.Sequence));
        Assert.Equal(20, events.Select(item => item.Actor).Distinct().Count());
    }

    [Fact]
    public async Task A_stream_is_due_until_it_says_otherwise()
    {
        await CommitAsync(new UnitOfWork { StreamsDue = [new StreamDue("s2", Now), new StreamDue("s1", Now), new StreamDue("s0", Now.AddDays(1))] });
        Assert.Equal([new StreamDue("s1", Now), new StreamDue("s2", Now)], await Store.FindDueStreamsAsync(Now, 10));

        await CommitAsync(new UnitOfWork { StreamsDue = [new StreamDue("s1", Now.AddDays(2)), new StreamDue("s2", null)] });

        Assert.Empty(await Store.FindDueStreamsAsync(Now, 10));
        Assert.Equal(Now.AddDays(1), await Store.NextDueAtAsync());
    }

    [Fact]
    public async Task A_stream_that_fired_is_no_longer_due_unless_it_was_moved_meanwhile()
    {
        await CommitAsync(new UnitOfWork { StreamsDue = [new StreamDue("s1", Now), new StreamDue("s2", Now)] });
        await CommitAsync(new UnitOfWork { StreamsDue = [new StreamDue("s2", Now.AddMinutes(-1))] });

        await CommitAsync(new UnitOfWork { StreamsFired = [new StreamDue("s1", Now), new StreamDue("s2", Now)] });

        Assert.Equal([new StreamDue("s2", Now.AddMinutes(-1))], await Store.FindDueStreamsAsync(Now, 10));
    }
}
