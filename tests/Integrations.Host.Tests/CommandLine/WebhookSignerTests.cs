using System.Text;
using Integrations.Host.CommandLine;
using Integrations.Partners.Webhooks;

namespace Integrations.Host.Tests.CommandLine;

public sealed class WebhookSignerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Sources => [.. Workspace.Live.Forms.Sources.Select(source => source.Name)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void What_the_signer_signs_the_verifier_accepts(string source)
    {
        var scheme = Workspace.Live.Forms.Find(source)!.Signature;
        var body = Encoding.UTF8.GetBytes("""{"é":1}""");
        var signed = WebhookSigner.Sign(scheme, "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0", body, Now);
        var delivery = new IncomingWebhook(body, signed.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase), signed.PathSecret);
        Assert.IsType<WebhookVerdict.Accepted>(WebhookVerifier.Verify(scheme, delivery, WebhookSecrets.Of("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"), Now));
        Assert.IsType<WebhookVerdict.Refused>(WebhookVerifier.Verify(scheme, delivery, WebhookSecrets.Of("b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1v"), Now));
    }
}
