using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Queues;

/// <summary>Says what a unit that is now durable leaves to be worked.</summary>
internal static class Announcement
{
    public static void Of(UnitOfWork unit, CommitResult.Committed committed, DateTimeOffset now, SayHint say)
    {
        for (var i = 0; i < unit.Messages.Count; i++)
        {
            if (!committed.Receipts[i].Duplicate)
                say(new WorkHint.Message(committed.Receipts[i].MessageId), unit.Messages[i].DueAt ?? now);
        }

        for (var i = 0; i < unit.Commands.Count; i++)
        {
            if (committed.CommandIds[i] is { } id)
                say(new WorkHint.Command(id), unit.Commands[i].DueAt ?? now);
        }

        foreach (var mark in unit.InboxMarks)
        {
            if (Again(mark, now) is { } at)
                say(new WorkHint.Message(mark.MessageId), at);
        }

        foreach (var mark in unit.OutboxMarks)
        {
            if (Again(mark, now) is { } at)
                say(new WorkHint.Command(mark.CommandId), at);
        }

        foreach (var at in Instants(unit))
            say(new WorkHint.Time(at), at);
    }

    private static DateTimeOffset? Again(InboxMark mark, DateTimeOffset now) => mark switch
    {
        InboxMark.Deferred deferred => deferred.Until,
        InboxMark.Replayed => now,
        _ => null,
    };

    private static DateTimeOffset? Again(OutboxMark mark, DateTimeOffset now) => mark switch
    {
        OutboxMark.Deferred deferred => deferred.Until,
        OutboxMark.Replayed => now,
        _ => null,
    };

    /// <summary>When time makes something due that this unit has just written.</summary>
    private static IEnumerable<DateTimeOffset> Instants(UnitOfWork unit) =>
        unit.BookmarksAdded.Select(bookmark => bookmark.DueAt)
            .Concat(unit.StreamsDue.Select(stream => stream.DueAt))
            .Concat(unit.TriggersFired.Select(trigger => trigger.NextDueAt))
            .Concat(unit.Triggers.SelectMany(armed => armed.Triggers).Select(trigger => trigger.DueAt))
            .OfType<DateTimeOffset>()
            .Distinct();
}
