using Integrations.Workflows.Migration;

namespace Integrations.Runtime.Instances;

/// <summary>Carry instances that run, or that a fault stopped, to another version of their definition.</summary>
/// <param name="DefinitionId">Logical id of the definition.</param>
public sealed record MigrateInstances(string DefinitionId)
{
    /// <summary>Number of the version to run on; null: the published one.</summary>
    public int? Version { get; init; }

    /// <summary>Only this instance; null: all that run on another version, or stopped there by a fault.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Id of an activity in the old version to its id in the new one, where they differ.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>Only say what would change.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What became of the instances that were to be carried over.</summary>
/// <param name="To">Id of the version.</param>
/// <param name="DryRun">Nothing was written.</param>
/// <param name="Instances">One report for each instance that runs on another version, in order of instance id.</param>
public sealed record MigrationSummary(string To, bool DryRun, IReadOnlyList<MigrationReport> Instances)
{
    /// <summary>How many are (or could be) carried over.</summary>
    public int Carried => Instances.Count(report => report.Obstacles.Count == 0);

    /// <summary>How many stay where they are.</summary>
    public int Refused => Instances.Count - Carried;
}
