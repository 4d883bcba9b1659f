using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Integrations.Runtime.Processing;

/// <summary>Puts a runtime into a generic host.</summary>
public static class RuntimeHosting
{
    /// <summary>Adds the runtime: it begins with the host and ends gracefully with it.</summary>
    public static IServiceCollection AddWorkflowRuntime(this IServiceCollection services, Func<IServiceProvider, RuntimeOptions> options)
    {
        services.AddSingleton(provider => WorkflowRuntime.Create(options(provider)));
        services.AddHostedService<RuntimeService>();
        return services;
    }

    private sealed class RuntimeService(WorkflowRuntime runtime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => runtime.BeginAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => runtime.StopAsync();
    }
}
