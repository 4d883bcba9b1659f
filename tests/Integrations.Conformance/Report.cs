using System.Text.Encodings.Web;
using System.Text.Json;
using Integrations.Conformance.Judging;

namespace Integrations.Conformance;

/// <summary>Prints what came of a folder. Exit codes: 0 all held, 1 something differs, 2 the call itself is wrong.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Text(IReadOnlyList<Verdict> verdicts)
    {
        foreach (var verdict in verdicts.Where(verdict => verdict.Outcome == Outcome.Failed))
            Console.WriteLine($"FAILED {verdict.Name}\n  {verdict.Reason}");
        foreach (var verdict in verdicts.Where(verdict => verdict.Outcome == Outcome.DiffersOnPurpose))
            Console.WriteLine($"differs on purpose: {verdict.Name}: {verdict.Reason}");
        Console.WriteLine($"{verdicts.Count} recordings: {Count(verdicts, Outcome.Passed)} passed, {Count(verdicts, Outcome.Failed)} failed, {Count(verdicts, Outcome.DiffersOnPurpose)} differ on purpose.");
        return ExitCode(verdicts);
    }

    public static int Json(IReadOnlyList<Verdict> verdicts)
    {
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                total = verdicts.Count,
                passed = Count(verdicts, Outcome.Passed),
                failed = Count(verdicts, Outcome.Failed),
                differOnPurpose = Count(verdicts, Outcome.DiffersOnPurpose),
                failures = verdicts.Where(verdict => verdict.Outcome == Outcome.Failed).Select(verdict => new { verdict.Name, firstDifference = verdict.Reason }),
                differences = verdicts.Where(verdict => verdict.Outcome == Outcome.DiffersOnPurpose).Select(verdict => new { verdict.Name, verdict.Reason }),
            },
            Options));
        return ExitCode(verdicts);
    }

    public static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }

    private static int Count(IReadOnlyList<Verdict> verdicts, Outcome outcome) => verdicts.Count(verdict => verdict.Outcome == outcome);

    private static int ExitCode(IReadOnlyList<Verdict> verdicts) => Count(verdicts, Outcome.Failed) == 0 ? 0 : 1;
}
