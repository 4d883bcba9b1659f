using Microsoft.Playwright;

namespace Integrations.EndToEnd.Demonstration;

/// <summary>Keeps what a browser shows of the demonstration when the variable <c>DEMO_PICTURES</c> names a folder (<c>docs/screenshots</c> for the README).</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("DEMO_PICTURES");

    public static async Task TakeAsync(IPage page, string name)
    {
        if (Folder is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png") });
    }
}
