using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// A workflow used as an activity of another (Elsa: usable as activity). It runs in the instance of its consumer: its activities are nodes of
/// the consumer's plan. The version is fixed when the consumer is compiled.
/// </summary>
internal sealed class WorkflowDefinitionActivity(WorkflowDefinition definition) : Activity
{
    private readonly GivenInput[] _inputs = [.. definition.Inputs.Select(input => new GivenInput(input))];
    private readonly Output<object>[] _outputs = [.. definition.Outputs.Select(output => new Output<object> { Name = output.Name })];

    public WorkflowDefinition Definition => definition;

    /// <summary>The workflow's own node; null when the workflow would hold itself.</summary>
    public ActivityNode? Workflow { get; set; }

    protected internal override void Bind(ActivityBinder binder)
    {
        foreach (var input in _inputs)
        {
            var json = binder.Json[CamelCase(input.Declared.Name)];
            input.IsReferenced = (json as JsonObject)?["memoryReference"] is JsonObject;
            binder.BindInput(input.Field, input.Declared.Name, json);
        }

        foreach (var output in _outputs) binder.BindOutput(output, output.Name, binder.Json[CamelCase(output.Name)]);
    }

    protected internal override IReadOnlyList<string>? DrawnOutcomes() => [.. definition.Outcomes, "Done"];

    protected internal override void Execute(ActivityContext context)
    {
        if (Workflow is null) context.Fault($"Workflow '{definition.DefinitionId}' contains itself.");
        var locals = new (string, object?)[_inputs.Length];
        for (var i = 0; i < locals.Length; i++) locals[i] = (_inputs[i].Declared.Name, _inputs[i].Value(context));
        context.Schedule(Workflow, locals: locals);
    }

    /// <summary>Its outcomes are those that a Complete below chose, where the workflow declares any (recordings of CompositesAndOutcomes).</summary>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        if (definition.Outcomes.Count > 0 && child.ChosenOutcomes is { } chosen) context.Complete(chosen);
        else context.Complete();
    }

    /// <summary>Takes a value that the workflow gives to one of its outputs. False: it has no output of this name.</summary>
    public bool TrySetOutput(ActivityContext context, string name, object? value)
    {
        var output = Array.Find(_outputs, output => output.Name == name);
        if (output is null) return false;
        context.Set(output, value!);
        return true;
    }

    /// <summary>The workflow around an execution, when it is used as an activity: its execution, or null at the top.</summary>
    public static ActivityContext? Around(ActivityContext context)
    {
        if (context.Node.Consumer is not { } consumer) return null;
        var above = context.Parent;
        while (above is not null && above.Node != consumer) above = above.Parent;
        return above;
    }

    private static string CamelCase(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private sealed class GivenInput(InputDefinition declared)
    {
        private readonly VariableType _type = new(declared.TypeName, declared.IsArray);

        public InputDefinition Declared => declared;

        public Input<object> Field { get; } = new();

        public bool IsReferenced { get; set; }

        /// <summary>The real engine loses an input that was saved without a memory reference (recording ParentWithIO): Studio saves them so.</summary>
        public object? Value(ActivityContext context) =>
            context.Run.Reproduces && !IsReferenced ? null : _type.Convert(context.Get(Field));
    }
}
