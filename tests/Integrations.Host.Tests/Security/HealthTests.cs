using System.Net;
using Integrations.Host.Access;
using Integrations.Host.Tests.Access;
using Integrations.Host.Tests.ElsaApi;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Integrations.Host.Tests.Security;

/// <summary>Who watches the service is told the truth, and no more than counts.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_service_that_works_is_live_and_ready()
    {
        await using var desk = await ServedDesk.InProductionAsync();
        using var client = desk.Visit();

        Assert.Equal("ok", await client.GetStringAsync("/health/live"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Without_its_store_a_service_is_live_but_not_ready()
    {
        await using var desk = await ServedDesk.InProductionAsync();
        using var client = desk.Visit();
        await desk.Store.DisposeAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        using var ready = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("health.store", await ServedDesk.CodeOf(ready));
    }

    [Fact]
    public async Task A_service_whose_work_waits_for_long_is_not_ready()
    {
        await using var desk = await ServedDesk.InProductionAsync();
        using var client = desk.Visit();
        var now = TimeProvider.System.GetUtcNow();
        // In the hands of a process that does nothing.
        var waiting = new NewInboxMessage(new DedupeKey("test", "waits"), "test", new byte[] { 1 }) { ReceivedAt = now.AddHours(-2), ClaimedUntil = now + Lease.Longest };
        await desk.Store.CommitAsync(new UnitOfWork { Messages = [waiting] });

        using var ready = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("health.queue", await ServedDesk.CodeOf(ready));
    }

    [Fact]
    public async Task Metrics_are_scraped_by_who_may_read_and_by_nobody_else()
    {
        await using var closed = await ServedDesk.InProductionAsync();
        await using var desk = await ServedDesk.InProductionAsync("Telemetry:Prometheus=true");
        var (_, key) = await desk.Keys.CreateAsync("Prometheus", DeskRole.Reader, "dsi", desk.Wall.GetUtcNow(), null);
        using var stranger = desk.Visit();
        using var reader = desk.Machine(key.Reveal());
        using var notThere = closed.Visit();

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/elsa/metrics")).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await notThere.GetAsync("/elsa/metrics")).StatusCode);
        await Eventually.TrueAsync(async () =>
        {
            var metrics = await reader.GetStringAsync("/elsa/metrics");
            return new[] { "integrations_queue_age", "integrations_dead_letters_waiting", "integrations_clocks_at_risk" }.All(name => metrics.Contains(name, StringComparison.Ordinal));
        });
    }
}
