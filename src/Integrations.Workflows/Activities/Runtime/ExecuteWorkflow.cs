using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Starts another workflow and waits for its end.</summary>
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

    /// <summary>Elsa's switch for its task runner; waiting is what this activity does in any case.</summary>
    [Input(En = "Wait for completion", Fr = "Attendre la fin", UIHint = "checkbox")]
    public readonly Input<bool> WaitForCompletion = new();

    /// <summary>Outputs of the child.</summary>
    [Output(En = "Result", Fr = "Résultat")]
    public readonly Output<object> Result = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var correlationId = context.Get(CorrelationId) is { Length: > 0 } given ? given : context.CorrelationId;
        ChildWorkflow.Start(context, context.Get(WorkflowDefinitionId) ?? "", context.Get(Input), correlationId, wait: true);
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption) =>
        ChildWorkflow.Ended(context, resumption, Result);
}
