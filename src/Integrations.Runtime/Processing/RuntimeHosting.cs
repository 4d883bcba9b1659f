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

    /// <summary>
    /// After everything else has started. The runtime is made here and not before: what it is made of takes its time. Only the store is
    /// opened meanwhile, since a first sender waits for it.
    /// </summary>
    private sealed class RuntimeService(IServiceProvider services, RuntimeStart start) : IHostedLifecycleService
    {
        private WorkflowRuntime? runtime;
        private Task? opening;

        public Task StartingAsync(CancellationToken cancellationToken)
        {
            // A store that is no service of the host is known with the runtime only.
            if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(IWorkflowStore)) == true)
                opening = Task.Run(async () => await services.GetRequiredService<IWorkflowStore>().OpenAsync(cancellationToken).ConfigureAwait(false), cancellationToken);
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            runtime = await Task.Run(services.GetRequiredService<WorkflowRuntime>, cancellationToken).ConfigureAwait(false);
            var wait = new StoreWait(runtime.Store, start.FoundSilent, runtime.Log);
            await wait.RunAsync(OpenAsync, cancellationToken).ConfigureAwait(false);
            start.HasOpened();
            await wait.RunAsync(runtime.BeginAsync, cancellationToken).ConfigureAwait(false);
            start.HasBegun();
        }

        /// <summary>The first time, what has begun already.</summary>
        private async Task OpenAsync(CancellationToken cancellationToken)
        {
            var begun = opening;
            opening = null;
            if (begun is not null) await begun.ConfigureAwait(false);
            else await runtime!.Store.OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => runtime?.StopAsync(cancellationToken) ?? Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
