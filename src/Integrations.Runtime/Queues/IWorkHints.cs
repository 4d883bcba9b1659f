namespace Integrations.Runtime.Queues;

/// <summary>Where it is said that rows want to be worked: in this process, or in a queue that many processes share.</summary>
public interface IWorkHints
{
    /// <summary>Says it. Neither waits nor throws: a commit never depends on a queue.</summary>
    /// <param name="hint">What wants to be worked.</param>
    /// <param name="dueAt">Not before this instant, UTC. One too far away is dropped, and said again by the tick when it has come.</param>
    void Say(WorkHint hint, DateTimeOffset dueAt);

    /// <summary>
    /// How many rows that nobody took in time may be said again now. Few where many hints wait already: their turn has not come, and to say
    /// them twice would only make the queue longer.
    /// </summary>
    ValueTask<int> RoomAsync(CancellationToken cancellationToken = default);
}
