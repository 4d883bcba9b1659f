using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Execution;

/// <summary>Outputs of the activities that completed in this burst, for scripts. Elsa does not keep them either: what must last goes in a variable.</summary>
internal sealed class OutputRegister
{
    private readonly List<(ActivityNode Node, string Name, object? Value)> _entries = [];

    /// <summary>The last value given to an output named Result.</summary>
    public object? LastResult { get; private set; }

    public void Set(ActivityNode node, string name, object? value)
    {
        if (name == "Result") LastResult = value;
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Node != node || _entries[i].Name != name) continue;
            _entries[i] = (node, name, value);
            return;
        }

        _entries.Add((node, name, value));
    }

    /// <summary>The outputs of one activity.</summary>
    public IEnumerable<(string Name, object? Value)> Of(ActivityNode node)
    {
        foreach (var entry in _entries)
            if (entry.Node == node)
                yield return (entry.Name, entry.Value);
    }

    /// <summary>The output of an activity, found by id or by name; without an output name, "Result" or else its first output.</summary>
    public object? Get(string activityIdOrName, string? outputName)
    {
        (bool Found, object? Value) first = default;
        foreach (var (node, name, value) in _entries)
        {
            if (node.Id != activityIdOrName && node.Name != activityIdOrName) continue;
            if (name == (outputName ?? "Result")) return value;
            if (outputName is null && !first.Found) first = (true, value);
        }

        return first.Value;
    }
}
