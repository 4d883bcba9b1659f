using System.Text.Json;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Streams;

/// <summary>
/// Loads a stream, lets the caller act on the domain's session, and says what is to be written. For handlers of the host; it writes
/// nothing itself, and a second one that was faster makes the commit a conflict.
/// </summary>
public sealed class StreamTransaction(IWorkflowStore store, StreamDomain domain, TimeProvider time)
{
    /// <summary>Acts on a stream.</summary>
    /// <param name="streamId">The stream; it need not exist.</param>
    /// <param name="act">Gets the session that <see cref="StreamDomain.Open"/> gave; may return more to write.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    public async Task<UnitOfWork> RunAsync<TSession>(
        string streamId, Func<TSession, UnitOfWork> act, CancellationToken cancellationToken = default)
        where TSession : class
    {
        var open = await OpenAsync(streamId, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var more = act((TSession)open.Session);
        return open.Close().And(more);
    }

    internal async ValueTask<OpenStream> OpenAsync(string streamId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var slice = await store.ReadStreamAsync(streamId, 0, cancellationToken).ConfigureAwait(false);
        var read = new StreamRead(streamId, slice.Events is [.., var last] ? last.Sequence : 0);
        return new OpenStream(domain, read, slice.DueAt, domain.Open(streamId, slice.Events, now));
    }
}

/// <summary>A session on a stream. What it leads to holds only for the stream as it was read.</summary>
internal sealed record OpenStream(StreamDomain Domain, StreamRead Read, DateTimeOffset? DueAt, object Session)
{
    public UnitOfWork Close()
    {
        var change = Domain.Close(Session);
        return new UnitOfWork
        {
            StreamsRead = [Read],
            Streams = change.Events.Count == 0 ? [] : [new StreamAppend(Read.StreamId, change.Events)],
            StreamsDue = change.NextDueAt == DueAt ? [] : [new StreamDue(Read.StreamId, change.NextDueAt)],
            Documents = change.Documents,
            DocumentsDeleted = change.DocumentsDeleted,
            Messages = change.Messages,
            Commands = change.Commands,
        };
    }
}

/// <summary>Payload of a message of kind <see cref="MessageKinds.StreamDue"/>.</summary>
/// <param name="StreamId">The stream that asked to be looked at.</param>
/// <param name="DueAt">When it wanted to be, UTC.</param>
public sealed record StreamDueNotice(string StreamId, DateTimeOffset DueAt)
{
    /// <summary>Reads the payload of a message.</summary>
    /// <exception cref="JsonException">The message is of another kind.</exception>
    public static StreamDueNotice Of(InboxMessage message) =>
        JsonSerializer.Deserialize<StreamDueNotice>(message.Payload.Span, JsonSerializerOptions.Web)
        ?? throw new JsonException("The payload is null.");
}
