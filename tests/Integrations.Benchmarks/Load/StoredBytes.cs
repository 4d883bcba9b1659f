using System.Text;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;

namespace Integrations.Benchmarks.Load;

/// <summary>Bytes of the values that a burst writes, without what the store adds (indexes, page headers): the payload of the physical limit.</summary>
internal static class StoredBytes
{
    private const int Integer = 8;

    /// <summary>Bytes written by the last burst of an instance.</summary>
    public static async Task<int> OfLastBurstAsync(IWorkflowStore store, string instanceId)
    {
        var row = (await store.GetInstanceAsync(instanceId))!;
        var bookmarks = await store.GetBookmarksOfAsync(instanceId);
        var journal = (await store.GetJournalAsync(instanceId))[^1];
        return Of(row) + bookmarks.Sum(Of) + Text(journal.InstanceId) + 2 * Integer + journal.Entries.Length;
    }

    private static int Of(InstanceRow row) =>
        Text(row.Header.InstanceId) + Text(row.Header.DefinitionId) + Text(row.Header.DefinitionVersionId) + Text(row.Header.CorrelationId)
        + Text(row.Header.Name) + 8 * Integer + row.State.Length;

    private static int Of(BookmarkRow bookmark) =>
        Text(bookmark.Id) + Text(bookmark.InstanceId) + Text(bookmark.CorrelationId) + Text(bookmark.ActivityId) + Text(bookmark.Name)
        + Text(bookmark.StimulusKey) + Integer;

    private static int Text(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
