namespace Integrations.Workflows.Activities;

/// <summary>Names of the ways by which an activity ended. A connection is followed when its port is among them (case-sensitive).</summary>
public sealed class Outcomes
{
    private readonly string[] _names;

    /// <summary>Outcomes with these names.</summary>
    public Outcomes(params string[] names) => _names = names;

    /// <summary>"Done".</summary>
    public static Outcomes Done { get; } = new("Done");

    /// <summary>No outcome: no connection is followed.</summary>
    public static Outcomes None { get; } = new();

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The connection from this port is followed.</summary>
    public bool Contains(string port)
    {
        foreach (var name in _names)
            if (string.Equals(name, port, StringComparison.Ordinal))
                return true;
        return false;
    }
}
