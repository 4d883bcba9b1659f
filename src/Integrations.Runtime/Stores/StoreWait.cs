using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Integrations.Runtime.Processing;
using Microsoft.Extensions.Logging;

namespace Integrations.Runtime.Stores;

/// <summary>
/// Does what needs the store, again and again, for as long as the store does not answer: a process that ended instead would be started
/// again, and after some such ends by nobody any more. What waiting does not mend is thrown at once.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="silent">Told each time when it does not answer.</param>
/// <param name="log">Kinds of errors only: their texts may name people and places.</param>
internal sealed class StoreWait(IWorkflowStore store, Action silent, ILogger log)
{
    private static readonly Backoff Pauses = new() { First = TimeSpan.FromMilliseconds(250), Longest = TimeSpan.FromSeconds(15) };
    private static readonly TimeSpan SayEach = TimeSpan.FromMinutes(1);

    public async Task RunAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        var (began, said) = (Stopwatch.GetTimestamp(), 0L);
        for (var failures = 0; ;)
        {
            try
            {
                await act(cancellationToken).ConfigureAwait(false);
                if (failures > 0)
                    log.LogInformation("The store answers, after {Seconds:0} s", Stopwatch.GetElapsedTime(began).TotalSeconds);
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested && store.IsOutage(error))
            {
                failures++;
                silent();
                if (failures == 1 || Stopwatch.GetElapsedTime(said) > SayEach)
                {
                    said = Stopwatch.GetTimestamp();
                    log.LogWarning(
                        "The store does not answer ({Error}). Asked {Times} times in {Seconds:0} s; asked again until it does", KindOf(error), failures, Stopwatch.GetElapsedTime(began).TotalSeconds);
                }
            }

            await Task.Delay(Pauses.After(failures, Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string KindOf(Exception error)
    {
        var cause = error.GetBaseException();
        return cause switch
        {
            DbException { SqlState: { } state } => $"{cause.GetType().Name} {state}",
            SocketException socket => $"{cause.GetType().Name} {socket.SocketErrorCode}",
            _ => cause.GetType().Name,
        };
    }
}
