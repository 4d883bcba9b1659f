using System.Text.Json.Nodes;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Starts one workflow for each procedure of a family and waits until all have ended: two communes, two permits, one box in the drawing.</summary>
[Activity("Guichet.RunProcedures", Category = GuichetActivities.Category, Fr = "Mener les procédures", En = "Run the procedures",
    DescriptionFr = "Lance un workflow par procédure de la famille et attend la fin de toutes. Exemple : urbanism avec urbanism-permit.",
    DescriptionEn = "Starts one workflow for each procedure of the family and waits for all. Example: urbanism with urbanism-permit.")]
public sealed class RunProcedures : Activity
{
    private const string Bookmark = "Guichet.RunProcedures";

    [Input(Fr = "Famille", En = "Family", UIHint = "dropdown", Options = ["urbanism", "environment", "partner"], Required = true)]
    public readonly Input<string> Family = new();

    [Input(Fr = "Workflow", En = "Workflow", UIHint = "workflow-definition-picker", Required = true)]
    public readonly Input<string> WorkflowDefinitionId = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var family = context.Get(Family);
        var started = 0L;
        foreach (var procedure in desk.File.Procedures.Where(procedure => ProcedureFamilies.Of(procedure.Code) == family && !procedure.Status.IsEnd()))
        {
            var child = context.NewId();
            context.CreateBookmark(Bookmark, StimulusKey.ForChild(child), new JsonObject { ["procedure"] = procedure.Key, ["instanceId"] = child });
            context.Emit(new Command(RuntimeCommands.DispatchWorkflow, child, new JsonObject
            {
                ["definitionId"] = context.Get(WorkflowDefinitionId),
                ["instanceId"] = child,
                ["input"] = new JsonObject { ["procedure"] = procedure.Key },
                ["correlationId"] = context.CorrelationId,
                ["parentInstanceId"] = context.InstanceId,
            }));
            started++;
        }

        context.Memory = started;
    }

    protected override void Resume(ActivityContext context, Resumption resumption)
    {
        if (resumption.Get(StimulusInput.SubStatus) is nameof(WorkflowSubStatus.Faulted))
        {
            // It has not ended: once mended it is retried, and the file must not close over it.
            var waited = resumption.Bookmark;
            context.CreateBookmark(waited.Name, waited.StimulusKey, waited.Payload);
            return;
        }

        var left = (long)context.Memory! - 1;
        context.Memory = left;
        if (left == 0) context.Complete();
    }
}
