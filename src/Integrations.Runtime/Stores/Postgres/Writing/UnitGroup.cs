using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>
/// Units that can be written together, since none touches what another one changes. What does not fit waits for the next group.
/// </summary>
internal sealed class UnitGroup
{
    /// <summary>Units at most: bounds how long the first of them waits, and how many locks a transaction holds.</summary>
    public const int LargestSize = 256;

    /// <summary>Bytes of payloads and states at most.</summary>
    private const long LargestBytes = 8 << 20;

    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = new(StringComparer.Ordinal);
    private readonly HashSet<string> started = new(StringComparer.Ordinal);
    private int size;
    private long bytes;

    /// <returns>False: it must wait for the next group.</returns>
    public bool TryAdd(Footprint unit)
    {
        if (size > 0 && (size == LargestSize || bytes + unit.Bytes > LargestBytes))
            return false;
        if (unit.Changes.Any(name => changed.Contains(name) || read.Contains(name)) || unit.Reads.Any(changed.Contains) || unit.Excluded.Any(started.Contains))
            return false;
        changed.UnionWith(unit.Changes);
        read.UnionWith(unit.Reads);
        started.UnionWith(unit.Starts);
        bytes += unit.Bytes;
        size++;
        return true;
    }
}

/// <summary>What a unit touches that another one could collide with, by name.</summary>
internal sealed record Footprint
{
    /// <summary>What it changes.</summary>
    public required string[] Changes { get; init; }

    /// <summary>What it was decided from and does not change.</summary>
    public required string[] Reads { get; init; }

    /// <summary>By what a later start, that looks for what runs, would find the instances that begin in it.</summary>
    public required string[] Starts { get; init; }

    /// <summary>What must not have begun before it.</summary>
    public required string[] Excluded { get; init; }

    /// <summary>Size of what it carries.</summary>
    public required long Bytes { get; init; }

    public static Footprint Of(UnitOfWork unit) => new()
    {
        Changes = [.. ChangesOf(unit)],
        // Its own append says the same.
        Reads = [.. unit.StreamsRead.Where(read => !unit.Streams.Any(append => append.StreamId == read.StreamId)).Select(read => "s" + read.StreamId)],
        Starts = [.. unit.Instances.Select(row => row.Header).Where(header => header.Version == 1).SelectMany(NamesOf)],
        Excluded = [.. unit.Activations.Select(NameOf)],
        Bytes = unit.Messages.Sum(message => (long)message.Payload.Length) + unit.Instances.Sum(row => (long)row.State.Length)
            + unit.Journal.Sum(row => (long)row.Entries.Length),
    };

    private static IEnumerable<string> ChangesOf(UnitOfWork unit)
    {
        foreach (var mark in unit.InboxMarks) yield return $"m{mark.MessageId}";
        foreach (var mark in unit.OutboxMarks) yield return $"c{mark.CommandId}";
        foreach (var row in unit.Instances) yield return "i" + row.Header.InstanceId;
        foreach (var id in unit.InstancesDeleted) yield return "i" + id;
        foreach (var append in unit.Streams) yield return "s" + append.StreamId;
        // What people and time do to definitions, and retention, is rare: one at a time.
        if (unit.Definitions.Count + unit.DefinitionsDeleted.Count + unit.Triggers.Count + unit.TriggersFired.Count + unit.DefinitionChanges.Count > 0)
            yield return "definitions";
        if (unit.Expired.Count > 0) yield return "expired";
    }

    private static IEnumerable<string> NamesOf(InstanceHeader header)
    {
        yield return NameOf(new ActivationGuard(ActivationStrategy.Singleton, header.DefinitionId, header.CorrelationId));
        yield return NameOf(new ActivationGuard(ActivationStrategy.CorrelatedSingleton, header.DefinitionId, header.CorrelationId));
        yield return NameOf(new ActivationGuard(ActivationStrategy.Correlation, header.DefinitionId, header.CorrelationId));
    }

    private static string NameOf(ActivationGuard guard) => $"{guard.Strategy}\0{LockKey.NameOf(guard)}";
}
