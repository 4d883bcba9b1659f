using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Starts another workflow, and waits for its end only when asked to.</summary>
[Activity("Elsa.DispatchWorkflow", Category = "Composition", En = "Dispatch Workflow", Fr = "Lancer un workflow", DescriptionEn = "Create a new workflow instance of the specified workflow and dispatch it for execution.", DescriptionFr = "Démarre un autre workflow.")]
public sealed class DispatchWorkflow : Activity
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

    /// <summary>Wait until the child ends.</summary>
    [Input(En = "Wait for completion", Fr = "Attendre la fin", UIHint = "checkbox")]
    public readonly Input<bool> WaitForCompletion = new();

    /// <summary>Outputs of the child, when this activity waited.</summary>
    [Output(En = "Result", Fr = "Résultat")]
    public readonly Output<object> Result = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var correlationId = ChildWorkflow.CorrelationOf(context, context.Get(CorrelationId));
        var definitionId = context.Get(WorkflowDefinitionId) ?? "";
        ChildWorkflow.Require(context, definitionId);
        ChildWorkflow.Dispatch(context, definitionId, ChildWorkflow.InputOf(context, Input), correlationId, context.Get(WaitForCompletion));
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption)
    {
        if (ChildWorkflow.TryEnd(context, resumption)) context.Set(Result, resumption.Get(StimulusInput.Output)!);
    }
}
