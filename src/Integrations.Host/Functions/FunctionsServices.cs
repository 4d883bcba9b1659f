using Integrations.Host.Settings;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Functions;

/// <summary>Puts the custom handler into the service.</summary>
internal static class FunctionsServices
{
    /// <summary>Adds it, where many processes can share what the service keeps and waits for.</summary>
    /// <exception cref="ArgumentException">They cannot: the message says what to set.</exception>
    public static void AddFunctionsHandler(this IServiceCollection services, FunctionsHandler functions, IConfiguration configuration, QueueSettings queues)
    {
        if (!string.Equals(configuration["Storage:Provider"], "PostgreSql", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("Sous Azure Functions plusieurs processus partagent la base : réglez Storage:Provider=PostgreSql (functions.store).");
        if (queues.Provider != QueueProvider.AzureStorage)
            throw new ArgumentException("Sous Azure Functions plusieurs processus partagent la file d'attente : réglez Queues:Provider=AzureStorage (functions.queue).");
        if (queues.Name != QueueSettings.DefaultName)
            throw new ArgumentException($"Sous Azure Functions la file d'attente porte le nom que lui donne work/function.json : réglez Queues:Name={QueueSettings.DefaultName} (functions.queue-name).");
        services.AddSingleton(functions);
        services.AddOptions<FunctionsSettings>().BindConfiguration(FunctionsSettings.Section).ValidateDataAnnotations().ValidateOnStart();
    }

    /// <summary>What the host was given and should not have been, in French.</summary>
    public static IEnumerable<string> Warnings(IConfiguration configuration)
    {
        foreach (var name in new[] { "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPINSIGHTS_INSTRUMENTATIONKEY" })
        {
            if (configuration[name] is { Length: > 0 })
                yield return $"{name} donne aussi Application Insights à l'hôte Functions, qui peut y écrire des adresses entières, liens signés compris (functions.insights). "
                    + "Retirez ce réglage ; le service lit Telemetry:AzureMonitor.";
        }
    }

    /// <summary>Answers the host, and believes what it says of callers. To be placed first: it looks at headers that are taken off behind it.</summary>
    public static void UseFunctionsHost(this IApplicationBuilder app)
    {
        app.UseMiddleware<Triggers>();
        app.UseForwardedHeaders(FunctionsHandler.Forwarded(app.ApplicationServices.GetRequiredService<IOptions<FunctionsSettings>>().Value.CallerHeader));
    }
}
