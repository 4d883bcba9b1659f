namespace Integrations.Runtime.Definitions;

/// <summary>An activity of a published definition that time starts.</summary>
/// <param name="DefinitionId">Logical id of the definition.</param>
/// <param name="ActivityId">Where a new instance starts.</param>
/// <param name="VersionId">The version it runs on.</param>
/// <param name="Schedule">When.</param>
/// <param name="DueAt">The next firing, UTC; null: it has fired for the last time.</param>
public sealed record TimeTrigger(string DefinitionId, string ActivityId, string VersionId, TriggerSchedule Schedule, DateTimeOffset? DueAt);

/// <summary>
/// All that time starts of one definition, in place of what was armed before. A trigger whose schedule is the same keeps its due instant, so
/// that a new version does not put it off. Ignored when another version is the published one meanwhile.
/// </summary>
/// <param name="DefinitionId">Logical id of the definition.</param>
/// <param name="VersionId">The published version that the triggers are of; null: none is published, so nothing is armed.</param>
/// <param name="Triggers">The triggers, each with the due instant that it has when it is new.</param>
public sealed record ArmedTriggers(string DefinitionId, string? VersionId, IReadOnlyList<TimeTrigger> Triggers);

/// <summary>A trigger fires: its row moves from one due instant to the next, which only one process can do.</summary>
/// <param name="DefinitionId">Logical id of the definition.</param>
/// <param name="ActivityId">The trigger.</param>
/// <param name="DueAt">The instant that fires, UTC. A conflict when the row has moved on.</param>
/// <param name="NextDueAt">The one after it, UTC; null: none.</param>
public readonly record struct TriggerFired(string DefinitionId, string ActivityId, DateTimeOffset DueAt, DateTimeOffset? NextDueAt);
