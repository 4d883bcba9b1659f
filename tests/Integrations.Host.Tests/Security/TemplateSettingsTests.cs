using System.Reflection;
using System.Text.RegularExpressions;
using Integrations.Host.Settings;

namespace Integrations.Host.Tests.Security;

/// <summary>The templates of Azure and the service speak of the same settings.</summary>
public sealed partial class TemplateSettingsTests
{
    /// <summary>Sections that are read by name, and what the platform or a library reads.</summary>
    private static readonly string[] ReadByName =
    [
        "Storage__Provider", "Storage__ConnectionString", "Storage__Migrate", "Queues__Provider", "Queues__ServiceUri", "Queues__Name",
        "Microsoft365__SenderMailbox", "Microsoft365__TenantId", "Access__EntraId__TenantId", "Access__EntraId__ClientId",
        "Links__Key", "Links__PreviousKey", "Sessions__Certificate", "Sessions__PreviousCertificate",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "AZURE_CLIENT_ID", "AZURE_TENANT_ID", "DOTNET_ENVIRONMENT", "OTEL_SERVICE_NAME", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    [Fact]
    public void Every_setting_that_the_template_gives_is_one_that_the_service_reads()
    {
        var template = File.ReadAllText(Path.Combine(WorkspaceFolder.Find().Root, "..", "infra", "modules", "settings.bicep"));
        var given = Name().Matches(template).Select(match => match.Groups["name"].Value).Where(name => !name.Contains('$', StringComparison.Ordinal)).ToList();

        Assert.True(given.Count > 20);
        Assert.DoesNotContain(given.Except(ReadByName), name => !IsProperty(name));
    }

    /// <summary>A section bound to one of our records of settings: <c>Desk__Name</c>.</summary>
    private static bool IsProperty(string name) => name.Split("__") is [var section, var property]
        && typeof(DeskProfile).Assembly.GetTypes().Any(type =>
            (string?)type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() == section && type.GetProperty(property) is not null);

    [GeneratedRegex("name: '(?<name>[A-Za-z_0-9${}]+)'")]
    private static partial Regex Name();
}
