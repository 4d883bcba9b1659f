using System.Collections.Frozen;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Definitions;

/// <summary>What is published at one moment: replaced as a whole, read without a lock.</summary>
internal sealed record Published
{
    public static Published Nothing { get; } = Of([], FrozenDictionary<string, WorkflowPlan>.Empty);

    public required FrozenDictionary<string, DefinitionVersion> ByDefinition { get; init; }

    /// <summary>By version id.</summary>
    public required FrozenDictionary<string, WorkflowPlan> Plans { get; init; }

    public required FrozenDictionary<string, StartableTrigger[]> ByStimulusKey { get; init; }

    /// <summary>Definition ids by the activity type under which other workflows use them.</summary>
    public required FrozenDictionary<string, string> ByActivityType { get; init; }

    public static Published Of(IReadOnlyCollection<DefinitionVersion> versions, FrozenDictionary<string, WorkflowPlan> plans) => new()
    {
        ByDefinition = versions.ToFrozenDictionary(version => version.DefinitionId, StringComparer.Ordinal),
        Plans = plans,
        ByActivityType = versions
            .Where(version => plans[version.VersionId].IsUsableAsActivity)
            .GroupBy(version => WorkflowActivityReference.TypeName(version.Name ?? version.DefinitionId), StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.First().DefinitionId, StringComparer.Ordinal),
        ByStimulusKey = versions
            .SelectMany(version => plans[version.VersionId].Triggers.Select(trigger => (version, trigger)))
            .Where(pair => pair.trigger.Trigger.StimulusKey is not null)
            .GroupBy(pair => pair.trigger.Trigger.StimulusKey!, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.Select(pair => new StartableTrigger(pair.version.DefinitionId, pair.version.VersionId, pair.trigger.ActivityId)).ToArray(),
                StringComparer.Ordinal),
    };
}
