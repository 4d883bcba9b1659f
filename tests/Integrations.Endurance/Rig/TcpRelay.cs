using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Integrations.Endurance.Rig;

/// <summary>
/// A port that passes bytes on to another one, and may cut: at once, or when so many more bytes have gone to the server, so that a commit
/// arrives there and its answer never comes back.
/// </summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Passage, bool> _open = new();
    private readonly Func<int> _target;
    private readonly Task _accepting;
    private int _bytesUntilCut = -1;

    /// <param name="target">The port behind, asked for each new connection.</param>
    public TcpRelay(Func<int> target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, on the loopback.</summary>
    public int Port { get; }

    /// <summary>Connections that are open.</summary>
    public int Open => _open.Count;

    /// <summary>Cuts every connection.</summary>
    public void CutAll()
    {
        foreach (var passage in _open.Keys)
            passage.Cut();
    }

    /// <summary>Cuts the connection by which the last of so many bytes goes to the server; the server gets them, its answer is lost.</summary>
    public void CutAfter(int bytes) => Volatile.Write(ref _bytesUntilCut, bytes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CutAll();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = PassAsync(client);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (_stop.IsCancellationRequested)
                    return;
            }
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using var passage = new Passage(client, server);
        _open[passage] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target(), _stop.Token);
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream(), passage, counted: true), CopyAsync(server.GetStream(), client.GetStream(), passage, counted: false));
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Whoever is behind does not listen, or went: the one in front sees his connection end.
        }
        finally
        {
            passage.Cut();
            _open.TryRemove(passage, out _);
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Passage passage, bool counted)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                if (!counted || Volatile.Read(ref _bytesUntilCut) < 0 || Interlocked.Add(ref _bytesUntilCut, -read) > 0)
                    continue;
                Volatile.Write(ref _bytesUntilCut, -1);
                passage.CutTowardsClient();
                return;
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two went.
        }
    }

    private sealed class Passage(TcpClient client, TcpClient server) : IDisposable
    {
        /// <summary>Ends both sides with a reset, as a broken line does.</summary>
        public void Cut()
        {
            Reset(client);
            Reset(server);
        }

        /// <summary>The client's side ends; the server keeps what it got.</summary>
        public void CutTowardsClient() => Reset(client);

        public void Dispose() => client.Dispose();

        private static void Reset(TcpClient side)
        {
            try
            {
                if (side.Client is { } socket)
                    socket.LingerState = new LingerOption(true, 0);
                side.Close();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }
        }
    }
}
