using Integrations.Guichet.Submissions;
using Integrations.Host.Settings;

namespace Integrations.Host.Tests;

/// <summary>The real folder of the administrators and the invented files in it.</summary>
internal static class Workspace
{
    public static DeskProfile Desk { get; } = new() { Email = "guichet@guichet-unique.example", Phone = "04 50 00 12 34" };

    public static LiveWorkspace Live { get; } = LiveWorkspace.Load(WorkspaceFolder.Find(), Desk);

    public static TheoryData<string> Samples =>
        [.. Directory.EnumerateFiles(Live.Folder.Samples, "*.json").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public static InstallationRequest Sample(string name) => InstallationRequest.FromJson(File.ReadAllBytes(Path.Combine(Live.Folder.Samples, name)));
}
