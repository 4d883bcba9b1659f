using System.Text.RegularExpressions;
using Integrations.Host.Settings;

namespace Integrations.Host.Tests.Security;

/// <summary>A line of the threat model holds as long as its test does.</summary>
public sealed partial class SecurityPageTests
{
    [Theory]
    [InlineData("security.md", 60)]
    [InlineData("architecture/telemetry.md", 6)]
    [InlineData("reliability.md", 6)]
    public void Every_test_that_the_page_names_exists(string page, int atLeast)
    {
        var root = Path.Combine(WorkspaceFolder.Find().Root, "..");
        var named = TestName().Matches(File.ReadAllText(Path.Combine(root, "docs", page))).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var written = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*Tests*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(named.Count >= atLeast);
        Assert.Empty(named.Except(written));
    }

    /// <summary>A sentence in code signs; settings have two underscores in a row.</summary>
    [GeneratedRegex("`(?=[A-Z0-9_]*[a-z])(?<name>[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){2,})`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (?<name>[A-Za-z0-9_]+)\(")]
    private static partial Regex Method();
}
