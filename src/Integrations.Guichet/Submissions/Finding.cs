namespace Integrations.Guichet.Submissions;

/// <summary>Something about a file that a person must know.</summary>
/// <param name="Path">Where in the file, such as <c>sites[0].parcels[1].idu</c>; empty for the file as a whole.</param>
/// <param name="Code">Stable ASCII code.</param>
/// <param name="Severity">Whether the file can go on.</param>
/// <param name="Message">French sentence for the firm or the agent.</param>
public sealed record Finding(string Path, string Code, Severity Severity, string Message)
{
    /// <summary>A finding that lets the file go on.</summary>
    public static Finding Warn(string path, string code, string message) => new(path, code, Severity.Warn, message);

    /// <summary>A finding that stops the file until it is corrected.</summary>
    public static Finding Reject(string path, string code, string message) => new(path, code, Severity.Reject, message);
}

/// <summary>What a finding does to a file.</summary>
public enum Severity
{
    /// <summary>Shown; the file goes on.</summary>
    Warn,

    /// <summary>The value cannot be used: it must be corrected first.</summary>
    Reject,
}
