namespace Integrations.Runtime.Processing;

/// <summary>
/// Keeps work on one thing (an instance, a file) from running at the same time in this process. Only spares useless re-runs:
/// what holds between processes is the version and the sequence checked at commit.
/// </summary>
internal sealed class Lanes
{
    private readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    public async ValueTask<Lane> EnterAsync(string name, CancellationToken cancellationToken)
    {
        var stripe = stripes[(uint)name.GetHashCode(StringComparison.Ordinal) % (uint)stripes.Length];
        await stripe.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Lane(stripe);
    }

    internal readonly struct Lane(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
