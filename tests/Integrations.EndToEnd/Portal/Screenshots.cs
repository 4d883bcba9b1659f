using System.Text.Json;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Portal;

/// <summary>Keeps pictures of the pages when the variable <c>PORTAL_SCREENSHOTS</c> names a folder.</summary>
internal static class Screenshots
{
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string? Folder = Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS");

    public static async Task Keep(IPage page, string name)
    {
        if (Folder is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }

    /// <summary>Keeps what was measured beside the pictures.</summary>
    public static async Task Note(string name, IEnumerable<string> lines)
    {
        if (Folder is null) return;
        Directory.CreateDirectory(Folder);
        await File.WriteAllLinesAsync(Path.Combine(Folder, name + ".txt"), lines);
    }
}
