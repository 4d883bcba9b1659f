using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// States joined by transitions. It enters the initial state and runs its entry; a transition without a trigger is taken when its condition
/// holds; otherwise the triggers of all transitions wait, and the first one that completes while its condition holds wins. Then run the exit
/// of the source, the action of the transition, the entry of the target. A state without a way out ends the machine; so does the
/// absence of states (recording p31).
/// </summary>
[Activity("Elsa.StateMachine", Category = "Flow", En = "State Machine", Fr = "Machine à états", DescriptionEn = "Named states, and transitions that triggers fire.", DescriptionFr = "Des états nommés, reliés par des transitions que des déclencheurs font jouer.")]
public sealed class StateMachine : Activity
{
    private StateChart _chart = StateChart.Empty;

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder) => _chart = StateChart.Read(binder);

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        // A machine that is stuck waits without a bookmark, as on the real engine: the runtime raises it as stalled.
        context.IsWaiting = true;
        if (_chart.Initial is { } initial) Enter(context, initial);
        else context.Complete();
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        var (step, transition) = Steps.Of(child.Tag);
        switch (step)
        {
            case Step.Entry: Leave(context); break;
            case Step.Trigger when !TryTake(context, transition): context.Schedule(_chart.Transitions[transition].Trigger!, child.Tag); break;
            case Step.Exit: Act(context, transition); break;
            case Step.Action: Enter(context, _chart.Transitions[transition].To); break;
            default: break;
        }
    }

    /// <summary>A machine that is stuck stays stuck, as on the real engine.</summary>
    protected internal override void Idle(ActivityContext context)
    {
    }

    private void Enter(ActivityContext context, int state)
    {
        context.Counters(1)[0] = state;
        if (_chart.States[state].Entry is { } entry) context.Schedule(entry, Steps.Tag(Step.Entry));
        else Leave(context);
    }

    /// <summary>Takes a way out of the current state, or waits for one.</summary>
    private void Leave(ActivityContext context)
    {
        var ways = _chart.WaysOut(context.Counters(1)[0]);
        if (ways.Count == 0)
        {
            context.Complete();
            return;
        }

        foreach (var way in ways)
            if (_chart.Transitions[way].Trigger is null && TryTake(context, way))
                return;
        foreach (var way in ways)
            if (_chart.Transitions[way].Trigger is { } trigger)
                context.Schedule(trigger, Steps.Tag(Step.Trigger, way));
    }

    private bool TryTake(ActivityContext context, int transition)
    {
        if (_chart.Transitions[transition].Condition is { } condition && !context.Evaluate(condition)) return false;
        context.Run.Unschedule(context);
        context.Run.CancelChildrenFromBelow(context);
        if (_chart.States[_chart.Transitions[transition].From].Exit is { } exit) context.Schedule(exit, Steps.Tag(Step.Exit, transition));
        else Act(context, transition);
        return true;
    }

    private void Act(ActivityContext context, int transition)
    {
        if (_chart.Transitions[transition].Action is { } action) context.Schedule(action, Steps.Tag(Step.Action, transition));
        else Enter(context, _chart.Transitions[transition].To);
    }

    /// <summary>What a child of the machine is.</summary>
    private enum Step
    {
        Entry,
        Trigger,
        Exit,
        Action,
    }

    /// <summary>Step and transition in the tag of a child.</summary>
    private static class Steps
    {
        private const int Count = 4;

        public static int Tag(Step step, int transition = 0) => (transition * Count) + (int)step;

        public static (Step Step, int Transition) Of(int tag) => ((Step)(tag % Count), tag / Count);
    }
}
