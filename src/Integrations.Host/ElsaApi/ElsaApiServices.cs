using Integrations.Host.ElsaApi.Definitions;

namespace Integrations.Host.ElsaApi;

/// <summary>Puts the parts of the API into the service.</summary>
internal static class ElsaApiServices
{
    /// <summary>Adds them; the runtime is there already.</summary>
    public static IServiceCollection AddElsaApi(this IServiceCollection services) => services
        .AddSingleton<DefinitionReading>()
        .AddSingleton<DefinitionWriting>()
        .AddSingleton<DefinitionGraphReading>();
}
