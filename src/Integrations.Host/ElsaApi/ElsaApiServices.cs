using Integrations.Host.ElsaApi.Definitions;
using Integrations.Host.ElsaApi.Hub;
using Integrations.Host.ElsaApi.Instances;
using Integrations.Host.Hosting;

namespace Integrations.Host.ElsaApi;

/// <summary>Puts the parts of the API into the service.</summary>
internal static class ElsaApiServices
{
    /// <summary>Adds them; the runtime is there already.</summary>
    public static IServiceCollection AddElsaApi(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(protocol => protocol.PayloadSerializerOptions = ElsaJson.Options);
        return services
            .AddSingleton<DefinitionReading>()
            .AddSingleton<DefinitionWriting>()
            .AddSingleton<DefinitionGraphReading>()
            .AddSingleton<InstanceReading>()
            .AddSingleton<ObservedInstances>()
            .AddBackgroundWork<InstanceBroadcast>();
    }
}
