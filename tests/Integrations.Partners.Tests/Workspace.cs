using System.Text.Json.Nodes;
using Integrations.Partners.Forms;

namespace Integrations.Partners.Tests;

/// <summary>The administrator's files and the test data, as they stand beside the test.</summary>
internal static class Workspace
{
    public static string Forms { get; } = Path.Combine(AppContext.BaseDirectory, "workflows", "forms");

    public static string Templates { get; } = Path.Combine(AppContext.BaseDirectory, "workflows", "templates");

    public static FormSource Form(string name) => FormCatalog.Load(Forms).Find(name) ?? throw new InvalidOperationException(name);

    public static IEnumerable<string> CaseFiles() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data", "cases"), "*.json").Order(StringComparer.Ordinal);

    public static JsonObject Json(string file) => JsonNode.Parse(File.ReadAllBytes(file))!.AsObject();
}
