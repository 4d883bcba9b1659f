using Integrations.Host.Access;
using Integrations.Host.ElsaApi.ActivityExecutions;
using Integrations.Host.ElsaApi.Definitions;
using Integrations.Host.ElsaApi.Descriptors;
using Integrations.Host.ElsaApi.Hub;
using Integrations.Host.ElsaApi.Instances;

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
        api.MapInstanceStarts();
        api.MapInstanceLists();
        api.MapInstanceJournal();
        api.MapInstanceChanges();
        api.MapInstanceTransfer();
        api.MapActivityExecutions();
        api.MapStimuli();
        api.MapActivityTrials();
        endpoints.MapHub<WorkflowInstanceHub>(WorkflowInstanceHub.Path);
        return endpoints;
    }
}
