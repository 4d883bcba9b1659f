using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Execution;

/// <summary>
/// One burst while it runs: what happens next stands here. Work items run first in, first out; a completed activity tells its parent,
/// which schedules what follows.
/// </summary>
internal sealed class BurstRun
{
    private readonly Queue<WorkItem> _queue = new();
    private readonly List<ActivityContext> _executions = [];
    private readonly List<Bookmark> _bookmarks;
    private readonly List<Incident> _incidents = [];
    private readonly List<JournalEntry> _journal = [];
    private Dictionary<string, object?>? _output;
    private Dictionary<string, object?>? _lasting;
    private WorkflowSubStatus _subStatus;
    private int _nextNumber;
    private int _executed;

    public BurstRun(WorkflowPlan plan, InstanceState state, BurstContext context)
    {
        Plan = plan;
        State = state;
        Context = context;
        CorrelationId = state.CorrelationId;
        InstanceName = state.Name;
        Input = state.Input;
        TriggerActivityId = state.TriggerActivityId;
        _bookmarks = [.. state.Bookmarks];
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

    public List<Command> Commands { get; } = [];

    public List<string> Printed { get; } = [];

    public IReadOnlyList<ActivityContext> Executions => _executions;

    /// <summary>Known faults of the real engine are reproduced.</summary>
    public bool Reproduces => Context.EngineFaults == EngineFaults.Reproduced;

    public BurstResult Start(Stimulus.Start start)
    {
        if (_executions.Count > 0) return new BurstResult { State = State };
        Input = start.Input;
        TriggerActivityId = start.TriggerActivityId;
        _queue.Enqueue(new WorkItem(Plan.Root, null, 0, null));
        return Drain();
    }

    public BurstResult Resume(Stimulus.Resume resume)
    {
        var bookmark = _bookmarks.Find(b => b.Id == resume.BookmarkId);
        var execution = bookmark is null ? null : _executions.Find(e => e.Number == bookmark.Execution);
        if (bookmark is null || execution is null) return new BurstResult { State = State };
        _queue.Enqueue(new WorkItem(execution.Node, execution, 0, new Resumption(bookmark, resume.Input)));
        return Drain();
    }

    public BurstResult Cancel()
    {
        foreach (var execution in _executions)
        {
            if (execution.Status is not (ActivityStatus.Running or ActivityStatus.Faulted)) continue;
            execution.Status = ActivityStatus.Canceled;
            Log(execution, "Canceled");
        }

        _bookmarks.Clear();
        _subStatus = WorkflowSubStatus.Cancelled;
        return Result();
    }

    public BurstResult Retry(Stimulus.Retry retry)
    {
        var faulted = _executions.FindAll(e => e.Status == ActivityStatus.Faulted && (retry.ActivityId is null || e.Node.Id == retry.ActivityId));
        if (faulted.Count == 0) return new BurstResult { State = State };
        foreach (var execution in faulted)
        {
            SetStatus(execution, ActivityStatus.Running);
            _queue.Enqueue(new WorkItem(execution.Node, execution, 0, null) { IsRetry = true });
        }

        return Drain();
    }

    public void Schedule(ActivityNode node, ActivityContext owner, int tag, (string Name, object? Value)[]? locals)
    {
        _queue.Enqueue(new WorkItem(node, owner, tag, null) { Locals = locals });
        for (var above = owner; above is not null; above = above.Parent) above.QueuedBelow++;
    }

    /// <summary>The node is already in the queue, scheduled by this owner.</summary>
    public bool IsScheduled(ActivityNode node, ActivityContext owner)
    {
        foreach (var item in _queue)
            if (item.Node == node && item.Owner == owner && item.Resumption is null)
                return true;
        return false;
    }

    /// <summary>Forgets everything that is scheduled or waits (Finish).</summary>
    public void Finish()
    {
        ClearQueue();
        _bookmarks.Clear();
        _subStatus = WorkflowSubStatus.Finished;
    }

    public void Complete(ActivityContext execution, Outcomes? outcomes)
    {
        if (execution.Status != ActivityStatus.Running) return;
        CancelChildren(execution);
        SetStatus(execution, ActivityStatus.Completed);
        Log(execution, "Completed", outcomes?.Names);
        if (execution.Parent is not { } parent)
        {
            // Nothing runs after the workflow is journaled Completed (where Elsa differs: SEMANTICS 6b).
            if (!Reproduces) ClearQueue();
        }
        else if (parent.Status is ActivityStatus.Running && _subStatus != WorkflowSubStatus.Finished)
        {
            parent.Node.Activity.ChildCompleted(parent, execution, outcomes ?? Outcomes.Done);
        }

        RemoveBookmarks(execution);
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

    /// <summary>Cancels one execution, what is below it first (a join does; a completed composite cancels from the top, as recorded).</summary>
    public void CancelExecution(ActivityContext execution)
    {
        if (!IsCancellable(execution)) return;
        for (var i = 0; i < _executions.Count; i++)
            if (_executions[i].Parent == execution)
                CancelExecution(_executions[i]);
        MarkCanceled(execution);
    }

    public Bookmark AddBookmark(ActivityContext execution, string name, string key, JsonObject payload, DateTimeOffset? dueAt, bool autoBurn)
    {
        var bookmark = new Bookmark(Context.NewId(), execution.Node.Id, name, key, payload, dueAt) { AutoBurn = autoBurn, Execution = execution.Number };
        _bookmarks.Add(bookmark);
        return bookmark;
    }

    public void RemoveBookmark(string id)
    {
        var index = _bookmarks.FindIndex(b => b.Id == id);
        if (index >= 0) _bookmarks.RemoveAt(index);
    }

    public object? LastingMemoryOf(string activityId) => (_lasting ?? State.LastingMemory).GetValueOrDefault(activityId);

    public void RememberLasting(string activityId, object? value) =>
        (_lasting ??= new Dictionary<string, object?>(State.LastingMemory, StringComparer.Ordinal))[activityId] = Values.Normalize(value);

    public void SetOutput(string name, object? value) =>
        (_output ??= new Dictionary<string, object?>(State.Output, StringComparer.Ordinal))[name] = value;

    /// <summary>The nearest execution at or above that belongs to a node.</summary>
    public static ActivityContext? FindScope(ActivityContext execution, int nodeIndex)
    {
        for (var above = execution; above is not null; above = above.Parent)
            if (above.Node.Index == nodeIndex)
                return above;
        return null;
    }

    private static bool IsCancellable(ActivityContext execution) => execution.Status is ActivityStatus.Running or ActivityStatus.Faulted;

    private void MarkCanceled(ActivityContext execution)
    {
        SetStatus(execution, ActivityStatus.Canceled);
        RemoveBookmarks(execution);
        Log(execution, "Canceled");
        for (var above = execution; above is not null; above = above.Parent) above.Node.Activity.DescendantCanceled(above, execution);
    }

    private BurstResult Drain()
    {
        while (_queue.TryDequeue(out var item))
        {
            if (item.Resumption is null && !item.IsRetry)
            {
                for (var above = item.Owner; above is not null; above = above.Parent) above.QueuedBelow--;
                if (item.Owner is { Status: ActivityStatus.Canceled }) continue;
            }

            if (++_executed > Context.Limits.MaxActivityExecutions)
            {
                StopAtLimit(item);
                break;
            }

            Execute(item);
        }

        return Result();
    }

    private void Execute(in WorkItem item)
    {
        var resumed = item.Resumption is not null || item.IsRetry;
        var execution = resumed ? item.Owner! : Begin(item);
        Log(execution, item.Resumption is not null || (Reproduces && EngineFault.LooksResumed(execution.Node, _bookmarks)) ? "Resumed" : "Started");
        try
        {
            execution.IsWaiting = false;
            execution.EvaluateInputs();
            if (item.Resumption is { } resumption)
            {
                if (resumption.Bookmark.AutoBurn) RemoveBookmark(resumption.Bookmark.Id);
                execution.Node.Activity.Resume(execution, resumption);
            }
            else
            {
                execution.Node.Activity.Execute(execution);
            }

            if (execution.Status != ActivityStatus.Running) return;
            if (HasBookmark(execution)) Log(execution, "Suspended");
            else if (!execution.IsWaiting && !execution.HasPendingChildren) Complete(execution, null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fault(execution, exception);
        }
    }

    private ActivityContext Begin(in WorkItem item)
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

    /// <summary>An incident. What is already scheduled still runs, also under the Fault strategy (SEMANTICS 10).</summary>
    private void Fault(ActivityContext execution, Exception exception)
    {
        SetStatus(execution, ActivityStatus.Faulted);
        AddIncident(execution.Node, exception.Message);
        _journal.Add(new JournalEntry(execution.Node.Id, execution.Node.Type, "Faulted") { ExecutionId = ExecutionId(execution), Message = exception.Message });
        if (Plan.IncidentStrategy == IncidentStrategy.Fault) _subStatus = WorkflowSubStatus.Faulted;
    }

    /// <summary>A cycle without a waiting activity ends here instead of looping for ever (where Elsa differs: SEMANTICS 6c).</summary>
    private void StopAtLimit(in WorkItem item)
    {
        ClearQueue();
        AddIncident(item.Node, $"Step limit: the burst ran {Context.Limits.MaxActivityExecutions} activities without waiting; the workflow loops (activité '{item.Node.Id}').");
        _subStatus = WorkflowSubStatus.Faulted;
    }

    private void AddIncident(ActivityNode node, string message) => _incidents.Add(new Incident(node.Id, node.Type, message, Context.Now));

    private static void SetStatus(ActivityContext execution, ActivityStatus status)
    {
        if (execution.Parent is { } parent)
        {
            if (execution.Status == ActivityStatus.Running) parent.RunningChildren--;
            if (execution.Status == ActivityStatus.Faulted) parent.FaultedChildren--;
            if (status == ActivityStatus.Running) parent.RunningChildren++;
            if (status == ActivityStatus.Faulted) parent.FaultedChildren++;
        }

        execution.Status = status;
    }

    private bool HasBookmark(ActivityContext execution)
    {
        foreach (var bookmark in _bookmarks)
            if (bookmark.Execution == execution.Number)
                return true;
        return false;
    }

    private void RemoveBookmarks(ActivityContext execution)
    {
        for (var i = _bookmarks.Count - 1; i >= 0; i--)
            if (_bookmarks[i].Execution == execution.Number)
                _bookmarks.RemoveAt(i);
    }

    private void ClearQueue()
    {
        _queue.Clear();
        foreach (var execution in _executions) execution.QueuedBelow = 0;
    }

    private void Log(ActivityContext execution, string @event, IReadOnlyList<string>? outcomes = null) =>
        _journal.Add(new JournalEntry(execution.Node.Id, execution.Node.Type, @event, outcomes) { ExecutionId = ExecutionId(execution) });

    public string ExecutionId(ActivityContext execution) =>
        string.Concat(State.InstanceId, ":", execution.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));

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
            Bookmarks = _bookmarks,
            Output = _output ?? State.Output,
            LastingMemory = _lasting ?? State.LastingMemory,
            Incidents = _incidents.Count == 0 ? State.Incidents : [.. State.Incidents, .. _incidents],
            Input = Input,
            TriggerActivityId = TriggerActivityId,
            NextExecution = _nextNumber,
            Executions = Reproduces ? EngineFault.ForgetVariables(State.Executions, ExecutionRecord.Keep(_executions)) : ExecutionRecord.Keep(_executions),
        };
        return new BurstResult
        {
            State = next,
            BookmarksAdded = Added(),
            BookmarksRemoved = Removed(),
            Commands = Commands,
            Journal = _journal,
            Incidents = _incidents,
            Printed = Printed,
        };
    }

    private List<Bookmark> Added()
    {
        if (State.Bookmarks.Count == 0) return _bookmarks;
        return _bookmarks.FindAll(b => !State.Bookmarks.Contains(b));
    }

    private List<string> Removed()
    {
        if (State.Bookmarks.Count == 0) return [];
        var removed = new List<string>();
        foreach (var bookmark in State.Bookmarks)
            if (!_bookmarks.Contains(bookmark))
                removed.Add(bookmark.Id);
        return removed;
    }

    private readonly record struct WorkItem(ActivityNode Node, ActivityContext? Owner, int Tag, Resumption? Resumption)
    {
        /// <summary>Runs the owner itself again after a fault.</summary>
        public bool IsRetry { get; init; }

        public (string Name, object? Value)[]? Locals { get; init; }
    }
}
