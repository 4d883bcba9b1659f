using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;

namespace Integrations.Runtime.Definitions;

/// <summary>A definition in a folder.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="Json">Its text.</param>
/// <param name="Definition">What it says.</param>
internal sealed record FolderDefinition(string File, string Json, WorkflowDefinition Definition)
{
    /// <summary>A workflow that others use as an activity comes before them, so that they can be pinned to it; otherwise the order of the files.</summary>
    public static IReadOnlyList<FolderDefinition> UsedFirst(IReadOnlyList<FolderDefinition> definitions, ActivityRegistry activities)
    {
        var ordered = new List<FolderDefinition>(definitions.Count);
        var seen = new HashSet<FolderDefinition>(ReferenceEqualityComparer.Instance);
        foreach (var definition in definitions) Add(definition);
        return ordered;

        void Add(FolderDefinition definition)
        {
            if (!seen.Add(definition)) return;
            foreach (var reference in WorkflowReferences.In(definition.Definition.Root, activities))
                if (definitions.FirstOrDefault(other => other.IsNamedBy(reference)) is { } used)
                    Add(used);
            ordered.Add(definition);
        }
    }

    private bool IsNamedBy(WorkflowActivityReference reference) =>
        Definition.DefinitionId == reference.DefinitionId
        || (Definition.IsUsableAsActivity && WorkflowActivityReference.TypeName(Definition.Name ?? Definition.DefinitionId) == reference.Type);
}
