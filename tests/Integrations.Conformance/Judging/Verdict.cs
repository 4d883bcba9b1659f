namespace Integrations.Conformance.Judging;

/// <summary>What came of one recording.</summary>
/// <param name="Name">The recording.</param>
/// <param name="Outcome">The same, different on purpose, or different.</param>
/// <param name="Reason">The first difference; for a difference on purpose, why. Null when it is the same.</param>
internal sealed record Verdict(string Name, Outcome Outcome, string? Reason);

/// <summary>How this engine compares with the real one.</summary>
internal enum Outcome
{
    /// <summary>It does the same.</summary>
    Passed,

    /// <summary>It does not, by design.</summary>
    DiffersOnPurpose,

    /// <summary>It does not.</summary>
    Failed,
}
