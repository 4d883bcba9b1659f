namespace Integrations.Runtime.Queues;

/// <summary>
/// Says that a row wants to be worked. The row is the truth: a hint for one that is done, or in other hands, changes nothing, and one that got
/// lost is said again by the tick.
/// </summary>
public abstract record WorkHint
{
    private WorkHint()
    {
    }

    /// <summary>A message of the inbox wants to be handled.</summary>
    /// <param name="Id">Its number.</param>
    public sealed record Message(long Id) : WorkHint;

    /// <summary>A command of the outbox wants to be delivered.</summary>
    /// <param name="Id">Its number.</param>
    public sealed record Command(long Id) : WorkHint;

    /// <summary>
    /// Rows that came within a moment want to be worked; or one that is not to be put together with others, since a process may have died over
    /// it.
    /// </summary>
    /// <param name="All">Messages and commands.</param>
    public sealed record Rows(IReadOnlyList<WorkHint> All) : WorkHint;

    /// <summary>Time makes something due: a timer, a trigger, a stream.</summary>
    /// <param name="At">When, UTC.</param>
    public sealed record Time(DateTimeOffset At) : WorkHint;
}
