using Integrations.Guichet.Files;

namespace Integrations.Guichet.Desk;

/// <summary>
/// What a workflow or a handler holds while it acts on one file: the file with its acts, its history, and what the desk knows of the world.
/// </summary>
/// <param name="acts">The acts; what they append is committed with the burst.</param>
/// <param name="history">Events before this session, in order.</param>
/// <param name="knowledge">Rules, territory, directory.</param>
public sealed class DeskSession(FileSession acts, IReadOnlyList<FileEvent> history, DeskKnowledge knowledge)
{
    /// <summary>The acts on the file.</summary>
    public FileSession Acts => acts;

    /// <summary>The file as it stands now, the acts of this session included.</summary>
    public InstallationFile File => acts.File;

    /// <summary>What the desk knows of the world.</summary>
    public DeskKnowledge Knowledge => knowledge;

    /// <summary>All events, those of this session included, after a sequence.</summary>
    /// <param name="sequence">0 for all.</param>
    public IEnumerable<FileEvent> EventsAfter(long sequence) =>
        history.Skip((int)Math.Min(sequence, history.Count)).Concat(acts.NewEvents.Where(recorded => recorded.Sequence > sequence));
}
