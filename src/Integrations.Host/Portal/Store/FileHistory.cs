using Integrations.Guichet.Files;

namespace Integrations.Host.Portal.Store;

/// <summary>All events of a file, in order; empty when there is no such file.</summary>
/// <param name="fileId">Id of the file, which is the id of its stream.</param>
/// <param name="cancellation">Stops the reading.</param>
public delegate Task<IReadOnlyList<FileEvent>> FileHistory(string fileId, CancellationToken cancellation);
