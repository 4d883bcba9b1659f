using Integrations.Workflows.Definitions;

namespace Integrations.Runtime.Definitions;

/// <summary>One immutable version of a workflow definition. Instances stay on theirs.</summary>
public sealed record DefinitionVersion
{
    /// <summary>Unique id of the version.</summary>
    public required string VersionId { get; init; }

    /// <summary>Logical id, the same over all versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>The definition as Elsa Studio saves it.</summary>
    public required string Json { get; init; }

    /// <summary>SHA-256 of the JSON text, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>New instances start on the published version; one of a definition is at most.</summary>
    public required bool Published { get; init; }

    /// <summary>When it was stored, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The definition, with the ids and the number of this version.</summary>
    internal WorkflowDefinition ToDefinition() =>
        WorkflowDefinitionJson.Read(Json) with { Id = VersionId, DefinitionId = DefinitionId, Version = Version, IsPublished = Published };
}
