using Integrations.Runtime.Processing;

namespace Integrations.Host.Hosting;

/// <summary>What runs beside everything else, from the moment at which the runtime is at work until the service stops.</summary>
internal interface IBackgroundWork
{
    /// <summary>Runs until stopped. What it throws ends the service.</summary>
    Task RunAsync(CancellationToken stoppingToken);
}

/// <summary>Puts such work into the service.</summary>
internal static class BackgroundWork
{
    /// <summary>Adds it. It is made when it is due and not before, since making it makes the runtime.</summary>
    public static IServiceCollection AddBackgroundWork<TWork>(this IServiceCollection services)
        where TWork : class, IBackgroundWork =>
        services.AddSingleton<TWork>().AddHostedService<OnceBegun<TWork>>();

    /// <summary>Whether some work of a service has failed, which ends the service.</summary>
    public static bool HasFailed(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<BackgroundService>().Any(work => work.ExecuteTask is { IsFaulted: true });

    private sealed class OnceBegun<TWork>(RuntimeStart start, IServiceProvider services) : BackgroundService
        where TWork : class, IBackgroundWork
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await start.Begun.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await services.GetRequiredService<TWork>().RunAsync(stoppingToken);
        }
    }
}
