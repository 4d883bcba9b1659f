using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Conformance.Playing;

/// <summary>
/// A small runtime in memory that plays a recording: a clock from 2026-01-01, timers in order, events, tasks, children, cancel. The state of
/// every instance is written and read back between two bursts.
/// </summary>
internal sealed class Scenario
{
    private readonly EngineFaults _faults;
    private readonly UnmatchedEvents _policy;
    private readonly RecordedWorkflows _workflows;
    private readonly List<PlayedInstance> _instances = [];
    private readonly Dictionary<string, DateTimeOffset> _nextFire = [];
    private readonly List<string> _printed = [];
    private readonly List<(string Key, object? Payload, string? CorrelationId)> _unmatched = [];
    private readonly Queue<Command> _commands = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _ids;
    private int _delivered;
    private bool _ran;
    private PlayedInstance? _main;

    private Scenario(Recording recording, EngineFaults faults, UnmatchedEvents policy)
    {
        _faults = faults;
        _policy = policy;
        _workflows = new RecordedWorkflows(recording);
        foreach (var trigger in _workflows.Main.Triggers)
            if (trigger.Trigger.NextAfter(_now) is { } next)
                _nextFire[trigger.ActivityId] = next;
    }

    /// <summary>Plays a recording and gives the result after the start and after each step, in the recording's own format.</summary>
    /// <exception cref="RecordingFormatException">A step is of no known kind.</exception>
    public static JsonArray Play(Recording recording, EngineFaults faults = EngineFaults.Reproduced, UnmatchedEvents policy = UnmatchedEvents.AtOnce)
    {
        var scenario = new Scenario(recording, faults, policy);
        var results = new JsonArray();
        var json = recording.Json;
        if (recording.Runs)
            scenario._main = scenario.Start(scenario._workflows.Main, Input(json["input"]), (string?)json["trigger"], (string?)json["correlationId"]);
        results.Add(scenario.Result("start"));
        for (var i = 0; i < recording.Steps.Count; i++)
        {
            var step = (JsonObject)recording.Steps[i]!;
            scenario._delivered = 0;
            scenario._ran = false;
            scenario.Step(step);
            results.Add(scenario.Result($"{i + 1}:{step.First().Key}"));
        }

        return results;
    }

    private void Step(JsonObject step)
    {
        if (step["event"] is JsonObject published) Publish((string)published["name"]!, Values.OfJson(published["payload"]), (string?)published["correlationId"]);
        else if (step["resume"] is JsonObject resume) Resume(resume);
        else if (step["completeTask"] is JsonObject task) CompleteTask((string)task["taskName"]!, Values.OfJson(task["result"]));
        else if (step["advance"] is { } advance) Advance(Span(advance));
        else if (step["cancel"] is not null) Cancel();
        else if (step["run"] is JsonObject again) _main = Start(_workflows.Main, Input(again["input"]), (string?)again["trigger"], (string?)again["correlationId"]);
        else if (step["wait"] is null) throw new RecordingFormatException($"Unknown step {step.ToJsonString()}");
        if (_ran) DeliverUnmatched();
    }

    private PlayedInstance Start(WorkflowPlan plan, IReadOnlyDictionary<string, object?> input, string? trigger, string? correlationId)
    {
        var instance = new PlayedInstance(plan, InstanceState.New(plan, $"i{_instances.Count + 1}", correlationId));
        _instances.Add(instance);
        Run(instance, new Stimulus.Start(input, trigger));
        return instance;
    }

    private void Publish(string name, object? payload, string? correlationId, string? instanceId = null)
    {
        var key = StimulusKey.ForEvent(name);
        var waiting = _instances
            .Where(i => (correlationId is null || i.State.CorrelationId == correlationId) && (instanceId is null || i.State.InstanceId == instanceId))
            .SelectMany(i => i.State.Bookmarks.Where(b => b.StimulusKey == key).Select(b => (i, b.Id)))
            .ToList();
        if (instanceId is null)
            foreach (var trigger in _workflows.Main.Triggers)
                if (trigger.Trigger.StimulusKey == key)
                    Start(_workflows.Main, StimulusInput.ForEvent(payload), trigger.ActivityId, correlationId);
        if (waiting.Count == 0) _unmatched.Add((key, payload, correlationId));
        foreach (var (instance, bookmark) in waiting) Run(instance, new Stimulus.Resume(bookmark, StimulusInput.ForEvent(payload)));
    }

    /// <summary>An event that nobody waited for is kept and resumes the first bookmark that comes to wait for it (the engine's bookmark queue).</summary>
    private void DeliverUnmatched()
    {
        for (var i = 0; i < _unmatched.Count; i++)
        {
            if (_policy == UnmatchedEvents.Never || (_policy == UnmatchedEvents.OneAfterEachStep && _delivered > 0)) return;
            var (key, payload, correlationId) = _unmatched[i];
            var waiting = _instances.Find(instance => instance.Waits(key, correlationId));
            if (waiting is null) continue;
            _unmatched.RemoveAt(i);
            _delivered++;
            Run(waiting, new Stimulus.Resume(waiting.State.Bookmarks.First(b => b.StimulusKey == key).Id, StimulusInput.ForEvent(payload)));
            i = -1;
        }
    }

    private void Resume(JsonObject resume)
    {
        var (activityId, name) = ((string?)resume["activityId"], (string?)resume["bookmarkName"]);
        var found = _instances
            .SelectMany(i => i.State.Bookmarks.Select(b => (Instance: i, Bookmark: b)))
            .Where(pair => (activityId is null || pair.Bookmark.ActivityId == activityId) && (name is null || pair.Bookmark.Name == name))
            .Skip((int?)resume["index"] ?? 0)
            .FirstOrDefault();
        if (found.Instance is not null) Run(found.Instance, new Stimulus.Resume(found.Bookmark.Id, Input(resume["input"])));
    }

    /// <summary>Without a start, what a trigger began last is cancelled.</summary>
    private void Cancel()
    {
        if ((_main ?? _instances.LastOrDefault(instance => !instance.IsFinished)) is { } instance) Run(instance, new Stimulus.Cancel());
    }

    private void CompleteTask(string taskName, object? result)
    {
        var (instance, bookmark) = _instances
            .SelectMany(i => i.State.Bookmarks.Where(b => b.Name == "Elsa.RunTask" && (string?)b.Payload["taskName"] == taskName).Select(b => (i, b.Id)))
            .FirstOrDefault();
        if (instance is not null) Run(instance, new Stimulus.Resume(bookmark, StimulusInput.ForTask(result)));
    }

    private void Advance(TimeSpan by)
    {
        var until = _now + by;
        while (NextDue(until) is { } due)
        {
            _now = due.At;
            due.Fire();
            DeliverUnmatched();
        }

        _now = until;
    }

    private (DateTimeOffset At, Action Fire)? NextDue(DateTimeOffset until)
    {
        var due = new List<(DateTimeOffset At, Action Fire)>();
        foreach (var instance in _instances.Where(instance => !instance.IsFinished))
            foreach (var bookmark in instance.State.Bookmarks)
                if (bookmark.DueAt is { } at && at <= until)
                    due.Add((at, () => Run(instance, new Stimulus.Resume(bookmark.Id, StimulusInput.None))));
        foreach (var trigger in _workflows.Main.Triggers)
            if (_nextFire.TryGetValue(trigger.ActivityId, out var at) && at <= until)
                due.Add((at, () => Fire(trigger)));
        return due.Count == 0 ? null : due.MinBy(d => d.At);
    }

    private void Fire(WorkflowTrigger trigger)
    {
        if (trigger.Trigger.NextAfter(_now) is { } next) _nextFire[trigger.ActivityId] = next;
        else _nextFire.Remove(trigger.ActivityId);
        Start(_workflows.Main, StimulusInput.None, trigger.ActivityId, null);
    }

    private void Run(PlayedInstance instance, Stimulus stimulus)
    {
        var context = new BurstContext
        {
            EngineFaults = _faults,
            Now = _now,
            NewId = () => (++_ids).ToString("x", CultureInfo.InvariantCulture),
            FindPublished = _workflows.Find,
        };
        var before = InstanceStateSerializer.Read(InstanceStateSerializer.Write(instance.State));
        var result = Burst.Run(instance.Plan, before, stimulus, context);
        _ran |= result.Journal.Count > 0;

        // The real recorder did not hear of cancellations.
        instance.Take(result, withJournal: stimulus is not Stimulus.Cancel);
        _printed.AddRange(result.Printed);
        AddChildren(result);
        Tell(instance);
        CarryOut(result.Commands);
    }

    private void AddChildren(BurstResult result)
    {
        foreach (var child in result.Children)
        {
            var played = new PlayedInstance(child.Plan, child.Started);
            _instances.Add(played);
            played.Take(child.Result, withJournal: true);
            AddChildren(child.Result);
            CarryOut(child.Result.Commands);
        }
    }

    /// <summary>The parent that waits for an instance is told of its end.</summary>
    private void Tell(PlayedInstance instance)
    {
        if (!instance.IsFinished || instance.State.ParentInstanceId is not { } parentId) return;
        var key = StimulusKey.ForChild(instance.State.InstanceId);
        var parent = _instances.Find(other => other.State.InstanceId == parentId && other.Waits(key, null));
        if (parent is null) return;
        var bookmark = parent.State.Bookmarks.First(bookmark => bookmark.StimulusKey == key).Id;
        Run(parent, new Stimulus.Resume(bookmark, StimulusInput.ForChild(Values.ToJson(instance.State.Output), instance.State.SubStatus, instance.State.InstanceId)));
    }

    /// <summary>Commands are carried out in order, after the burst that emitted them.</summary>
    private void CarryOut(IReadOnlyList<Command> commands)
    {
        var first = _commands.Count == 0;
        foreach (var command in commands) _commands.Enqueue(command);
        if (!first) return;
        while (_commands.TryPeek(out var command))
        {
            if (command.Kind == RuntimeCommands.PublishEvent) Publish((string)command.Payload["eventName"]!, Values.OfJson(command.Payload["payload"]), (string?)command.Payload["correlationId"], (string?)command.Payload["instanceId"]);
            else if (command.Kind == RuntimeCommands.DispatchWorkflow) Dispatch(command.Payload);
            _commands.Dequeue();
        }
    }

    private void Dispatch(JsonObject payload)
    {
        if (_workflows.Find((string)payload["definitionId"]!) is not { } plan) return;
        var child = new PlayedInstance(plan, InstanceState.New(plan, (string)payload["instanceId"]!, (string?)payload["correlationId"], (string?)payload["parentInstanceId"]));
        _instances.Add(child);
        Run(child, new Stimulus.Start(Input(payload["input"])));
    }

    private JsonObject Result(string step)
    {
        var result = new JsonObject { ["step"] = step };
        _main?.Describe(result);
        result["stdout"] = new JsonArray([.. _printed.Select(line => (JsonNode)line)]);
        _printed.Clear();
        var others = new JsonArray();
        foreach (var other in _instances.Where(i => i != _main))
        {
            var description = new JsonObject { ["definitionId"] = other.State.DefinitionId, ["isChild"] = other.State.ParentInstanceId is not null };
            other.Describe(description);
            others.Add(description);
        }

        if (others.Count > 0) result["otherInstances"] = others;
        return result;
    }

    private static Dictionary<string, object?> Input(JsonNode? json) =>
        json is JsonObject map ? map.ToDictionary(pair => pair.Key, pair => Values.OfJson(pair.Value)) : [];

    private static TimeSpan Span(JsonNode json) =>
        json.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? TimeSpan.FromSeconds(json.GetValue<double>())
            : TimeSpan.Parse(json.GetValue<string>(), CultureInfo.InvariantCulture);
}
