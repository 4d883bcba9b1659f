namespace Integrations.Runtime.Stores;

/// <summary>Which part of a list to read.</summary>
/// <param name="Skip">Rows to leave out.</param>
/// <param name="Take">Rows at most.</param>
public readonly record struct PageRequest(int Skip, int Take)
{
    /// <summary>The first hundred.</summary>
    public static PageRequest First { get; } = new(0, 100);
}

/// <summary>A part of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Total">Number of rows of the whole list.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total);
