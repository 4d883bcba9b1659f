using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Conformance;

/// <summary>
/// When an event that nobody waited for reaches a bookmark that comes later. In the real engine a background worker does it when it
/// happens to wake up, so any of these is right.
/// </summary>
internal enum UnmatchedEvents
{
    AtOnce,
    OneAfterEachStep,
    Never,
}

/// <summary>
/// A small runtime in memory that plays a recording: a clock from 2026-01-01, timers in order, events, tasks, cancel. The state of every
/// instance is written and read back between two bursts.
/// </summary>
internal sealed class Scenario
{
    private readonly EngineFaults _faults;
    private readonly UnmatchedEvents _policy;
    private readonly WorkflowPlan _plan;
    private readonly List<Played> _instances = [];
    private readonly Dictionary<string, DateTimeOffset> _nextFire = [];
    private readonly List<string> _printed = [];
    private readonly List<(string Key, object? Payload, string? CorrelationId)> _unmatched = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _ids;
    private int _delivered;
    private bool _ran;
    private Played? _main;

    private Scenario(Recording recording, EngineFaults faults, UnmatchedEvents policy)
    {
        _faults = faults;
        _policy = policy;
        _plan = recording.Compile();
        foreach (var trigger in _plan.Triggers)
            if (trigger.Trigger.NextAfter(_now) is { } next)
                _nextFire[trigger.ActivityId] = next;
    }

    /// <summary>Plays a recording and gives the result after the start and after each step, in the recording's own format.</summary>
    public static JsonArray Play(Recording recording, EngineFaults faults = EngineFaults.Reproduced, UnmatchedEvents policy = UnmatchedEvents.AtOnce)
    {
        var scenario = new Scenario(recording, faults, policy);
        var results = new JsonArray();
        var json = recording.Json;
        if (json["run"] is not JsonValue run || run.GetValue<bool>())
            scenario._main = scenario.Start(Input(json["input"]), (string?)json["trigger"], (string?)json["correlationId"]);
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
        else if (step["advance"] is { } advance) Advance(Span(advance));
        else if (step["completeTask"] is JsonObject task) CompleteTask((string)task["taskName"]!, Values.OfJson(task["result"]));
        else if (step["cancel"] is not null) Run(_main!, new Stimulus.Cancel());
        else if (step["run"] is JsonObject again) _main = Start(Input(again["input"]), (string?)again["trigger"], null);
        else throw new InvalidOperationException($"Unknown step {step.ToJsonString()}");
        if (_ran) DeliverUnmatched();
    }

    private Played Start(IReadOnlyDictionary<string, object?> input, string? trigger, string? correlationId)
    {
        var instance = new Played(InstanceState.New(_plan, $"i{_instances.Count + 1}", correlationId));
        _instances.Add(instance);
        Run(instance, new Stimulus.Start(input, trigger));
        return instance;
    }

    private void Publish(string name, object? payload, string? correlationId)
    {
        var key = StimulusKey.ForEvent(name);
        var waiting = _instances
            .Where(i => correlationId is null || i.State.CorrelationId == correlationId)
            .SelectMany(i => i.State.Bookmarks.Where(b => b.StimulusKey == key).Select(b => (i, b.Id)))
            .ToList();
        foreach (var trigger in _plan.Triggers)
            if (trigger.Trigger.StimulusKey == key)
                Start(StimulusInput.ForEvent(payload), trigger.ActivityId, correlationId);
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
            var waiting = _instances.FirstOrDefault(instance =>
                (correlationId is null || instance.State.CorrelationId == correlationId) && instance.State.Bookmarks.Any(b => b.StimulusKey == key));
            if (waiting is null) continue;
            _unmatched.RemoveAt(i);
            _delivered++;
            Run(waiting, new Stimulus.Resume(waiting.State.Bookmarks.First(b => b.StimulusKey == key).Id, StimulusInput.ForEvent(payload)));
            i = -1;
        }
    }

    private void CompleteTask(string taskName, object? result)
    {
        var (instance, bookmark) = _instances
            .SelectMany(i => i.State.Bookmarks.Where(b => b.Name == "Elsa.RunTask" && (string?)b.Payload["taskName"] == taskName).Select(b => (i, b.Id)))
            .First();
        Run(instance, new Stimulus.Resume(bookmark, StimulusInput.ForTask(result)));
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
        foreach (var instance in _instances)
        {
            if (instance.State.Status == WorkflowStatus.Finished) continue;
            foreach (var bookmark in instance.State.Bookmarks)
                if (bookmark.DueAt is { } at && at <= until)
                    due.Add((at, () => Run(instance, new Stimulus.Resume(bookmark.Id, StimulusInput.None))));
        }

        foreach (var trigger in _plan.Triggers)
            if (_nextFire.TryGetValue(trigger.ActivityId, out var at) && at <= until)
                due.Add((at, () => Fire(trigger)));
        return due.Count == 0 ? null : due.MinBy(d => d.At);
    }

    private void Fire(WorkflowTrigger trigger)
    {
        if (trigger.Trigger.NextAfter(_now) is { } next) _nextFire[trigger.ActivityId] = next;
        else _nextFire.Remove(trigger.ActivityId);
        Start(StimulusInput.None, trigger.ActivityId, null);
    }

    private void Run(Played instance, Stimulus stimulus)
    {
        var context = new BurstContext { EngineFaults = _faults, Now = _now, NewId = () => (++_ids).ToString("x", CultureInfo.InvariantCulture) };
        var before = InstanceStateSerializer.Read(InstanceStateSerializer.Write(instance.State));
        var result = Burst.Run(_plan, before, stimulus, context);
        _ran |= result.Journal.Count > 0;
        instance.State = result.State;
        if (stimulus is not Stimulus.Cancel) instance.Journal.AddRange(result.Journal);
        _printed.AddRange(result.Printed);
    }

    private JsonObject Result(string step)
    {
        var result = new JsonObject { ["step"] = step };
        if (_main is not null) Describe(_main, result);
        result["stdout"] = new JsonArray([.. _printed.Select(line => (JsonNode)line)]);
        _printed.Clear();
        var others = new JsonArray();
        foreach (var other in _instances.Where(i => i != _main))
        {
            var description = new JsonObject { ["definitionId"] = other.State.DefinitionId, ["isChild"] = other.State.ParentInstanceId is not null };
            Describe(other, description);
            others.Add(description);
        }

        if (others.Count > 0) result["otherInstances"] = others;
        return result;
    }

    private void Describe(Played instance, JsonObject result)
    {
        var state = instance.State;
        result["status"] = state.Status.ToString();
        result["subStatus"] = state.SubStatus.ToString();
        result["incidents"] = new JsonArray([.. state.Incidents.Select(i => new JsonObject { ["activityId"] = i.ActivityId, ["activityType"] = i.ActivityType, ["message"] = i.Message })]);
        result["output"] = Values.ToJson(state.Output);
        result["variables"] = Values.ToJson(state.Variables(_plan));
        result["bookmarks"] = new JsonArray([.. state.Bookmarks.Select(b => new JsonObject { ["activityId"] = b.ActivityId, ["name"] = b.Name, ["payload"] = b.Payload.DeepClone() })]);
        result["journal"] = new JsonArray([.. instance.Journal.Select(Line)]);
        instance.Journal.Clear();
    }

    private static JsonNode Line(JournalEntry entry)
    {
        var line = new JsonObject { ["activityId"] = entry.ActivityId, ["activityType"] = entry.ActivityType, ["event"] = entry.Event };
        if (entry.Outcomes is { } outcomes) line["outcomes"] = new JsonArray([.. outcomes.Select(o => (JsonNode)o)]);
        return line;
    }

    private static Dictionary<string, object?> Input(JsonNode? json) =>
        json is JsonObject map ? map.ToDictionary(pair => pair.Key, pair => Values.OfJson(pair.Value)) : [];

    private static TimeSpan Span(JsonNode json) =>
        json.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? TimeSpan.FromSeconds(json.GetValue<double>())
            : TimeSpan.Parse(json.GetValue<string>(), CultureInfo.InvariantCulture);

    private sealed class Played(InstanceState state)
    {
        public InstanceState State { get; set; } = state;

        public List<JournalEntry> Journal { get; } = [];
    }
}
