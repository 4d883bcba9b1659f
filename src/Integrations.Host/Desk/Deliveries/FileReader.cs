using Integrations.Guichet.Files;
using Integrations.Runtime.Stores;

namespace Integrations.Host.Desk.Deliveries;

/// <summary>Reads a file for a delivery.</summary>
internal sealed class FileReader(IWorkflowStore store)
{
    /// <summary>The file as it stood after an event; the present one for <see cref="long.MaxValue"/>.</summary>
    public async Task<InstallationFile> ReadAsync(string fileId, long version, CancellationToken cancellation)
    {
        var events = await EventsAsync(fileId, cancellation);
        return InstallationFile.Fold(events.TakeWhile(recorded => recorded.Sequence <= version));
    }

    /// <summary>All events of a file, in order; none when there is no such file.</summary>
    public async Task<IReadOnlyList<FileEvent>> EventsAsync(string fileId, CancellationToken cancellation)
    {
        var slice = await store.ReadStreamAsync(fileId, 0, cancellation);
        return [.. slice.Events.Select(stored => FileJson.Read(stored.Payload))];
    }
}
