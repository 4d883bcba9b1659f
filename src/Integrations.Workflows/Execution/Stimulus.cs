namespace Integrations.Workflows.Execution;

/// <summary>What wakes an instance. One stimulus gives one burst.</summary>
public abstract record Stimulus
{
    private Stimulus()
    {
    }

    /// <summary>Starts a new instance.</summary>
    /// <param name="Input">Workflow inputs by name; see <see cref="BurstContext"/> for the kinds of value allowed.</param>
    /// <param name="TriggerActivityId">The trigger activity that fired, where one did; the flowchart starts there.</param>
    public sealed record Start(IReadOnlyDictionary<string, object?> Input, string? TriggerActivityId = null) : Stimulus;

    /// <summary>Resumes one bookmark. An unknown bookmark changes nothing (it was burned by an earlier burst).</summary>
    public sealed record Resume(string BookmarkId, IReadOnlyDictionary<string, object?> Input) : Stimulus;

    /// <summary>Cancels the instance: Finished/Cancelled, bookmarks removed.</summary>
    public sealed record Cancel : Stimulus;

    /// <summary>Runs the faulted activities again, or the one named.</summary>
    public sealed record Retry(string? ActivityId = null) : Stimulus;
}
