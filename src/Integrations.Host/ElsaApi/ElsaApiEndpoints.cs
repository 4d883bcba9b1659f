using Integrations.Host.Access;
using Integrations.Host.ElsaApi.Definitions;
using Integrations.Host.ElsaApi.Descriptors;

namespace Integrations.Host.ElsaApi;

/// <summary>The part of Elsa Server's API that Elsa Studio needs, under Elsa's own address.</summary>
internal static class ElsaApiEndpoints
{
    /// <summary>Where Elsa's server has it; Studio is given this address without a slash at its end.</summary>
    public const string Path = "/elsa/api";

    /// <summary>Maps the API.</summary>
    public static IEndpointRouteBuilder MapElsaApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Path).RequireAuthorization(Policies.Read).DisableAntiforgery();
        api.MapFeatures();
        api.MapDescriptors();
        api.MapTypeDefinitions();
        api.MapDefinitionLists();
        api.MapDefinitionChanges();
        api.MapDefinitionTransfer();
        api.MapDefinitionGraphs();
        return endpoints;
    }
}
