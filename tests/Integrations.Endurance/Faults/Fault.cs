namespace Integrations.Endurance.Faults;

/// <summary>One way to break things.</summary>
/// <param name="Name">As the report names it.</param>
/// <param name="Weight">How often it is chosen, beside the others.</param>
/// <param name="InjectAsync">Breaks, and mends what does not mend itself. It is over when the task completes.</param>
internal sealed record Fault(string Name, int Weight, Func<Random, CancellationToken, Task> InjectAsync);
