using System.Text;
using System.Text.Json.Nodes;

namespace Integrations.Workflows.Definitions;

/// <summary>How an activity of a definition names the workflow that it stands for.</summary>
/// <param name="Type">Type name of the activity: the workflow's name in Pascal case.</param>
/// <param name="DefinitionId">Logical id of the workflow; null when the drawing does not say it.</param>
/// <param name="VersionId">The version it is pinned to; null when the drawing does not say it.</param>
public sealed record WorkflowActivityReference(string Type, string? DefinitionId, string? VersionId)
{
    /// <summary>The activity type under which a workflow of this name is offered ("Child with input" is "ChildWithInput", as Elsa makes it).</summary>
    public static string TypeName(string workflowName)
    {
        ArgumentNullException.ThrowIfNull(workflowName);
        var type = new StringBuilder(workflowName.Length);
        var starts = true;
        foreach (var sign in workflowName)
        {
            if (sign is ' ' or '_') starts = true;
            else
            {
                type.Append(starts ? char.ToUpperInvariant(sign) : sign);
                starts = false;
            }
        }

        return type.ToString();
    }

    internal static WorkflowActivityReference Of(string type, JsonObject activity)
    {
        var fields = new JsonFields(activity);
        return new WorkflowActivityReference(type, fields.Text("workflowDefinitionId"), fields.Text("workflowDefinitionVersionId"));
    }
}

/// <summary>
/// Finds the workflow that an activity stands for: the version it is pinned to; when that is not there, the published version of the same
/// definition, or of the one that is offered under the activity's type name (the order of the real engine). Null: there is none.
/// </summary>
public delegate WorkflowDefinition? WorkflowActivitySource(WorkflowActivityReference reference);
