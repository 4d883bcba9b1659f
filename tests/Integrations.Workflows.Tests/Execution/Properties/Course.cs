using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Execution.Properties;

/// <summary>A random drawing played to its end, with what must hold at each burst checked on the way.</summary>
internal static class Course
{
    private static readonly BurstLimits Limits = new() { MaxActivityExecutions = 300 };

    /// <summary>Plays; returns the last state.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">A rule does not hold.</exception>
    public static InstanceState Play(WorkflowPlan plan, RandomDrawing drawing)
    {
        var state = Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(StimulusInput.None), 0);
        for (var round = 0; round < drawing.Choices.Length; round++)
        {
            if (Next(state, drawing.Choices[round]) is not { } stimulus) return state;
            state = Run(plan, state, stimulus, round + 1);
        }

        return state;
    }

    private static Stimulus? Next(InstanceState state, int choice)
    {
        if (state.SubStatus == WorkflowSubStatus.Faulted) return choice == -1 ? new Stimulus.Retry() : null;
        if (state.Status == WorkflowStatus.Finished) return null;
        if (choice == -2 && state.Incidents.Count > 0) return new Stimulus.Cancel();
        return state.Bookmarks.Count == 0 ? null : new Stimulus.Resume(state.Bookmarks[Math.Abs(choice) % state.Bookmarks.Count].Id, StimulusInput.ForEvent("e"));
    }

    private static InstanceState Run(WorkflowPlan plan, InstanceState before, Stimulus stimulus, int round)
    {
        var written = InstanceStateSerializer.Write(before);
        var result = Burst.Run(plan, before, stimulus, Context(round));

        Assert.Equal(written, InstanceStateSerializer.Write(before));
        Assert.Equal(Text(result), Text(Burst.Run(plan, before, stimulus, Context(round))));
        Assert.Equal(Text(result), Text(Burst.Run(plan, InstanceStateSerializer.Read(written), stimulus, Context(round))));
        Check(before, result);
        return result.State;
    }

    private static void Check(InstanceState before, BurstResult result)
    {
        var state = result.State;
        CheckExecutions((JsonObject)JsonNode.Parse(InstanceStateSerializer.Write(state))!, state.Status == WorkflowStatus.Running);
        Assert.Equal(state.Bookmarks.Select(b => b.Id).Except(before.Bookmarks.Select(b => b.Id)), result.BookmarksAdded.Select(b => b.Id));
        Assert.Equal(before.Bookmarks.Select(b => b.Id).Except(state.Bookmarks.Select(b => b.Id)), result.BookmarksRemoved);
        if (state.SubStatus == WorkflowSubStatus.Faulted) Assert.NotEmpty(state.Incidents);
        Assert.NotEqual(WorkflowSubStatus.Executing, state.SubStatus);
        Assert.All(result.Commands, command => Assert.True(command.BookmarkId is null || state.Status == WorkflowStatus.Finished || state.Bookmarks.Any(b => b.Id == command.BookmarkId) || result.Journal.Any(e => e.Event == "Canceled"), $"{command.Kind} answers to a bookmark that is not there"));
    }

    /// <summary>As they are stored: "ex" are the executions (number, parent, counters), "bm" the bookmarks (execution).</summary>
    private static void CheckExecutions(JsonObject written, bool isRunning)
    {
        var executions = (written["ex"] as JsonArray ?? []).Select(execution => (JsonObject)execution!).ToList();
        var running = executions.Where(execution => execution["s"] is null).Select(execution => (int)execution["n"]!).ToHashSet();
        var numbers = executions.Select(execution => (int)execution["n"]!).ToHashSet();
        foreach (var execution in executions)
        {
            Assert.True(execution["c"] is not JsonArray counters || counters.All(counter => (int)counter! >= 0), $"a counter is negative: {execution}");
            Assert.True(execution["p"] is not { } parent || numbers.Contains((int)parent), $"has lost what it ran in: {execution}");
        }

        if (isRunning) Assert.All(written["bm"] as JsonArray ?? [], bookmark => Assert.Contains((int)bookmark!["e"]!, running));
    }

    private static BurstContext Context(int round)
    {
        var ids = 0;
        return new BurstContext { Now = new DateTimeOffset(2026, 1, 1, 0, round, 0, TimeSpan.Zero), NewId = () => $"r{round}-{++ids}", Limits = Limits };
    }

    /// <summary>All that a burst gives, as text.</summary>
    private static string Text(BurstResult result)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(InstanceStateSerializer.Write(result.State))).Append('\n');
        foreach (var entry in result.Journal) text.Append(CultureInfo.InvariantCulture, $"{entry.ExecutionId} {entry.ActivityId} {entry.ActivityType} {entry.Event} {string.Join(',', entry.Outcomes ?? [])} {entry.Message}\n");
        foreach (var command in result.Commands) text.Append(CultureInfo.InvariantCulture, $"{command.Kind} {command.IdempotencyKey} {command.BookmarkId} {command.Payload.ToJsonString()}\n");
        foreach (var incident in result.Incidents) text.Append(CultureInfo.InvariantCulture, $"{incident.ActivityId} {incident.Message} {incident.At:O}\n");
        return text.AppendJoin('\n', result.Printed).ToString();
    }
}
