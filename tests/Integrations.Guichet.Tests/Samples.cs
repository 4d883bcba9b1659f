using System.Text.Json;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Tests;

/// <summary>The sample files of <c>workflows/samples</c>, each with the plan it must give.</summary>
internal static class Samples
{
    public static TheoryData<string> Names => new(System.IO.Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "workflows", "samples"), "*.json")
        .Select(path => Path.GetFileNameWithoutExtension(path)!)
        .Order(StringComparer.Ordinal));

    public static byte[] Bytes(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "workflows", "samples", name + ".json"));

    /// <summary>Reads a sample by its name or by the number it starts with.</summary>
    public static InstallationRequest Request(string name) => InstallationRequest.FromJson(Bytes(Full(name)));

    public static JsonElement Expected(string name) => JsonDocument.Parse(Bytes(Full(name))).RootElement.GetProperty("expected");

    private static string Full(string name) =>
        name.Length > 2 ? name : Names.Select(row => row.Data).Single(full => full.StartsWith(name + "-", StringComparison.Ordinal));
}
