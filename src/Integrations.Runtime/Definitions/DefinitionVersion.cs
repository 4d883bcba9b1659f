using Integrations.Workflows.Definitions;

namespace Integrations.Runtime.Definitions;

/// <summary>One version of a workflow definition: a draft until it is published for the first time, then immutable. Instances stay on theirs.</summary>
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

    /// <summary>When it was first stored, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Description for people.</summary>
    public string? Description { get; init; }

    /// <summary>1 for the first save of a draft; a write supposes the revision before its own, or the same one to change <see cref="Published"/> alone.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>It was published at least once: its JSON never changes any more.</summary>
    public bool Released { get; init; } = true;

    /// <summary>When it was last saved or published, UTC; null: when it was created.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Who saved or published it last; null: the files of the desk.</summary>
    public string? ModifiedBy { get; init; }

    /// <summary>The definition, with the ids and the number of this version.</summary>
    internal WorkflowDefinition ToDefinition() =>
        WorkflowDefinitionJson.Read(Json) with { Id = VersionId, DefinitionId = DefinitionId, Version = Version, IsPublished = Published };
}
