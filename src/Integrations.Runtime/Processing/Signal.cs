using System.Threading.Channels;

namespace Integrations.Runtime.Processing;

/// <summary>Says "look again" to one who waits; said many times before he looks, it is said once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> said = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => said.Writer.TryWrite(true);

    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await said.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
