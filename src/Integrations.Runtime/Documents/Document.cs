namespace Integrations.Runtime.Documents;

/// <summary>Names a document.</summary>
public readonly record struct DocumentKey(string Collection, string Id);

/// <summary>A projection row: what a page shows, ready to read.</summary>
/// <param name="Collection">For example "files" or "tasks".</param>
/// <param name="Id">Unique within the collection.</param>
/// <param name="Json">The row itself.</param>
public sealed record Document(string Collection, string Id, string Json)
{
    /// <summary>Where it stands, or whose it is: the exact filter of a list, for example "file:2026-000123" or "open".</summary>
    public string? Group { get; init; }

    /// <summary>Order in lists, compared as text.</summary>
    public string Sort { get; init; } = "";

    /// <summary>Date of the lists "what is due", UTC.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Text in which a search looks, in lower case and without accents.</summary>
    public string? Search { get; init; }
}

/// <summary>Which documents to read.</summary>
/// <param name="Collection">The collection.</param>
public sealed record DocumentQuery(string Collection)
{
    /// <summary>Only of this group.</summary>
    public string? Group { get; init; }

    /// <summary>Only those whose search text contains it.</summary>
    public string? Search { get; init; }

    /// <summary>Only those due before this instant, UTC.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Order of the result.</summary>
    public DocumentOrder Order { get; init; } = DocumentOrder.Sort;
}

/// <summary>Order of a list of documents.</summary>
public enum DocumentOrder
{
    /// <summary>By sort text, rising.</summary>
    Sort,

    /// <summary>By sort text, falling.</summary>
    SortDescending,

    /// <summary>By due instant, earliest first; those without one are left out.</summary>
    DueAt,
}
