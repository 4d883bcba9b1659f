using System.Text.Json.Nodes;
using Integrations.Conformance.Playing;

namespace Integrations.Conformance.Judging;

/// <summary>Plays a recording and compares. Known faults of the real engine are reproduced for it, so that all the rest can be compared.</summary>
internal static class Judge
{
    /// <summary>Recordings that hold no rule of the real engine.</summary>
    private static readonly Dictionary<string, string> Accidents = new(StringComparer.Ordinal)
    {
        ["r149-struct"] = "Two resumes raced in the real engine, and what one of them did was lost.",
    };

    private static readonly string[] CodeOnTheServer = ["Elsa.RunCSharp", "Elsa.RunPython", "CSharp", "Python"];

    /// <summary>A recording that cannot be played to its end is one that failed: the others of its folder are played all the same.</summary>
    public static Verdict Of(Recording recording)
    {
        try
        {
            return Compare(recording);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new Verdict(recording.Name, Outcome.Failed, $"cannot be played: {exception.Message}");
        }
    }

    private static Verdict Compare(Recording recording)
    {
        if (recording.ImportError is not null) return OfRefusal(recording);
        var difference = FirstDifference(recording);
        if (difference is null) return new Verdict(recording.Name, Outcome.Passed, null);
        if (Accidents.TryGetValue(recording.Name, out var accident)) return Differs(recording, accident);
        if (RunsCodeOnTheServer(recording.Json)) return Differs(recording, "C# and Python run arbitrary code on the server: refused at publish.");
        if (recording.SuspectedEngineBugs.Count > 0) return Differs(recording, $"A fault of the real engine ({string.Join(", ", recording.SuspectedEngineBugs)}).");
        return new Verdict(recording.Name, Outcome.Failed, difference);
    }

    /// <summary>What the real engine does not import must be refused at publish.</summary>
    private static Verdict OfRefusal(Recording recording)
    {
        var isRefused = new RecordedWorkflows(recording).Main.Problems.Any(problem => problem.Severity == Workflows.Definitions.ProblemSeverity.Error);
        return isRefused
            ? new Verdict(recording.Name, Outcome.Passed, null)
            : new Verdict(recording.Name, Outcome.Failed, $"start: the real engine refuses it ({recording.ImportError}), here it would be published");
    }

    private static string? FirstDifference(Recording recording)
    {
        string? first = null;
        foreach (var moment in Enum.GetValues<UnmatchedEvents>())
        {
            if (Comparison.FirstDifference(recording.Expected, Scenario.Play(recording, policy: moment)) is not { } difference) return null;
            first ??= difference;
        }

        return first;
    }

    private static Verdict Differs(Recording recording, string why) => new(recording.Name, Outcome.DiffersOnPurpose, why);

    private static bool RunsCodeOnTheServer(JsonNode? node) => node switch
    {
        JsonObject json => (json["type"] is JsonValue type && type.TryGetValue<string>(out var name) && CodeOnTheServer.Contains(name)) || json.Any(member => RunsCodeOnTheServer(member.Value)),
        JsonArray list => list.Any(RunsCodeOnTheServer),
        _ => false,
    };
}
