using Integrations.Partners.Forms;
using Integrations.Partners.Webhooks;

namespace Integrations.Partners.Tests.Webhooks;

public sealed class SampleDeliveryTests
{
    public static TheoryData<string> Names() => [.. SampleDelivery.All().Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recorded_delivery_is_judged_as_its_index_says(string name)
    {
        var sample = SampleDelivery.Named(name);

        var verdict = WebhookVerifier.Verify(
            Workspace.Form(sample.Source).Signature, sample.Delivery, WebhookSecrets.Of(sample.Secret), SampleDelivery.Now);

        // Where the index gives no verdict the sender cannot sign: without the secret in the address the door is closed.
        Assert.Equal(sample.ExpectValid ?? false, verdict is WebhookVerdict.Accepted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_recorded_delivery_has_the_dedupe_key_that_its_index_says(string name)
    {
        var sample = SampleDelivery.Named(name);

        var submission = await Submission.OpenAsync(Workspace.Form(sample.Source), sample.Delivery.ContentType, sample.Delivery.Body);

        Assert.Null(submission.Unreadable);
        if (sample.DedupeKey is { } key)
            Assert.Equal(key, submission.DedupeKey);
        else
            Assert.Matches("^sha256:[0-9a-f]{64}$", submission.DedupeKey);
    }

    [Theory]
    [InlineData("jotform")]
    [InlineData("demarche-numerique")]
    public void A_sender_that_cannot_sign_comes_in_by_the_secret_in_the_address(string name)
    {
        var sample = SampleDelivery.Named(name);
        var scheme = Workspace.Form(sample.Source).Signature;
        var secrets = WebhookSecrets.Of(sample.Secret);

        Assert.IsType<WebhookVerdict.Accepted>(
            WebhookVerifier.Verify(scheme, sample.Delivery with { PathSecret = sample.Secret }, secrets, SampleDelivery.Now));
        Assert.Equal(
            new WebhookVerdict.Refused(WebhookRefusal.SignatureMismatch),
            WebhookVerifier.Verify(scheme, sample.Delivery with { PathSecret = sample.Secret + "x" }, secrets, SampleDelivery.Now));
    }
}
