using System.Text.Json.Nodes;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>Translates the result of a burst into what is to be written.</summary>
internal static class BurstUnit
{
    /// <param name="before">The stored header; null for a start.</param>
    /// <param name="state">The state that the burst was given.</param>
    public static UnitOfWork Of(RuntimeOptions options, InstanceHeader? before, InstanceState state, BurstResult result, DateTimeOffset now)
    {
        if (ReferenceEquals(result.State, state))
            return UnitOfWork.Empty;
        var unit = OfInstance(options, before, state, result, now, endedInParent: false);
        return result.Children.Aggregate(unit, (whole, child) => whole.And(OfChild(options, child, now)));
    }

    /// <summary>A child that ran within its parent's burst. When it also ended there, the parent knows.</summary>
    private static UnitOfWork OfChild(RuntimeOptions options, ChildBurst child, DateTimeOffset now)
    {
        var unit = OfInstance(options, null, child.Started, child.Result, now, endedInParent: child.Result.State.SubStatus == WorkflowSubStatus.Finished);
        return child.Result.Children.Aggregate(unit, (whole, deeper) => whole.And(OfChild(options, deeper, now)));
    }

    private static UnitOfWork OfInstance(
        RuntimeOptions options, InstanceHeader? before, InstanceState state, BurstResult result, DateTimeOffset now, bool endedInParent)
    {
        var row = Row(before, result.State, now);
        var moved = before is not null && before.CorrelationId != result.State.CorrelationId;
        return new UnitOfWork
        {
            Instances = [row],
            BookmarksAdded = [.. (moved ? result.State.Bookmarks : result.BookmarksAdded).Select(bookmark => Row(result.State, bookmark))],
            BookmarksRemoved = moved ? [.. state.Bookmarks.Select(bookmark => bookmark.Id)] : result.BookmarksRemoved,
            Journal = result.Journal.Count == 0
                ? []
                : [new JournalRow(row.Header.InstanceId, row.Header.Version, now, JournalCodec.Write(result.Journal))],
            Messages = Messages(row.Header, result, now, endedInParent),
            Commands = Commands(options, result, now),
            Answers = [.. result.Commands.Where(command => command.Kind == HttpCommands.Respond)],
        };
    }

    /// <summary>What is done to an instance outside of a burst (another version, other variables): the state, the bookmarks that wait otherwise, and one line of the journal.</summary>
    public static UnitOfWork OfChange(InstanceRow before, InstanceState state, JournalEntry entry, DateTimeOffset now)
    {
        var row = Row(before.Header, state, now);
        var old = InstanceStateSerializer.Read(before.State.Span).Bookmarks.ToDictionary(bookmark => bookmark.Id, StringComparer.Ordinal);
        Bookmark[] changed =
        [
            .. state.Bookmarks.Where(bookmark => old[bookmark.Id] is var kept
                && (kept.StimulusKey != bookmark.StimulusKey || kept.ActivityId != bookmark.ActivityId)),
        ];
        return new UnitOfWork
        {
            Instances = [row],
            BookmarksRemoved = [.. changed.Select(bookmark => bookmark.Id)],
            BookmarksAdded = [.. changed.Select(bookmark => Row(state, bookmark))],
            Journal = [new JournalRow(row.Header.InstanceId, row.Header.Version, now, JournalCodec.Write([entry]))],
        };
    }

    private static InstanceRow Row(InstanceHeader? before, InstanceState state, DateTimeOffset now)
    {
        var header = new InstanceHeader
        {
            InstanceId = state.InstanceId,
            DefinitionId = state.DefinitionId,
            DefinitionVersionId = state.DefinitionVersionId,
            CorrelationId = state.CorrelationId,
            ParentInstanceId = state.ParentInstanceId,
            Name = state.Name,
            Status = state.Status,
            SubStatus = state.SubStatus,
            IncidentCount = state.Incidents.Count,
            IsStalled = state.IsStalled,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
            FinishedAt = state.Status == WorkflowStatus.Finished ? now : null,
            Version = (before?.Version ?? 0) + 1,
        };
        return new InstanceRow(header, InstanceStateSerializer.Write(state)) { Live = state, TraceParent = Traces.Current };
    }

    private static BookmarkRow Row(InstanceState state, Bookmark bookmark) => new(
        bookmark.Id, state.InstanceId, state.CorrelationId, bookmark.ActivityId, bookmark.Name, bookmark.StimulusKey, bookmark.DueAt);

    private static List<NewInboxMessage> Messages(InstanceHeader header, BurstResult result, DateTimeOffset now, bool endedInParent)
    {
        List<NewInboxMessage> messages = [];
        foreach (var command in result.Commands)
        {
            if (command.Kind == RuntimeCommands.DispatchWorkflow)
                messages.Add(Dispatch(command.Payload, now));
            else if (command.Kind == RuntimeCommands.PublishEvent)
                messages.Add(Publish(command, now));
        }

        // The parent waits for the end of its child, or not; it is told in any case.
        if (!endedInParent && header is { Status: WorkflowStatus.Finished, ParentInstanceId: not null })
        {
            var input = StimulusInput.ForChild(Values.ToJson(result.State.Output), result.State.SubStatus, header.InstanceId);
            messages.Add(new PublishStimulus(StimulusKey.ForChild(header.InstanceId), null, (JsonObject)Values.ToJson(input)!)
                .ToMessage(Keys.End(header.InstanceId, header.Version), now) with
            { Ephemeral = true });
        }

        return messages;
    }

    private static NewInboxMessage Dispatch(JsonObject payload, DateTimeOffset now)
    {
        var start = new StartInstance((string)payload["definitionId"]!, (string)payload["instanceId"]!)
        {
            CorrelationId = (string?)payload["correlationId"],
            ParentInstanceId = (string?)payload["parentInstanceId"],
            Input = payload["input"]?.DeepClone().AsObject(),
        };
        return start.ToMessage(Keys.Start(start.InstanceId), now) with { Ephemeral = true };
    }

    private static NewInboxMessage Publish(Command command, DateTimeOffset now)
    {
        var input = StimulusInput.ForEvent(command.Payload["payload"]);
        return new PublishStimulus(
            StimulusKey.ForEvent((string)command.Payload["eventName"]!),
            (string?)command.Payload["correlationId"],
            (JsonObject)Values.ToJson(input)!)
        {
            InstanceId = (string?)command.Payload["instanceId"],
        }.ToMessage(Keys.Command(command.IdempotencyKey), now) with
        { Ephemeral = true };
    }

    private static List<NewOutboxCommand> Commands(RuntimeOptions options, BurstResult result, DateTimeOffset now)
    {
        var state = result.State;
        return
        [
            .. result.Commands
                .Where(command => command.Kind is not (RuntimeCommands.DispatchWorkflow or RuntimeCommands.PublishEvent or HttpCommands.Respond))
                .Select(command => new NewOutboxCommand(command.Kind, command.IdempotencyKey, command.Payload.ToJsonString())
                {
                    OrderingKey = options.OrderingKey(command, state.CorrelationId),
                    StreamId = state.CorrelationId,
                    InstanceId = state.InstanceId,
                    BookmarkId = command.BookmarkId,
                    CreatedAt = now,
                }),
        ];
    }
}
