using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>
/// Which activity of the new version stands for one of the old: the one that was named, else the one of the same key. The key of an activity
/// of the definition itself is its id.
/// </summary>
internal sealed class ActivityMap(WorkflowPlan from, WorkflowPlan to, IReadOnlyDictionary<string, string> named)
{
    /// <summary>The activity of the new version; null: there is none.</summary>
    public ActivityNode? Find(string oldKey) => to.Find(KeyOf(oldKey));

    /// <summary>Its key in the new version, whether it is there or not.</summary>
    public string KeyOf(string oldKey) => named.GetValueOrDefault(oldKey, oldKey);

    /// <summary>Names that cannot be meant.</summary>
    public IEnumerable<MigrationFinding> Problems()
    {
        foreach (var (oldKey, newKey) in named)
        {
            if (from.Find(oldKey) is null)
                yield return new MigrationFinding("map-unknown", oldKey, $"La correspondance part de « {oldKey} », qui n'existe pas dans la version actuelle.");
            if (to.Find(newKey) is null)
                yield return new MigrationFinding("map-target", oldKey, $"La correspondance mène « {oldKey} » vers « {newKey} », qui n'existe pas dans la nouvelle version.");
        }

        foreach (var group in named.GroupBy(pair => pair.Value, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
                yield return new MigrationFinding("map-twice", group.Key, $"Plusieurs activités sont menées vers « {group.Key} » : {string.Join(", ", group.Select(pair => $"« {pair.Key} »"))}.");
        }
    }
}
