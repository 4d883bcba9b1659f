namespace Integrations.Runtime.Queues;

/// <inheritdoc cref="IWorkHints.Say"/>
internal delegate void SayHint(WorkHint hint, DateTimeOffset dueAt);
