namespace Integrations.Runtime.Definitions;

/// <summary>What lists show of a version of a definition.</summary>
public sealed record DefinitionSummary
{
    /// <summary>Unique id of the version.</summary>
    public required string VersionId { get; init; }

    /// <summary>Logical id, the same over all versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Description for people.</summary>
    public string? Description { get; init; }

    /// <summary>New instances start on it.</summary>
    public required bool Published { get; init; }

    /// <summary>It was published at least once: it never changes any more.</summary>
    public required bool Released { get; init; }

    /// <summary>The newest version of its definition.</summary>
    public required bool IsLatest { get; init; }

    /// <summary>Number of times that it was saved.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was first stored, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last saved or published, UTC.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Who saved or published it last; null: the files of the desk.</summary>
    public string? ModifiedBy { get; init; }
}

/// <summary>Which versions to list. Parts that are given all hold.</summary>
public sealed record DefinitionFilter
{
    /// <summary>Which versions of each definition.</summary>
    public DefinitionScope Scope { get; init; } = DefinitionScope.All;

    /// <summary>Only this version number; null: no matter.</summary>
    public int? Version { get; init; }

    /// <summary>A part of the name, of the description or of the definition id, in any case.</summary>
    public string? SearchTerm { get; init; }

    /// <summary>Only of these definitions; null: of all.</summary>
    public IReadOnlyCollection<string>? DefinitionIds { get; init; }

    /// <summary>Only these versions; null: all.</summary>
    public IReadOnlyCollection<string>? VersionIds { get; init; }

    /// <summary>Order.</summary>
    public DefinitionOrder Order { get; init; } = DefinitionOrder.Created;

    /// <summary>The other way round.</summary>
    public bool Descending { get; init; }
}

/// <summary>Which versions of each definition (Elsa's VersionOptions).</summary>
public enum DefinitionScope
{
    /// <summary>All.</summary>
    All,

    /// <summary>The newest.</summary>
    Latest,

    /// <summary>The published one.</summary>
    Published,

    /// <summary>The newest and the published one.</summary>
    LatestOrPublished,

    /// <summary>The newest, when it is the published one.</summary>
    LatestAndPublished,

    /// <summary>Those that are not published.</summary>
    Draft,
}

/// <summary>Orders of a list of definitions.</summary>
public enum DefinitionOrder
{
    /// <summary>By the instant of creation.</summary>
    Created,

    /// <summary>By name.</summary>
    Name,

    /// <summary>By version number.</summary>
    Version,
}

/// <summary>Something that a person did to a version of a definition.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="VersionId">The version.</param>
/// <param name="Version">Its number.</param>
/// <param name="Action">What was done.</param>
/// <param name="By">Who did it.</param>
/// <param name="FirstAt">The first time, UTC.</param>
/// <param name="LastAt">The last time, UTC.</param>
/// <param name="Times">How often.</param>
public sealed record DefinitionChange(
    string DefinitionId, string VersionId, int Version, DefinitionAction Action, string By, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times);

/// <summary>What is done to definitions.</summary>
public enum DefinitionAction
{
    /// <summary>A draft was saved.</summary>
    Saved,

    /// <summary>The version was published.</summary>
    Published,

    /// <summary>It was taken back.</summary>
    Retracted,

    /// <summary>It was deleted.</summary>
    Deleted,

    /// <summary>It was read from a file.</summary>
    Imported,
}
