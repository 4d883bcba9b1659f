using System.Net;
using Integrations.Host.Api;
using Integrations.Host.Hosting;
using Integrations.Host.HttpWorkflows;
using Integrations.Host.Tests.Access;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Tests.Security;

/// <summary>What one sender can ask of the service.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Who_delivers_faster_than_agreed_is_told_when_to_come_again_and_others_are_not_held_up()
    {
        await using var desk = await ServedDesk.InProductionAsync("WebhookLimits:Burst=1", "WebhookLimits:PerSecond=1");
        using var sender = desk.Visit();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sender.PostAsync("/webhooks/forms/generic", new StringContent("{}"))));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("webhook.too_many", await ServedDesk.CodeOf(refused));
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.Unauthorized, (await sender.PostAsync("/webhooks/forms/tally", new StringContent("{}"))).StatusCode);
    }

    [Fact]
    public async Task Every_address_of_a_webhook_has_a_limit_of_time()
    {
        await using var desk = await ServedDesk.InProductionAsync();
        var webhooks = desk.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText!.Contains("webhooks", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, webhooks.Count);
        Assert.All(webhooks, webhook => Assert.Equal(WebhookLimits.LongestDelivery, webhook.Metadata.GetMetadata<RequestTimeoutPolicy>()?.Timeout));
    }

    [Theory]
    [InlineData(1024 * 1024, ServerLimits.LargestBody)]
    [InlineData(50_000_000, 50_000_000)]
    public void A_connection_that_sends_too_much_or_drips_is_let_go(long largestRequestOfWorkflows, long largestBody)
    {
        var options = new KestrelServerOptions();
        new ServerLimits(Options.Create(new HttpWorkflowSettings { MaxRequestBytes = largestRequestOfWorkflows })).Configure(options);

        Assert.Equal(largestBody, options.Limits.MaxRequestBodySize);
        Assert.True(options.Limits.MinRequestBodyDataRate!.BytesPerSecond >= 240);
        Assert.True(options.Limits.MinResponseDataRate!.BytesPerSecond >= 240);
        Assert.True(options.Limits.RequestHeadersTimeout <= TimeSpan.FromSeconds(30));
        Assert.False(options.AddServerHeader);
    }
}
