using System.Text.Json;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>What cannot be done is said in French with 400: Studio tries again three times whatever is answered with 500.</summary>
internal static class InstanceRefusals
{
    /// <summary>The filter of all endpoints of instances.</summary>
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (InstanceQueryException refused)
        {
            return ElsaProblems.BadMember(refused.Member, refused.Message);
        }
        catch (JsonException refused)
        {
            return ElsaProblems.BadMember("serializerErrors", refused.Message);
        }
        catch (Exception refused) when (refused is DefinitionNotFoundException or ActivationRefusedException)
        {
            return ElsaProblems.BadRequest(refused.Message);
        }
    }
}
