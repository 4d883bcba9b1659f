namespace Integrations.Workflows.Execution;

/// <summary>Elsa's workflow status.</summary>
public enum WorkflowStatus
{
    /// <summary>Not at its end: executing or suspended.</summary>
    Running,

    /// <summary>At its end, well or not: see the sub-status.</summary>
    Finished,
}

/// <summary>Elsa's workflow sub-status.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Created, not yet run.</summary>
    Pending,

    /// <summary>In a burst.</summary>
    Executing,

    /// <summary>Waits on bookmarks.</summary>
    Suspended,

    /// <summary>Came to its end.</summary>
    Finished,

    /// <summary>Cancelled on purpose.</summary>
    Cancelled,

    /// <summary>Stopped by a fault.</summary>
    Faulted,
}
