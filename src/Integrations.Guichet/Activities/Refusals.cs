using Integrations.Guichet.Files;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>What a workflow does with an act that the file refuses.</summary>
internal static class Refusals
{
    /// <summary>A refusal here is a mistake of the drawing or of the data: an incident that names the rule, and nothing recorded.</summary>
    /// <exception cref="ActivityFaultException">The act was refused.</exception>
    public static void Require(this ActivityContext context, Refusal? refusal)
    {
        if (refusal is not null) context.Fault($"{refusal.Message} ({refusal.Code})");
    }
}
