using System.Security.Cryptography;
using CsCheck;
using Integrations.Partners.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Integrations.Partners.Tests.Webhooks;

public sealed class WebhookVerifierTests
{
    private static readonly DateTimeOffset Now = SampleDelivery.Now;

    private static readonly SignatureScheme Timestamped = new SignatureScheme.Timestamped("X-Guichet-Signature");

    [Fact]
    public void Every_scheme_is_closed_when_no_secret_is_set()
    {
        foreach (var sample in SampleDelivery.All())
        {
            var verdict = WebhookVerifier.Verify(Workspace.Form(sample.Source).Signature, sample.Delivery, WebhookSecrets.Of(null, " "), Now);
            Assert.Equal(new WebhookVerdict.Refused(WebhookRefusal.NoSecretConfigured), verdict);
        }
    }

    [Fact]
    public void Two_secrets_are_live_while_one_replaces_the_other()
    {
        var sample = SampleDelivery.Named("generic-valid");

        Assert.IsType<WebhookVerdict.Accepted>(
            WebhookVerifier.Verify(Timestamped, sample.Delivery, WebhookSecrets.Of("the-next-one", sample.Secret), Now));
        Assert.Equal(
            new WebhookVerdict.Refused(WebhookRefusal.SignatureMismatch),
            WebhookVerifier.Verify(Timestamped, sample.Delivery, WebhookSecrets.Of("the-next-one"), Now));
    }

    [Fact]
    public void The_secrets_of_a_rotation_come_from_two_settings()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Webhooks:Tally:Current"] = "new",
            ["Webhooks:Tally:Previous"] = "old",
            ["Webhooks:Generic"] = "only",
        }).Build();

        Assert.Equal(["new", "old"], WebhookSecrets.FromConfiguration(configuration, "Webhooks:Tally").Live);
        Assert.Equal(["only"], WebhookSecrets.FromConfiguration(configuration, "Webhooks:Generic").Live);
        Assert.Empty(WebhookSecrets.FromConfiguration(configuration, "Webhooks:Typeform").Live);
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_timestamp_is_good_for_five_minutes_in_both_directions(int secondsLater, bool accepted)
    {
        var sample = SampleDelivery.Named("generic-valid");

        var verdict = WebhookVerifier.Verify(Timestamped, sample.Delivery, WebhookSecrets.Of(sample.Secret), Now.AddSeconds(secondsLater));

        Assert.Equal(accepted ? new WebhookVerdict.Accepted() : new WebhookVerdict.Refused(WebhookRefusal.Stale), verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1=00")]
    [InlineData("t=1796025600")]
    [InlineData("t=-5,v1=5ada011a9d54bda54505766faadfd8f20d058c48dca5f05bf43ba9f6abb0dcca")]
    [InlineData("t=99999999999999999,v1=5ada011a9d54bda54505766faadfd8f20d058c48dca5f05bf43ba9f6abb0dcca")]
    [InlineData("t=1796025600,v1=5ada011a9d54bda54505766faadfd8f20d058c48dca5f05bf43ba9f6abb0dcc")]
    [InlineData("n'importe quoi")]
    public void A_signature_that_is_not_written_as_agreed_is_refused(string written)
    {
        var sample = SampleDelivery.Named("generic-valid");
        var delivery = WithHeader(sample.Delivery, "X-Guichet-Signature", written);

        Assert.IsType<WebhookVerdict.Refused>(WebhookVerifier.Verify(Timestamped, delivery, WebhookSecrets.Of(sample.Secret), Now));
    }

    [Fact]
    public void One_changed_bit_of_the_body_is_enough_to_be_refused()
    {
        var sample = SampleDelivery.Named("tally-valid");
        var scheme = Workspace.Form("tally").Signature;
        var secrets = WebhookSecrets.Of(sample.Secret);

        Gen.Int[0, sample.Delivery.Body.Length * 8 - 1].Sample(bit =>
        {
            var body = sample.Delivery.Body.ToArray();
            body[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Equal(
                new WebhookVerdict.Refused(WebhookRefusal.SignatureMismatch),
                WebhookVerifier.Verify(scheme, sample.Delivery with { Body = body }, secrets, Now));
        });
    }

    [Fact]
    public void Standard_webhooks_are_verified_as_the_reference_library_signs_them()
    {
        var scheme = new SignatureScheme.StandardWebhooks();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["webhook-id"] = "msg_1",
            ["webhook-timestamp"] = "1700000000",
            ["webhook-signature"] = "v2,zzzz v1,x5lVgj0b/JJJaUYaa1+6I5J/EECcryrPlFN4VrkmI94=",
        };
        var delivery = new IncomingWebhook("{}"u8.ToArray(), headers);
        var signedAt = DateTimeOffset.FromUnixTimeSeconds(1700000000);

        Assert.IsType<WebhookVerdict.Accepted>(
            WebhookVerifier.Verify(scheme, delivery, WebhookSecrets.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), signedAt));
        Assert.Equal(
            new WebhookVerdict.Refused(WebhookRefusal.Stale),
            WebhookVerifier.Verify(scheme, delivery, WebhookSecrets.Of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), signedAt.AddHours(1)));
        Assert.Equal(
            new WebhookVerdict.Refused(WebhookRefusal.SignatureMismatch),
            WebhookVerifier.Verify(scheme, delivery with { Body = "{ }"u8.ToArray() }, WebhookSecrets.Of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), signedAt));
    }

    [Fact]
    public void A_sender_that_can_only_set_a_header_shows_the_secret_in_it()
    {
        var scheme = Workspace.Form("power-automate").Signature;
        var delivery = WithHeader(SampleDelivery.Named("opnform-valid").Delivery, "X-Guichet-Secret", "s3cret");

        Assert.IsType<WebhookVerdict.Accepted>(WebhookVerifier.Verify(scheme, delivery, WebhookSecrets.Of("s3cret"), Now));
        Assert.Equal(
            new WebhookVerdict.Refused(WebhookRefusal.SignatureMismatch),
            WebhookVerifier.Verify(scheme, delivery, WebhookSecrets.Of("s3cre"), Now));
    }

    [Fact]
    public void More_than_one_mebibyte_is_refused_before_anything_is_computed()
    {
        var body = new byte[IncomingWebhook.MaxBodyBytes + 1];
        var signature = Convert.ToBase64String(HMACSHA256.HashData("s"u8, body));
        var delivery = new IncomingWebhook(body, new Dictionary<string, string> { ["Tally-Signature"] = signature });

        var verdict = WebhookVerifier.Verify(Workspace.Form("tally").Signature, delivery, WebhookSecrets.Of("s"), Now);

        Assert.Equal("body_too_large", Assert.IsType<WebhookVerdict.Refused>(verdict).Code);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_request_that_lies_about_its_length_is_not_read_past_one_mebibyte(int extraBytes, bool read)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(new byte[IncomingWebhook.MaxBodyBytes + extraBytes]);
        request.Headers["X-Some"] = "thing";

        var delivery = await IncomingWebhook.ReadAsync(request, null, TestContext.Current.CancellationToken);

        Assert.Equal(read, delivery is not null);
        if (delivery is not null)
            Assert.Equal("thing", delivery.Headers["x-some"]);
    }

    [Fact]
    public void Secrets_do_not_show_when_printed() =>
        Assert.DoesNotContain("s3cret", $"{WebhookSecrets.Of("s3cret")}", StringComparison.Ordinal);

    private static IncomingWebhook WithHeader(IncomingWebhook delivery, string name, string value) =>
        delivery with { Headers = new Dictionary<string, string>(delivery.Headers, StringComparer.OrdinalIgnoreCase) { [name] = value } };
}
