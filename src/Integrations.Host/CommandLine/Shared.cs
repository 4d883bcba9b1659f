using System.CommandLine;

namespace Integrations.Host.CommandLine;

/// <summary>Options that several commands have.</summary>
internal static class Shared
{
    /// <summary>One JSON document on standard output and nothing else.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Un seul document JSON sur la sortie standard." };

    /// <summary>Address of a running host.</summary>
    public static Option<Uri> Url { get; } = new("--url")
    {
        Description = "Adresse du service.",
        DefaultValueFactory = _ => new Uri("http://localhost:5080"),
    };
}
