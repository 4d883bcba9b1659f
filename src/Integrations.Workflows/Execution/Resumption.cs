namespace Integrations.Workflows.Execution;

/// <summary>One resume of a bookmark.</summary>
/// <param name="Bookmark">The bookmark; its name and payload are as they were when it was created.</param>
/// <param name="Input">What the stimulus brought. See <see cref="StimulusInput"/> for the names that the engine uses itself.</param>
public sealed record Resumption(Bookmark Bookmark, IReadOnlyDictionary<string, object?> Input)
{
    /// <summary>One value of the input; null when it is not there.</summary>
    public object? Get(string name) => Input.TryGetValue(name, out var value) ? Values.Normalize(value) : null;
}

/// <summary>Names and makers of the inputs by which the runtime resumes and starts the engine's own activities.</summary>
public static class StimulusInput
{
    /// <summary>Payload of an event (Event).</summary>
    public const string Payload = "payload";

    /// <summary>Result of a task (RunTask).</summary>
    public const string Result = "result";

    /// <summary>Outputs of a child instance (ExecuteWorkflow, DispatchWorkflow).</summary>
    public const string Output = "output";

    /// <summary>Sub-status of a child instance, for example "Finished".</summary>
    public const string SubStatus = "subStatus";

    /// <summary>Id of a child instance (BulkDispatchWorkflows).</summary>
    public const string InstanceId = "instanceId";

    /// <summary>Nothing.</summary>
    public static IReadOnlyDictionary<string, object?> None { get; } = new Dictionary<string, object?>();

    /// <summary>The input of an event.</summary>
    public static IReadOnlyDictionary<string, object?> ForEvent(object? payload) => new Dictionary<string, object?> { [Payload] = payload };

    /// <summary>The input of a completed task.</summary>
    public static IReadOnlyDictionary<string, object?> ForTask(object? result) => new Dictionary<string, object?> { [Result] = result };

    /// <summary>The input of a child instance at its end.</summary>
    public static IReadOnlyDictionary<string, object?> ForChild(object? output, WorkflowSubStatus subStatus, string? instanceId = null) =>
        new Dictionary<string, object?> { [Output] = output, [SubStatus] = subStatus.ToString(), [InstanceId] = instanceId };
}
