namespace Integrations.Runtime.Processing;

/// <summary>How far a host has come with its start: what is asked of it meanwhile waits, or is refused, by this.</summary>
public sealed class RuntimeStart
{
    private readonly TaskCompletionSource keeps = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource silent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the store is open: messages can be kept, and are handled when the rest has begun.</summary>
    public Task Keeps => keeps.Task;

    /// <summary>Ends when the runtime is at work.</summary>
    public Task Begun => begun.Task;

    /// <summary>Whether the store was asked and did not answer, so that nobody knows how long the start will take.</summary>
    public bool StoreIsSilent => silent.Task.IsCompleted;

    /// <summary>Waits until the start has come so far; not for a store that does not answer.</summary>
    /// <param name="state"><see cref="Keeps"/> or <see cref="Begun"/>.</param>
    /// <param name="patience">No longer than this.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it has.</returns>
    public async Task<bool> WaitForAsync(Task state, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.IsCompleted)
            await Task.WhenAny(state, silent.Task, Task.Delay(patience, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return state.IsCompletedSuccessfully;
    }

    internal void HasOpened() => keeps.TrySetResult();

    internal void HasBegun() => begun.TrySetResult();

    internal void FoundSilent() => silent.TrySetResult();
}
