namespace Integrations.Runtime.Processing;

/// <summary>Work without workers: one thing after the other, always in the same order. For tests and simulations.</summary>
public sealed partial class WorkflowRuntime
{
    private const int DrainPage = 256;

    /// <summary>Does everything that is due now and all that follows from it, in order of due instant and number.</summary>
    /// <exception cref="InvalidOperationException">The runtime has workers of its own.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        if (options.Workers != 0)
            throw new InvalidOperationException("Only a runtime without workers is drained by hand.");
        while (true)
        {
            var worked = await ticker.FireDueAsync(cancellationToken).ConfigureAwait(false);
            foreach (var id in await Store.FindDueMessagesAsync(Time.GetUtcNow(), DrainPage, cancellationToken).ConfigureAwait(false))
            {
                await processor.ProcessAsync(id, cancellationToken).ConfigureAwait(false);
                worked++;
            }

            var now = Time.GetUtcNow();
            foreach (var id in await Store.ClaimDueCommandsAsync(now, now + options.CommandLease, DrainPage, cancellationToken).ConfigureAwait(false))
            {
                await delivery.DeliverAsync(id, cancellationToken).ConfigureAwait(false);
                worked++;
            }

            if (worked == 0)
                return;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The earliest instant at which something waits to be done, UTC; null: nothing waits for time.</summary>
    public ValueTask<DateTimeOffset?> NextDueAtAsync(CancellationToken cancellationToken = default) => Store.NextDueAtAsync(cancellationToken);

    /// <summary>Does everything due, then moves the clock from one due instant to the next, until nothing is due any more or the end comes.</summary>
    /// <param name="clock">The clock of the runtime.</param>
    /// <param name="until">The clock ends here, UTC.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public async Task AdvanceAsync(VirtualClock clock, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        await DrainAsync(cancellationToken).ConfigureAwait(false);
        while (await AdvanceToNextDueAsync(clock.MoveTo, until, cancellationToken).ConfigureAwait(false))
        {
        }

        clock.MoveTo(until);
    }

    /// <summary>Moves the clock to the next due instant and does everything due then.</summary>
    /// <param name="moveTo">Sets the clock of the runtime.</param>
    /// <param name="until">No further than this, UTC.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>False: nothing is due until then, and the clock was not moved.</returns>
    public async Task<bool> AdvanceToNextDueAsync(Action<DateTimeOffset> moveTo, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        if (await NextDueAtAsync(cancellationToken).ConfigureAwait(false) is not { } next || next > until)
            return false;
        moveTo(next);
        await DrainAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
