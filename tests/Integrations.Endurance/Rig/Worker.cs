using Integrations.Host.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Integrations.Endurance.Rig;

/// <summary>The service, with a clock that jumps. Everything else is what a town hall runs.</summary>
internal static class Worker
{
    public static async Task<int> RunAsync(string clock, string[] settings)
    {
        using var time = new JumpingClock(clock);
        await using var app = GuichetHost.Build(["--applicationName=Integrations.Host", .. settings], replace: services => services.AddSingleton<TimeProvider>(time));
        return await GuichetHost.RunAsync(app, CancellationToken.None);
    }
}
