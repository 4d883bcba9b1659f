using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>Which activity of the new version stands for one of the old: the one that was named, else the one of the same id.</summary>
internal sealed class ActivityMap(WorkflowPlan from, WorkflowPlan to, IReadOnlyDictionary<string, string> named)
{
    /// <summary>The activity of the new version; null: there is none.</summary>
    public ActivityNode? Find(string oldId) => to.Find(IdOf(oldId));

    /// <summary>Its id in the new version, whether it is there or not.</summary>
    public string IdOf(string oldId) => named.GetValueOrDefault(oldId, oldId);

    /// <summary>Names that cannot be meant.</summary>
    public IEnumerable<MigrationFinding> Problems()
    {
        foreach (var (oldId, newId) in named)
        {
            if (from.Find(oldId) is null)
                yield return new MigrationFinding("map-unknown", oldId, $"La correspondance part de « {oldId} », qui n'existe pas dans la version actuelle.");
            if (to.Find(newId) is null)
                yield return new MigrationFinding("map-target", oldId, $"La correspondance mène « {oldId} » vers « {newId} », qui n'existe pas dans la nouvelle version.");
        }

        foreach (var group in named.GroupBy(pair => pair.Value, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
                yield return new MigrationFinding("map-twice", group.Key, $"Plusieurs activités sont menées vers « {group.Key} » : {string.Join(", ", group.Select(pair => $"« {pair.Key} »"))}.");
        }
    }
}
