namespace Integrations.Runtime.Processing;

/// <summary>Work by hints of a queue that many processes share; see <see cref="RuntimeOptions.Hints"/>.</summary>
public sealed partial class WorkflowRuntime
{
    /// <inheritdoc cref="Queues.HintWork"/>
    public async Task WorkAsync(string text, int delivery, CancellationToken cancellationToken = default)
    {
        await begun.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await hinted.WorkAsync(text, delivery, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fires what time alone has made due, for a process whose clock is a timer of its host.</summary>
    public Task TickAsync(CancellationToken cancellationToken = default) => ticker.FireDueAsync(cancellationToken);

    /// <summary>Says again what waits and has lost its hint.</summary>
    /// <returns>How many rows.</returns>
    public Task<int> SayOverdueAsync(CancellationToken cancellationToken = default) => hinted.SayOverdueAsync(cancellationToken);

    /// <summary>Gives up what killed or hung a process each time: it waits among the dead letters, with the reason (<c>queue.poison</c>).</summary>
    /// <param name="text">Text of the poison queue.</param>
    /// <param name="cancellationToken">Gives up before the store is asked.</param>
    public Task GiveUpAsync(string text, CancellationToken cancellationToken = default) => hinted.GiveUpAsync(text, cancellationToken);

    /// <summary>Begins the daily deletion of what is past its time, unless today's has begun.</summary>
    public Task BeginRetentionAsync(CancellationToken cancellationToken = default) => retention.FireDueAsync(Time.GetUtcNow(), cancellationToken);

    /// <summary>Says a hint again for a little later, where it cannot be worked now: that counts against nobody, however long it lasts.</summary>
    /// <param name="text">Text of the queue.</param>
    /// <returns>False: the text is no hint, and cannot be said again.</returns>
    public bool PutOff(string text) => hinted.PutOff(text);
}
