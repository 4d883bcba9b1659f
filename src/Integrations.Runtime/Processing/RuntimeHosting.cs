using Integrations.Runtime.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Processing;

/// <summary>Puts a runtime into a generic host.</summary>
public static class RuntimeHosting
{
    /// <summary>
    /// Adds the runtime: it begins with the host and ends gracefully with it. The host is at work, its ports open, while the store is waited
    /// for; <see cref="RuntimeStart"/> tells. The start of the host ends when the runtime has begun.
    /// </summary>
    public static IServiceCollection AddWorkflowRuntime(this IServiceCollection services, Func<IServiceProvider, RuntimeOptions> options)
    {
        services.AddSingleton<RuntimeStart>();
        services.AddSingleton(provider => WorkflowRuntime.Create(options(provider)));
        services.AddHostedService<RuntimeService>();
        return services;
    }

    /// <summary>After everything else has started. The runtime is made here and not before: what it is made of takes its time.</summary>
    private sealed class RuntimeService(IServiceProvider services, RuntimeStart start) : IHostedLifecycleService
    {
        private WorkflowRuntime? runtime;

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            runtime = await Task.Run(services.GetRequiredService<WorkflowRuntime>, cancellationToken).ConfigureAwait(false);
            var wait = new StoreWait(runtime.Store, start.FoundSilent, runtime.Log);
            await wait.RunAsync(async token => await runtime.Store.OpenAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            start.HasOpened();
            await wait.RunAsync(runtime.BeginAsync, cancellationToken).ConfigureAwait(false);
            start.HasBegun();
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => runtime?.StopAsync(cancellationToken) ?? Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
