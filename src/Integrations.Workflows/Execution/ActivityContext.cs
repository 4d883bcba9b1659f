using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Execution;

/// <summary>
/// One execution of an activity, and all that the activity may see and do. It lives from Started to its end, over several bursts.
/// </summary>
public sealed class ActivityContext
{
    private readonly BurstRun _run;
    private object?[]? _inputs;

    internal ActivityContext(BurstRun run, ActivityNode node, ActivityContext? parent, int number, ActivityStatus status = ActivityStatus.Running)
    {
        Status = status;
        _run = run;
        Node = node;
        Parent = parent;
        Number = number;
    }

    /// <summary>The activity in its plan.</summary>
    public ActivityNode Node { get; }

    /// <summary>The execution that scheduled this one; null for the workflow.</summary>
    public ActivityContext? Parent { get; }

    /// <summary>A number given by the parent when it scheduled this one (the position of a branch, for example).</summary>
    public int Tag { get; internal set; }

    /// <summary>Instant of the burst, UTC.</summary>
    public DateTimeOffset Now => _run.Context.Now;

    /// <summary>Id of the instance.</summary>
    public string InstanceId => _run.State.InstanceId;

    /// <summary>Id of the instance that started this one.</summary>
    public string? ParentInstanceId => _run.State.ParentInstanceId;

    /// <summary>The plan that runs.</summary>
    public WorkflowPlan Plan => _run.Plan;

    /// <summary>The id by which a group of instances is found.</summary>
    public string? CorrelationId
    {
        get => _run.CorrelationId;
        set => _run.CorrelationId = value;
    }

    /// <summary>Name of the instance.</summary>
    public string? InstanceName
    {
        get => _run.InstanceName;
        set => _run.InstanceName = value;
    }

    /// <summary>What this activity remembers until it completes: one of the kinds of <see cref="Values"/>. A JSON node must not be changed once given.</summary>
    public object? Memory { get; set; }

    /// <summary>What this activity remembers over all its executions in the instance, also in a loop: one of the kinds of <see cref="Values"/>.</summary>
    public object? LastingMemory
    {
        get => _run.LastingMemoryOf(Node.Key);
        set => _run.RememberLasting(Node.Key, value);
    }

    /// <summary>The instance was started by this activity: a trigger completes at once instead of waiting.</summary>
    public bool IsTriggerOfStart => _run.TriggerActivityId is not null && _run.TriggerActivityId == Node.Key;

    /// <summary>A child runs or is scheduled.</summary>
    public bool HasPendingChildren => RunningChildren > 0 || QueuedBelow > 0;

    /// <summary>Id of this execution, unique over all instances: a fitting idempotency key for a command that is emitted once.</summary>
    public string ExecutionId => _run.Log.ExecutionId(this);

    internal int Number { get; }

    internal ActivityStatus Status { get; private set; }

    internal object?[]? VariableValues { get; set; }

    /// <summary>Variables that only this execution and those below it see.</summary>
    internal (string Name, object? Value)[]? Locals { get; set; }

    internal int[]? CounterValues { get; set; }

    internal bool IsBreaking { get; set; }

    /// <summary>Set while the parent is told of the end, and kept when the parent fails at it: the outcomes with which this execution ended.</summary>
    internal Outcomes? EndedWith { get; set; }

    /// <summary>Outcomes that a Complete below chose for this workflow.</summary>
    internal Outcomes? ChosenOutcomes { get; set; }


    internal int RunningChildren { get; set; }

    internal int FaultedChildren { get; set; }

    /// <summary>Work items in the queue scheduled by this execution or by one below it.</summary>
    internal int QueuedBelow { get; set; }

    /// <summary>Work items scheduled or bookmarks created since the last time the engine looked.</summary>
    internal bool IsWaiting { get; set; }

    internal BurstRun Run => _run;

    /// <summary>The domain's session on the file of this instance.</summary>
    /// <exception cref="InvalidOperationException">The runtime opened no session of this type.</exception>
    public T Domain<T>()
        where T : class =>
        _run.Context.Domain as T
        ?? throw new InvalidOperationException($"Activity '{Node.Id}' needs a domain session of type {typeof(T).Name}; the instance has none.");

    /// <summary>A new id: short, unique.</summary>
    public string NewId() => _run.Context.NewId();

    /// <summary>The value of an input, converted to its type; the type's default when the designer gave none.</summary>
    public T Get<T>(Input<T> input)
    {
        if (input.IsConstant) return input.Constant!;
        if (input.Expression is null) return default!;
        if (!input.AutoEvaluate) return Evaluate(input);
        EvaluateInputs();
        return _inputs![input.Slot] is T value ? value : default!;
    }

    /// <summary>Evaluates an input now (for inputs with AutoEvaluate off: once per iteration, or outside the execution).</summary>
    public T Evaluate<T>(Input<T> input)
    {
        if (input.IsConstant) return input.Constant!;
        return InputEvaluation.Evaluate(this, input) is T value ? value : default!;
    }

    /// <summary>Sets an output: kept for scripts, and written to the variable that the designer bound to it.</summary>
    public void Set<T>(Output<T> output, T value)
    {
        var normal = Values.Normalize(value);
        _run.Outputs.Set(Node, output.Name, normal);
        if (output.Target is { } target) SetVariable(target, normal);
        else if (output.TargetOutput is { } name) SetOutput(name, normal);
    }

    /// <summary>The value of a variable that this activity sees; null when there is none of this name.</summary>
    public object? GetVariable(string name)
    {
        if (TryLocal(name, out var local)) return local;
        return Node.Scope.ByName(name) is { } reference ? GetVariable(reference) : null;
    }

    /// <summary>Sets a variable that this activity sees. False: there is none of this name.</summary>
    public bool SetVariable(string name, object? value)
    {
        if (Node.Scope.ByName(name) is not { } reference) return false;
        SetVariable(reference, value);
        return true;
    }

    /// <summary>An input of the workflow, or of the workflow used as an activity around this one; null when it was not given. What the workflow was started with is found in any case of letters, as in Elsa.</summary>
    public object? GetInput(string name)
    {
        if (TryLocal(LocalInput(name), out var local)) return local;
        for (var above = this; above.Node.Consumer is not null; above = above.Parent!)
            if (above is { Node.Activity: Workflow, Locals: { } given })
                foreach (var (input, value) in given)
                    if (input == name)
                        return value;
        return _run.Input.TryGetValue(name, out var start) ? start : _run.Input.FirstOrDefault(given => string.Equals(given.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>Sets an output of the workflow.</summary>
    public void SetOutput(string name, object? value)
    {
        for (var around = WorkflowDefinitionActivity.Around(this); around is not null; around = WorkflowDefinitionActivity.Around(around))
            if (((WorkflowDefinitionActivity)around.Node.Activity).TrySetOutput(around, name, value))
                return;
        _run.SetOutput(name, Values.Normalize(value));
    }

    /// <summary>Waits. An activity may create several bookmarks; they go when it completes.</summary>
    /// <param name="name">Kind of wait; <see cref="Activity.Resume"/> tells bookmarks apart by it.</param>
    /// <param name="stimulusKey">What resumes it. See <see cref="StimulusKey"/>.</param>
    /// <param name="payload">Shown to people and given back to <see cref="Activity.Resume"/>.</param>
    /// <param name="dueAt">When time alone resumes it (UTC).</param>
    /// <param name="autoBurn">False: it stays when it is resumed.</param>
    public Bookmark CreateBookmark(string name, string stimulusKey, JsonObject payload, DateTimeOffset? dueAt = null, bool autoBurn = true)
    {
        IsWaiting = true;
        return _run.AddBookmark(this, name, stimulusKey, payload, dueAt, autoBurn);
    }

    /// <summary>Removes one bookmark of this activity.</summary>
    public void RemoveBookmark(Bookmark bookmark) => _run.Bookmarks.Remove(bookmark.Id);

    /// <summary>Asks the outside for something. It is written to the outbox in the burst's transaction.</summary>
    public void Emit(Command command) => _run.Log.Commands.Add(command);

    /// <summary>Prints a line (WriteLine).</summary>
    public void Print(string line) => _run.Log.Printed.Add(line);

    /// <summary>Completes with the outcome "Done".</summary>
    public void Complete() => _run.Complete(this, null);

    /// <summary>Completes with these outcomes; they are written to the journal.</summary>
    public void Complete(params string[] outcomes) => _run.Complete(this, new Outcomes(outcomes));

    /// <summary>Completes with these outcomes; they are written to the journal.</summary>
    public void Complete(Outcomes outcomes) => _run.Complete(this, outcomes);

    /// <summary>Stops here with an incident.</summary>
    /// <exception cref="ActivityFaultException">Always.</exception>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "An activity says context.Fault(...) as it says context.Complete().")]
    public void Fault(string message) => throw new ActivityFaultException(message);

    /// <summary>Schedules a child; <see cref="Activity.ChildCompleted"/> is called at its end. Children run in the order in which they were scheduled.</summary>
    /// <param name="child">The child.</param>
    /// <param name="tag">Given back as the child's <see cref="Tag"/>.</param>
    /// <param name="locals">Read-only variables that only this execution of the child and those below it see.</param>
    public void Schedule(ActivityNode child, int tag = 0, (string Name, object? Value)[]? locals = null)
    {
        IsWaiting = true;
        _run.Schedule(child, this, tag, locals);
    }

    /// <summary>
    /// Runs the first burst of a child instance within this one. Null: it cannot run here (another file's, or the host starts children by
    /// command only).
    /// </summary>
    /// <exception cref="ActivityFaultException">The definition is not published, or children nest too deep.</exception>
    internal InstanceState? RunChild(string definitionId, JsonObject? input, string? correlationId) =>
        _run.RunChild(this, definitionId, input, correlationId);

    /// <summary>A child that faulted has not ended, since it can be retried; in the real engine it has.</summary>
    internal bool HasEnded(InstanceState child) =>
        child.Status == WorkflowStatus.Finished && (child.SubStatus != WorkflowSubStatus.Faulted || _run.Reproduces);

    /// <summary>Cancels the running children.</summary>
    public void CancelChildren() => _run.CancelChildren(this);

    /// <summary>Small numbers that this activity remembers until it completes (positions, counts). The first call makes them, all zero.</summary>
    public int[] Counters(int count) => CounterValues ??= new int[count];

    /// <summary>Name of a local that those below read as an input of the workflow (Elsa gives the handlers of a bulk dispatch inputs of their own).</summary>
    internal static string LocalInput(string name) => "input " + name;

    /// <summary>The name of the nearest local that is meant; null: there is none.</summary>
    internal string? FindLocal(Func<string, bool> isMeant)
    {
        for (var above = this; above is not null; above = above.Parent)
            foreach (var (name, _) in above.Locals ?? [])
                if (isMeant(name))
                    return name;
        return null;
    }

    internal object? GetVariable(VariableReference reference) =>
        Above(reference.NodeIndex)?.VariableValues?[reference.Slot];

    internal void SetVariable(VariableReference reference, object? value)
    {
        if (Above(reference.NodeIndex)?.VariableValues is { } values)
            values[reference.Slot] = reference.Declaration.Type.Convert(value);
    }

    /// <summary>Changes the status; the parent knows how many of its children run and how many faulted.</summary>
    internal void Become(ActivityStatus status)
    {
        if (Parent is { } parent)
        {
            if (Status == ActivityStatus.Running) parent.RunningChildren--;
            if (Status == ActivityStatus.Faulted) parent.FaultedChildren--;
            if (status == ActivityStatus.Running) parent.RunningChildren++;
            if (status == ActivityStatus.Faulted) parent.FaultedChildren++;
        }

        Status = status;
    }

    /// <summary>The value of an input that was evaluated before the execution.</summary>
    internal object? Evaluated(InputField input) => _inputs?[input.Slot];

    internal void EvaluateInputs()
    {
        if (_inputs is not null || Node.AutoInputs.Length == 0) return;
        var inputs = new object?[Node.Inputs.Length];
        foreach (var input in Node.AutoInputs) inputs[input.Slot] = InputEvaluation.Evaluate(this, input);
        _inputs = inputs;
    }

    private bool TryLocal(string name, out object? value)
    {
        for (var above = this; above is not null; above = above.Parent)
        {
            if (above.Locals is not { } locals) continue;
            foreach (var (local, given) in locals)
            {
                if (local != name) continue;
                value = given;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The nearest execution of a node, at or above this one.</summary>
    private ActivityContext? Above(int nodeIndex)
    {
        for (var above = this; above is not null; above = above.Parent)
            if (above.Node.Index == nodeIndex)
                return above;
        return null;
    }
}

/// <summary>Elsa's status of one execution of an activity.</summary>
internal enum ActivityStatus
{
    Running,
    Completed,
    Canceled,
    Faulted,
}

/// <summary>An activity stops with an incident; the message is the incident's.</summary>
public sealed class ActivityFaultException : Exception
{
    /// <summary>A fault with this message.</summary>
    public ActivityFaultException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with this message and its cause.</summary>
    public ActivityFaultException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
