using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// Starts one workflow for each item, each in a burst of its own, and waits for the end of all unless told not to. The ids of the children
/// share a beginning, and so one bookmark is resumed by all of them (<see cref="StimulusKey.ForChild"/>). A child that faulted is over where
/// ChildFaulted is drawn; otherwise it has not ended, since it can be retried, and the wait goes on.
/// </summary>
/// <remarks>A base of one: the port ChildCompleted of the activity has the name of a method that must be overridden.</remarks>
public abstract class BulkDispatch : Activity
{
    private const string BookmarkName = "Elsa.BulkDispatchWorkflows";

    private protected BulkDispatch()
    {
    }

    /// <summary>Logical id of the definition; its published version starts.</summary>
    [Input(En = "Workflow definition", Fr = "Définition", UIHint = "workflow-definition-picker", Required = true)]
    public readonly Input<string> WorkflowDefinitionId = new();

    /// <summary>A list, or the JSON text of one. An object is merged into the inputs of its child; anything else is one input.</summary>
    [Input(En = "Items", Fr = "Éléments", DescriptionEn = "An object gives the inputs of its child, anything else is one input.", DescriptionFr = "Un objet donne les entrées de son workflow, toute autre valeur en est une.")]
    public readonly Input<object> Items = new();

    /// <summary>Name of the input that holds an item that is no object.</summary>
    [Input(En = "Default item input key", Fr = "Nom de l'entrée", Default = "Item")]
    public readonly Input<string> DefaultItemInputKey = new();

    /// <summary>Correlation id of a child, evaluated for each item, which it sees under the name of its input; that of this instance when empty.</summary>
    [Input(En = "Correlation ID function", Fr = "Identifiant de corrélation par élément", AutoEvaluate = false)]
    public readonly Input<string> CorrelationIdFunction = new();

    /// <summary>Inputs that all children get.</summary>
    [Input(En = "Input", Fr = "Entrées communes", UIHint = "multiline")]
    public readonly Input<JsonObject> Input = new();

    /// <summary>Waits for the end of all children.</summary>
    [Input(En = "Wait for completion", Fr = "Attendre la fin", UIHint = "checkbox", Default = true)]
    public readonly Input<bool> WaitForCompletion = new();

    /// <summary>Runs for each child that came to its end.</summary>
    private protected abstract ActivityNode? AfterCompleted { get; }

    /// <summary>Runs for each child that faulted.</summary>
    private protected abstract ActivityNode? AfterFaulted { get; }

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var definitionId = context.Get(WorkflowDefinitionId) ?? "";
        ChildWorkflow.Require(context, definitionId);
        var items = Values.ToList(context.Get(Items));
        var siblings = context.NewId();
        for (var number = 0; number < items.Count; number++)
        {
            var id = StimulusKey.Sibling(siblings, number);
            ChildWorkflow.Emit(context, id, definitionId, InputOf(context, items[number]), CorrelationOf(context, items[number]), null);
        }

        if (items.Count == 0 || !context.Get(WaitForCompletion))
        {
            context.Complete("Done");
            return;
        }

        context.CounterValues = ChildTally.Of(items.Count);
        var shown = new JsonObject { ["parentInstanceId"] = context.InstanceId, ["scheduledInstanceIdsCount"] = items.Count };
        context.CreateBookmark(BookmarkName, StimulusKey.ForChild(StimulusKey.Sibling(siblings, 0)), shown, autoBurn: false);
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption)
    {
        var tally = new ChildTally(context.CounterValues!);
        var (childId, subStatus) = (Values.ToText(resumption.Get(StimulusInput.InstanceId)), Values.ToText(resumption.Get(StimulusInput.SubStatus)));
        var faulted = subStatus == nameof(WorkflowSubStatus.Faulted);
        if ((faulted && AfterFaulted is null && !context.Run.Reproduces) || !tally.TryEnd(StimulusKey.NumberOf(childId), subStatus == nameof(WorkflowSubStatus.Cancelled))) return;
        var handler = faulted ? AfterFaulted : subStatus == nameof(WorkflowSubStatus.Finished) ? AfterCompleted : null;
        if (handler is null)
        {
            CompleteWhenAllEnded(context);
            return;
        }

        context.Schedule(handler, locals:
        [
            ("ChildInstanceId", childId),
            (ActivityContext.LocalInput("WorkflowInstanceId"), childId),
            (ActivityContext.LocalInput("WorkflowOutput"), resumption.Get(StimulusInput.Output)),
            (ActivityContext.LocalInput("WorkflowStatus"), nameof(WorkflowStatus.Finished)),
            (ActivityContext.LocalInput("WorkflowSubStatus"), subStatus),
        ]);
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes) => CompleteWhenAllEnded(context);

    private static void CompleteWhenAllEnded(ActivityContext context)
    {
        var tally = new ChildTally(context.CounterValues!);
        if (!tally.AllEnded || context.HasPendingChildren) return;
        context.Complete(tally.AnyCanceled && !context.Run.Reproduces ? ["Completed", "Canceled", "Done"] : ["Completed", "Done"]);
    }

    private JsonObject InputOf(ActivityContext context, object? item)
    {
        var input = ChildWorkflow.InputOf(context, Input);
        if (item is JsonObject fields)
        {
            foreach (var (name, value) in fields) input[name] = value?.DeepClone();
        }
        else
        {
            input[ItemName(context)] = Values.ToJson(item);
        }

        return input;
    }

    private string? CorrelationOf(ActivityContext context, object? item)
    {
        if (!CorrelationIdFunction.IsSet) return ChildWorkflow.CorrelationOf(context, null);
        var before = context.Locals;
        context.Locals = [(ItemName(context), item)];
        try
        {
            return ChildWorkflow.CorrelationOf(context, context.Evaluate(CorrelationIdFunction));
        }
        finally
        {
            context.Locals = before;
        }
    }

    private string ItemName(ActivityContext context) => context.Get(DefaultItemInputKey) is { Length: > 0 } name ? name : "Item";

    /// <summary>Which children have ended, in the counters of the activity: how many there are, how many ended, whether one was cancelled, a bit for each.</summary>
    private readonly struct ChildTally(int[] counters)
    {
        private const int Bits = 3;

        public bool AllEnded => counters[1] == counters[0];

        public bool AnyCanceled => counters[2] == 1;

        public static int[] Of(int count)
        {
            var counters = new int[Bits + ((count + 31) / 32)];
            counters[0] = count;
            return counters;
        }

        /// <summary>False: it had ended before (it was retried after its end was counted), or is none of these children.</summary>
        public bool TryEnd(int number, bool canceled)
        {
            if (number < 0 || number >= counters[0]) return false;
            var (word, bit) = (Bits + (number / 32), 1 << (number % 32));
            if ((counters[word] & bit) != 0) return false;
            counters[word] |= bit;
            counters[1]++;
            if (canceled) counters[2] = 1;
            return true;
        }
    }
}

/// <inheritdoc/>
[Activity("Elsa.BulkDispatchWorkflows", Category = "Composition", En = "Bulk Dispatch Workflows", Fr = "Lancer un workflow par élément", DescriptionEn = "Starts a workflow for each item of a list.", DescriptionFr = "Démarre un workflow pour chaque élément d'une liste.", Kind = ActivityKind.Task)]
[Outcomes("Completed", "Canceled", "Done")]
public sealed class BulkDispatchWorkflows : BulkDispatch
{
    /// <summary>Runs for each child that came to its end: it sees ChildInstanceId, and as inputs WorkflowOutput, WorkflowInstanceId, WorkflowStatus and WorkflowSubStatus.</summary>
    public new readonly Child ChildCompleted = new();

    /// <summary>Runs for each child that faulted, and sees the same.</summary>
    public readonly Child ChildFaulted = new();

    private protected override ActivityNode? AfterCompleted => ChildCompleted.Node;

    private protected override ActivityNode? AfterFaulted => ChildFaulted.Node;
}
