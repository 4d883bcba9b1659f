using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Host.Desk.Messages;

/// <summary>Lets time speak: turns what fell due in the agenda of a file into events, each once.</summary>
internal sealed class AgendaMessages(StreamTransaction streams)
{
    /// <summary>Handles the notice that a file is due.</summary>
    public Task<UnitOfWork> HandleAsync(InboxMessage message, CancellationToken cancellation) =>
        streams.RunAsync<DeskSession>(
            StreamDueNotice.Of(message).StreamId,
            desk =>
            {
                desk.Acts.ActAs(Actor.Clock, "clock");
                desk.Acts.RunAgenda();
                return UnitOfWork.Empty;
            },
            cancellation);
}
