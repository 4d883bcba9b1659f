using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Execution;

/// <summary>
/// One burst while it runs: what happens next stands here. Work items run first in, first out; a completed activity tells its parent,
/// which schedules what follows.
/// </summary>
internal sealed class BurstRun
{
    private readonly WorkQueue _queue = new();
    private readonly List<ActivityContext> _executions = [];
    private Dictionary<string, object?>? _output;
    private Dictionary<string, object?>? _lasting;
    private WorkflowSubStatus _subStatus;
    private int _nextNumber;

    public BurstRun(WorkflowPlan plan, InstanceState state, BurstContext context)
    {
        Plan = plan;
        State = state;
        Context = context.Allowance is null ? context with { Allowance = new BurstAllowance(context.Limits) } : context;
        CorrelationId = state.CorrelationId;
        InstanceName = state.Name;
        Input = state.Input;
        TriggerActivityId = state.TriggerActivityId;
        Bookmarks = new BookmarkSet(state.Bookmarks);
        Log = new BurstLog(state.InstanceId, context.Now, plan.Journal);
        _nextNumber = state.NextExecution;
        _subStatus = WorkflowSubStatus.Executing;
        ExecutionRecord.Restore(state.Executions, this, _executions);
    }

    public WorkflowPlan Plan { get; }

    /// <summary>The state before the burst.</summary>
    public InstanceState State { get; }

    public BurstContext Context { get; }

    public string? CorrelationId { get; set; }

    public string? InstanceName { get; set; }

    public IReadOnlyDictionary<string, object?> Input { get; private set; }

    public string? TriggerActivityId { get; private set; }

    public OutputRegister Outputs { get; } = new();

    public BookmarkSet Bookmarks { get; }

    public BurstLog Log { get; }

    public IReadOnlyList<ActivityContext> Executions => _executions;

    /// <summary>Known faults of the real engine are reproduced.</summary>
    public bool Reproduces => Context.EngineFaults == EngineFaults.Reproduced;

    public BurstResult Start(Stimulus.Start start)
    {
        if (_executions.Count > 0) return new BurstResult { State = State };
        Input = start.Input;
        TriggerActivityId = start.TriggerActivityId;
        _queue.Add(new WorkItem(Plan.Root, null));
        return Drain();
    }

    public BurstResult Resume(Stimulus.Resume resume)
    {
        var bookmark = Bookmarks.Find(resume.BookmarkId);
        var execution = bookmark is null ? null : _executions.Find(e => e.Number == bookmark.Execution);
        if (bookmark is null || execution is not { Status: ActivityStatus.Running }) return new BurstResult { State = State };

        // What waits beside a fault goes on, so that nothing is lost until the retry; the instance stays faulted.
        if (State.SubStatus == WorkflowSubStatus.Faulted) _subStatus = WorkflowSubStatus.Faulted;
        _queue.Add(new WorkItem(execution.Node, execution) { Resumption = new Resumption(bookmark, resume.Input) });
        return Drain();
    }

    public BurstResult Cancel()
    {
        foreach (var execution in _executions)
        {
            if (!IsCancellable(execution)) continue;
            execution.Become(ActivityStatus.Canceled);
            Log.Write(execution, "Canceled");
        }

        Bookmarks.Clear();
        _subStatus = WorkflowSubStatus.Cancelled;
        return Result();
    }

    public BurstResult Retry(Stimulus.Retry retry)
    {
        var faulted = _executions.FindAll(e => e.Status == ActivityStatus.Faulted && (retry.ActivityId is null || e.Node.Key == retry.ActivityId));
        if (faulted.Count == 0) return new BurstResult { State = State };
        foreach (var execution in faulted)
        {
            if (execution.EndedWith is null) execution.Become(ActivityStatus.Running);
            _queue.Add(new WorkItem(execution.Node, execution) { IsRetry = true });
        }

        return Drain();
    }

    public void Schedule(ActivityNode node, ActivityContext owner, int tag, (string Name, object? Value)[]? locals) =>
        _queue.Add(new WorkItem(node, owner) { Tag = tag, Locals = locals });

    /// <summary>The node is already scheduled by this owner.</summary>
    public bool IsScheduled(ActivityNode node, ActivityContext owner) => _queue.Contains(node, owner);

    /// <summary>Forgets what this owner has scheduled and what has not begun.</summary>
    public void Unschedule(ActivityContext owner) => _queue.RemoveOf(owner);

    /// <summary>Forgets everything that is scheduled or waits (Finish).</summary>
    public void Finish()
    {
        _queue.Clear();
        Bookmarks.Clear();
        _subStatus = WorkflowSubStatus.Finished;
    }

    public void Complete(ActivityContext execution, Outcomes? outcomes)
    {
        if (execution.Status != ActivityStatus.Running) return;
        CancelChildren(execution);
        execution.Become(ActivityStatus.Completed);
        Log.Write(execution, "Completed", outcomes?.Names);
        if (Plan.Journal == JournalLevel.Values) Log.Keep(JournalValues.Outputs(execution));
        if (execution.Parent is not { } parent)
        {
            // Nothing runs after the workflow is journaled Completed (where Elsa differs: SEMANTICS 6b).
            if (!Reproduces) _queue.Clear();
        }
        else if (parent.Status is ActivityStatus.Running && _subStatus != WorkflowSubStatus.Finished)
        {
            Bookmarks.RemoveAllOf(execution);
            Tell(parent, execution, outcomes ?? Outcomes.Done);
        }

        Bookmarks.RemoveAllOf(execution);
    }

    public void CancelChildren(ActivityContext execution)
    {
        if (execution.RunningChildren == 0 && execution.FaultedChildren == 0) return;
        for (var i = 0; i < _executions.Count; i++)
        {
            var child = _executions[i];
            if (child.Parent != execution || !IsCancellable(child)) continue;
            MarkCanceled(child);
            CancelChildren(child);
        }
    }

    /// <summary>Cancels the running children, each from the bottom up.</summary>
    public void CancelChildrenFromBelow(ActivityContext execution)
    {
        for (var i = 0; i < _executions.Count; i++)
            if (_executions[i].Parent == execution)
                CancelExecution(_executions[i]);
    }

    /// <summary>Cancels one execution, what is below it first (a join does; a completed composite cancels from the top, as recorded).</summary>
    public void CancelExecution(ActivityContext execution)
    {
        if (!IsCancellable(execution)) return;
        CancelChildrenFromBelow(execution);
        MarkCanceled(execution);
    }

    public Bookmark AddBookmark(ActivityContext execution, string name, string key, JsonObject payload, DateTimeOffset? dueAt, bool autoBurn)
    {
        var bookmark = new Bookmark(Context.NewId(), execution.Node.Id, name, key, payload, dueAt) { AutoBurn = autoBurn, Execution = execution.Number };
        Bookmarks.Add(bookmark);
        return bookmark;
    }

    /// <inheritdoc cref="ActivityContext.RunChild"/>
    public InstanceState? RunChild(ActivityContext execution, string definitionId, JsonObject? input, string? correlationId)
    {
        if (Context.FindPublished is null || (Context.IsDomainPerCorrelation && correlationId != State.CorrelationId)) return null;
        if (Context.Depth >= Context.Limits.MaxChildDepth) execution.Fault($"Workflow '{definitionId}' is the {Context.Depth + 1}th child within a child: the workflow executes itself.");
        var plan = Context.FindPublished(definitionId);
        if (plan is null) execution.Fault(ChildWorkflow.NotPublished(definitionId));
        // Its start may be refused, which must not undo this burst.
        if (plan.Activation != ActivationStrategy.Always) return null;
        var started = InstanceState.New(plan, Context.NewId(), correlationId, State.InstanceId);
        var values = input?.ToDictionary(pair => pair.Key, pair => Values.OfJson(pair.Value), StringComparer.Ordinal) ?? StimulusInput.None;
        var result = Burst.Run(plan, started, new Stimulus.Start(values), Context with { Depth = Context.Depth + 1 });
        Log.Children.Add(new ChildBurst(plan, started, result));
        Log.Printed.AddRange(result.Printed);
        return result.State;
    }

    /// <summary>Gives an input of the start to the activity that uses it up: it is not kept with the instance.</summary>
    public object? TakeInput(string name)
    {
        if (!Input.TryGetValue(name, out var value)) return null;
        Input = Input.Where(pair => pair.Key != name).ToDictionary(StringComparer.Ordinal);
        return value;
    }

    public object? LastingMemoryOf(string activityId) => (_lasting ?? State.LastingMemory).GetValueOrDefault(activityId);

    public void RememberLasting(string activityId, object? value) =>
        (_lasting ??= new Dictionary<string, object?>(State.LastingMemory, StringComparer.Ordinal))[activityId] = Values.Normalize(value);

    public void SetOutput(string name, object? value) =>
        (_output ??= new Dictionary<string, object?>(State.Output, StringComparer.Ordinal))[name] = value;

    private static bool IsCancellable(ActivityContext execution) => execution.Status is ActivityStatus.Running or ActivityStatus.Faulted;

    private void MarkCanceled(ActivityContext execution)
    {
        execution.Become(ActivityStatus.Canceled);
        Bookmarks.RemoveAllOf(execution);
        Log.Write(execution, "Canceled");
        for (var above = execution; above is not null; above = above.Parent) above.Node.Activity.DescendantCanceled(above, execution);
    }

    private BurstResult Drain()
    {
        do
        {
            while (_queue.TryTake(out var item))
            {
                if (!Context.Allowance!.TryTakeStep())
                {
                    StopAtLimit(item);
                    break;
                }

                Execute(item);
            }
        }
        while (WakeIdle());
        return Result();
    }

    /// <summary>
    /// A container whose last work was dropped or ran below a completed branch is told by nobody: it is asked once nothing is left (the real
    /// engine leaves the instance suspended for ever).
    /// </summary>
    private bool WakeIdle()
    {
        if (Reproduces || _subStatus != WorkflowSubStatus.Executing) return false;
        for (var i = _executions.Count - 1; i >= 0; i--)
        {
            var execution = _executions[i];
            if (execution.Status != ActivityStatus.Running || execution.HasPendingChildren || execution.FaultedChildren > 0 || Bookmarks.HasAnyOf(execution)) continue;
            try
            {
                execution.Node.Activity.Idle(execution);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Fault(execution, exception);
            }

            if (execution.Status != ActivityStatus.Running) return true;
        }

        return false;
    }

    private void Execute(WorkItem item)
    {
        if (item.IsRetry && item.Owner!.EndedWith is not null)
        {
            GoOn(item.Owner);
            return;
        }

        var execution = item.IsOfOwner ? item.Owner! : Begin(item);
        Log.Write(execution, item.Resumption is not null || (Reproduces && EngineFault.LooksResumed(execution.Node, Bookmarks)) ? "Resumed" : "Started");
        var commands = Log.Commands.Count;
        try
        {
            execution.IsWaiting = false;
            execution.EvaluateInputs();
            if (Plan.Journal == JournalLevel.Values) Log.Keep(JournalValues.Inputs(execution));
            if (item.Resumption is { } resumption)
            {
                if (resumption.Bookmark.AutoBurn) Bookmarks.Remove(resumption.Bookmark.Id);
                execution.Node.Activity.Resume(execution, resumption);
            }
            else
            {
                execution.Node.Activity.Execute(execution);

                // Only the first execution of the trigger is the one that fired: in a loop it waits.
                if (execution.Node.Key == TriggerActivityId) TriggerActivityId = null;
            }

            if (execution.Status != ActivityStatus.Running) return;
            if (Bookmarks.HasAnyOf(execution)) Log.Write(execution, "Suspended");
            else if (!execution.IsWaiting && !execution.HasPendingChildren) Complete(execution, null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (execution.Status == ActivityStatus.Running) TakeBack(execution, commands);
            Fault(execution, exception);
        }
    }

    /// <summary>The parent goes on. When it cannot, the incident is the child's, as in the real engine; a retry then goes on from here and does not run the child again.</summary>
    private static void Tell(ActivityContext parent, ActivityContext ended, Outcomes outcomes)
    {
        ended.EndedWith = outcomes;
        parent.Node.Activity.ChildCompleted(parent, ended, outcomes);
        ended.EndedWith = null;
    }

    /// <summary>A retry of what failed after its activity had ended.</summary>
    private void GoOn(ActivityContext execution)
    {
        var last = execution;
        while (last.Parent is { EndedWith: not null } above) last = above;
        execution.Become(ActivityStatus.Completed);
        try
        {
            if (last.Parent is { Status: ActivityStatus.Running } parent) Tell(parent, last, last.EndedWith!);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fault(execution, exception);
        }
    }

    private ActivityContext Begin(WorkItem item)
    {
        var execution = new ActivityContext(this, item.Node, item.Owner, _nextNumber++) { Tag = item.Tag, Locals = item.Locals };
        if (item.Node.Variables is { } variables)
        {
            var values = new object?[variables.Length];
            for (var i = 0; i < values.Length; i++) values[i] = variables[i].Default;
            execution.VariableValues = values;
        }

        _executions.Add(execution);
        if (item.Owner is { } owner) owner.RunningChildren++;
        return execution;
    }

    /// <summary>An activity that faults on its way has asked for nothing and waits for nothing: a retry begins anew.</summary>
    private void TakeBack(ActivityContext execution, int commands)
    {
        Log.Commands.RemoveRange(commands, Log.Commands.Count - commands);
        Bookmarks.RemoveAllOf(execution);
    }

    /// <summary>An incident. What is already scheduled still runs, also under the Fault strategy (SEMANTICS 10).</summary>
    private void Fault(ActivityContext execution, Exception exception)
    {
        execution.Become(ActivityStatus.Faulted);
        Log.AddIncident(execution.Node, exception.Message, exception is ActivityFaultException ? null : exception);
        Log.Write(execution, "Faulted", message: exception.Message);
        if (Plan.IncidentStrategy == IncidentStrategy.Fault) _subStatus = WorkflowSubStatus.Faulted;
    }

    /// <summary>A cycle without a waiting activity ends here instead of looping for ever (where Elsa differs: SEMANTICS 6c).</summary>
    private void StopAtLimit(WorkItem item)
    {
        _queue.Clear();
        Log.AddIncident(item.Node, $"Step limit: the burst ran {Context.Limits.MaxActivityExecutions} activities without waiting; the workflow loops (activité '{item.Node.Id}').");
        _subStatus = WorkflowSubStatus.Faulted;
    }

    private BurstResult Result()
    {
        if (_subStatus == WorkflowSubStatus.Executing)
            _subStatus = _executions.TrueForAll(e => e.Status is ActivityStatus.Completed or ActivityStatus.Canceled)
                ? WorkflowSubStatus.Finished
                : WorkflowSubStatus.Suspended;
        var next = State with
        {
            CorrelationId = CorrelationId,
            Name = InstanceName,
            Status = _subStatus == WorkflowSubStatus.Suspended ? WorkflowStatus.Running : WorkflowStatus.Finished,
            SubStatus = _subStatus,
            Bookmarks = Bookmarks.Open,
            Output = _output ?? State.Output,
            LastingMemory = _lasting ?? State.LastingMemory,
            Incidents = Log.Incidents.Count == 0 ? State.Incidents : [.. State.Incidents.Concat(Log.Incidents).TakeLast(Context.Limits.MaxIncidents)],
            Input = Input,
            TriggerActivityId = TriggerActivityId,
            NextExecution = _nextNumber,
            Executions = Reproduces ? EngineFault.ForgetVariables(State.Executions, ExecutionRecord.Keep(_executions)) : ExecutionRecord.Keep(_executions),
        };
        return new BurstResult
        {
            State = next,
            BookmarksAdded = Bookmarks.Added(),
            BookmarksRemoved = Bookmarks.Removed(),
            Commands = Log.Commands,
            Journal = Log.Journal,
            Incidents = Log.Incidents,
            Printed = Log.Printed,
            Children = Log.Children,
        };
    }
}
