using System.Text.Json;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;

namespace Integrations.Runtime.Definitions;

/// <summary>A definition in a folder.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="Json">Its text.</param>
/// <param name="Definition">What it says.</param>
public sealed record FolderDefinition(string File, string Json, WorkflowDefinition Definition)
{
    /// <summary>The definitions (*.json) of a folder, in order of their file names. What is no definition is left out.</summary>
    /// <exception cref="DefinitionRefusedException">A file holds no JSON, or a definition that cannot be read.</exception>
    public static async Task<IReadOnlyList<FolderDefinition>> ReadAllAsync(string folder, CancellationToken cancellationToken = default)
    {
        List<FolderDefinition> definitions = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var json = await System.IO.File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
            if (!IsOther(json)) definitions.Add(new FolderDefinition(Path.GetFileName(file), json, Read(json, Path.GetFileName(file))));
        }

        return definitions;
    }

    /// <summary>Reads a definition that can be published: it has an id.</summary>
    /// <exception cref="DefinitionRefusedException">It cannot be read, or has none.</exception>
    internal static WorkflowDefinition Read(string json, string name)
    {
        try
        {
            var definition = WorkflowDefinitionJson.Read(json);
            return definition.DefinitionId.Length > 0
                ? definition
                : throw new DefinitionRefusedException(name, ["La définition n'a pas d'identifiant (definitionId)."]);
        }
        catch (DefinitionFormatException error)
        {
            throw new DefinitionRefusedException(name, [$"ligne {error.Line}, colonne {error.Column} : {error.Message}"]);
        }
    }

    /// <summary>A workflow that others use as an activity comes before them, so that they can be pinned to it; otherwise the order of the files.</summary>
    internal static IReadOnlyList<FolderDefinition> UsedFirst(IReadOnlyList<FolderDefinition> definitions, ActivityRegistry activities)
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

    /// <summary>Administrators keep other data beside the definitions: an object that has members but neither a root nor a definition id is none. What is not JSON is refused later, with its place.</summary>
    private static bool IsOther(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.EnumerateObject().Any() && !root.TryGetProperty("root", out _) && !root.TryGetProperty("definitionId", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
