namespace Integrations.Endurance;

/// <summary>A page with a place for each report.</summary>
internal static class ReportPage
{
    /// <summary>Puts a report between the two lines that name its place.</summary>
    /// <exception cref="InvalidOperationException">The page has no such place.</exception>
    public static async Task PutAsync(string page, string place, string report)
    {
        var text = await File.ReadAllTextAsync(page);
        var (begin, end) = ($"<!-- {place} -->", $"<!-- end of {place} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new InvalidOperationException($"{page} has no lines \"{begin}\" and \"{end}\".");
        await File.WriteAllTextAsync(page, $"{text[..(from + begin.Length)]}\n\n{report}\n\n{text[to..]}");
    }
}
