using Integrations.Host.Hosting;
using Integrations.Host.Tests.Access;

namespace Integrations.Host.Tests.Security;

/// <summary>A reference to a vault that was not resolved never serves as the secret that it stands for.</summary>
public sealed class SecretReferenceTests
{
    private const string Reference = "@Microsoft.KeyVault(VaultName=kv-guichet;SecretName=links-key)";

    [Theory]
    [InlineData("Links:Key")]
    [InlineData("Links:PreviousKey")]
    [InlineData("Webhooks:Tally")]
    [InlineData("Webhooks:Tally:Current")]
    [InlineData("Sessions:Certificate")]
    [InlineData("Access:EntraId:ClientSecret")]
    public async Task The_service_does_not_start_with_an_unresolved_reference_and_names_the_setting(string setting)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => ServedDesk.InProductionAsync($"{setting}={Reference}"));

        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
        Assert.Contains("settings.secret_unresolved", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("VaultName", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resolved_one_is_a_setting_as_any_other() =>
        SecretReferences.Check(new Microsoft.Extensions.Configuration.ConfigurationManager { ["Links:Key"] = "a-key-that-was-resolved-0000000000001" });
}
