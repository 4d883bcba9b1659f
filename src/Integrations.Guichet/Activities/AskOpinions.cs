using System.Text.Json.Nodes;
using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Asks the opinions that the rules want for a procedure, each by a workflow of its own; it does not wait for them.</summary>
[Activity("Guichet.AskOpinions", Category = GuichetActivities.Category, Fr = "Demander les avis", En = "Ask for opinions",
    DescriptionFr = "Lance un workflow par avis que les règles demandent (ABF, SDIS, gestionnaire de réseau…). Le silence d'un service vaut le plus souvent avis favorable.",
    DescriptionEn = "Starts one workflow for each opinion that the rules want. The silence of a service is most often a favourable opinion.")]
public sealed class AskOpinions : Activity
{
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    [Input(Fr = "Workflow", En = "Workflow", UIHint = "workflow-definition-picker", Required = true)]
    public readonly Input<string> WorkflowDefinitionId = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        foreach (var opinion in DeskKnowledge.OpinionsOf(desk.File, procedure.Key))
        {
            var child = context.NewId();
            context.Emit(new Command(RuntimeCommands.DispatchWorkflow, child, new JsonObject
            {
                ["definitionId"] = context.Get(WorkflowDefinitionId),
                ["instanceId"] = child,
                ["input"] = new JsonObject { ["procedure"] = procedure.Key, ["kind"] = "opinion", ["role"] = opinion.Role },
                ["correlationId"] = context.CorrelationId,
                ["parentInstanceId"] = context.InstanceId,
            }));
        }
    }
}
