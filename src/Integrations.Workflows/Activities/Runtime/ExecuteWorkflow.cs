using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// Runs another workflow as a child instance, in the same burst (recordings of ExecuteWorkflow); a child that suspends is waited for when
/// asked to. A child of another file than this instance's begins in a burst of its own.
/// </summary>
[Activity("Elsa.ExecuteWorkflow", Category = "Composition", En = "Execute Workflow", Fr = "Exécuter un workflow", DescriptionEn = "Create a new workflow instance of the specified workflow and execute it.", DescriptionFr = "Démarre un autre workflow et attend sa fin.", Kind = ActivityKind.Task)]
public sealed class ExecuteWorkflow : Activity
{
    /// <summary>Logical id of the definition; its published version starts.</summary>
    [Input(En = "Workflow definition", Fr = "Définition", UIHint = "workflow-definition-picker", Required = true)]
    public readonly Input<string> WorkflowDefinitionId = new();

    /// <summary>Correlation id of the child; that of this instance when empty.</summary>
    [Input(En = "Correlation ID", Fr = "Identifiant de corrélation")]
    public readonly Input<string> CorrelationId = new();

    /// <summary>Inputs of the child by name.</summary>
    [Input(En = "Input", Fr = "Entrées", UIHint = "multiline")]
    public readonly Input<JsonObject> Input = new();

    /// <summary>When the child suspends: wait until it ends. Otherwise this activity completes once the child has run its first burst.</summary>
    [Input(En = "Wait for completion", Fr = "Attendre la fin", UIHint = "checkbox")]
    public readonly Input<bool> WaitForCompletion = new();

    /// <summary>{workflowInstanceId, correlationId, status, subStatus, output: {name: value}}, as Elsa's ExecuteWorkflowResult.</summary>
    [Output(En = "Result", Fr = "Résultat")]
    public readonly Output<object> Result = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var definitionId = context.Get(WorkflowDefinitionId) ?? "";
        var correlationId = ChildWorkflow.CorrelationOf(context, context.Get(CorrelationId));
        var wait = context.Get(WaitForCompletion);
        var input = ChildWorkflow.InputOf(context, Input);
        if (context.RunChild(definitionId, input, correlationId) is not { } child)
            ChildWorkflow.Dispatch(context, definitionId, input, correlationId, wait);
        else if (wait && !context.HasEnded(child))
            ChildWorkflow.Wait(context, child.InstanceId);
        else
            context.Set(Result, ResultOf(child.InstanceId, child.CorrelationId, child.Status.ToString(), child.SubStatus.ToString(), Values.ToJson(child.Output)));
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption)
    {
        if (!ChildWorkflow.TryEnd(context, resumption)) return;
        var instanceId = (string?)resumption.Bookmark.Payload["childInstanceId"];
        var output = Values.ToJson(resumption.Get(StimulusInput.Output));
        context.Set(Result, ResultOf(instanceId, context.CorrelationId, nameof(WorkflowStatus.Finished), resumption.Get(StimulusInput.SubStatus) as string, output));
    }

    private static JsonObject ResultOf(string? instanceId, string? correlationId, string status, string? subStatus, JsonNode? output) => new()
    {
        ["workflowDefinitionVersionId"] = null,
        ["workflowInstanceId"] = instanceId,
        ["correlationId"] = correlationId,
        ["status"] = status,
        ["subStatus"] = subStatus,
        ["output"] = output ?? new JsonObject(),
    };
}
