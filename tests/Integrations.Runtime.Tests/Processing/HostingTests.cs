using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Integrations.Runtime.Tests.Processing;

public sealed class HostingTests : RuntimeFixture
{
    [Fact]
    public async Task A_runtime_begins_and_ends_with_its_host()
    {
        var handled = new TaskCompletionSource();
        var options = Working() with
        {
            Routes = new Dictionary<string, MessageRoute>
            {
                ["form"] = new((_, _) =>
                {
                    handled.TrySetResult();
                    return Task.FromResult(new UnitOfWork { Counters = [new CounterIncrement("effects")] });
                }),
            },
        };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWorkflowRuntime(_ => options);
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<WorkflowRuntime>().ReceiveAsync(Message("form", "1", DateTimeOffset.UtcNow));
            await handled.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }

        await using var reopened = OpenStore();
        Assert.Equal(1, (await reopened.GetCountersAsync(""))["effects"]);
    }
}
