using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Queues;
using Integrations.Endurance.Rig;
using Integrations.Runtime.Queues.AzureStorage;
using Integrations.Tests.Services;

namespace Integrations.Endurance.Faults;

/// <summary>The queue that carries the hints.</summary>
internal static class QueueFaults
{
    public static IEnumerable<Fault> Of(Cluster cluster, Azurite azurite)
    {
        var queue = new QueueServiceClient(azurite.ConnectionString, AzureStorageQueues.Options()).GetQueueClient(Cluster.QueueName);
        yield return new Fault("queue down, all its messages lost", 2, async (random, cancellation) =>
        {
            azurite.Stop();
            await Task.Delay(random.Next(3_000), cancellation);
            await azurite.RestartAsync();
        });
        yield return new Fault("queue messages repeated and out of order", 8, async (random, cancellation) =>
        {
            for (var i = 0; i < 5; i++)
            {
                var number = 1 + random.Next(50 + (40 * cluster.Forms.Acknowledged.Count));
                var text = string.Create(CultureInfo.InvariantCulture, $"{{\"{(random.Next(2) == 0 ? 'm' : 'c')}\":{number}}}");
                await SendAsync(queue, text, TimeSpan.FromSeconds(random.Next(5)), cancellation);
            }
        });
        yield return new Fault("queue message that is not ours", 3, (random, cancellation) =>
            SendAsync(queue, random.Next(3) switch { 0 => "bonjour", 1 => "{\"m\":\"x\"}", _ => "[]" }, TimeSpan.Zero, cancellation));
    }

    private static async Task SendAsync(QueueClient queue, string text, TimeSpan delay, CancellationToken cancellation)
    {
        try
        {
            await queue.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), delay, cancellationToken: cancellation);
        }
        catch (Exception error) when (error is RequestFailedException { Status: 404 or 0 } or AggregateException)
        {
            // The queue is down, or was just lost and nobody has made it again yet.
        }
    }
}
