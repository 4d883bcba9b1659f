using Integrations.Guichet.Activities;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Streams;

namespace Integrations.Host.Desk;

/// <summary>
/// Binds the guichet to the runtime: the stream of a file is its events; what a session appends wakes the workflows that wait for it,
/// renews the projections, and says when time alone matters next.
/// </summary>
/// <param name="knowledge">What the desk knows of the world; read anew at each session, so that an administrator's change is taken up.</param>
/// <param name="project">The documents of a file: what lists show.</param>
/// <param name="newId">Gives ids of events; a simulation gives a counter.</param>
internal sealed class GuichetDomain(
    Func<DeskKnowledge> knowledge, Func<InstallationFile, IReadOnlyList<Document>> project, Func<string> newId) : StreamDomain
{
    private static readonly Actor Workflow = new("workflow");

    /// <inheritdoc/>
    public override object Open(string streamId, IReadOnlyList<StoredEvent> history, DateTimeOffset now)
    {
        var events = history.Select(stored => FileJson.Read(stored.Payload)).ToList();
        var file = InstallationFile.Fold(events);
        return new DeskSession(new FileSession(file, new FileSessionContext(now, Workflow, "workflow", newId)), events, knowledge());
    }

    /// <inheritdoc/>
    public override StreamChange Close(object session)
    {
        var desk = (DeskSession)session;
        if (desk.Acts.NewEvents.Count == 0) return new StreamChange { NextDueAt = Agenda.NextDue(desk.File) };
        return new StreamChange
        {
            Events = [.. desk.Acts.NewEvents.Select(Store)],
            Messages = [.. desk.Acts.NewEvents.SelectMany(recorded => Stimuli(recorded, desk.File))],
            Documents = project(desk.File),
            NextDueAt = Agenda.NextDue(desk.File),
        };
    }

    private static StoredEvent Store(FileEvent recorded) => new(
        recorded.Sequence, recorded.Type, recorded.At, recorded.LegalDate, recorded.Actor.Role, recorded.Channel,
        FileJson.Write(recorded), recorded.PreviousHash, recorded.Hash);

    private static IEnumerable<NewInboxMessage> Stimuli(FileEvent recorded, InstallationFile file) =>
        FileEventWait.Awaitable.Contains(recorded.Type)
            ? FileEventStimuli.Of(recorded, file).Select(scope =>
                new PublishStimulus(scope.Key, recorded.FileId)
                    .ToMessage(new DedupeKey("file-event", $"{recorded.Id}|{scope.Subject}"), recorded.At) with
                { Ephemeral = true })
            : [];
}
