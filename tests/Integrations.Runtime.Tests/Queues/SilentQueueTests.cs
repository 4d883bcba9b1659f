using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Queues.AzureStorage;
using Integrations.Runtime.Tests.Processing;
using Integrations.Tests.Shared;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integrations.Runtime.Tests.Queues;

/// <summary>A queue that cannot be asked, for whatever reason: each call is lost by itself, and nobody stops asking.</summary>
public sealed class SilentQueueTests : RuntimeFixture
{
    private static readonly Uri Nowhere = new("https://hints.invalid/work");

    [Fact]
    public async Task An_identity_that_gives_no_token_costs_the_hint_and_not_the_sender()
    {
        using var log = new KeptLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        await using var hints = new AzureStorageHints(Unknown(out _), TimeSpan.FromMinutes(10), TimeProvider.System, logging.CreateLogger<AzureStorageHints>());

        // More often than there are senders.
        for (var id = 1; id <= 5; id++)
        {
            hints.Say(new WorkHint.Message(id), DateTimeOffset.UtcNow);
            await UntilAsync(() => Task.FromResult(log.Lines.Count == id));
        }

        Assert.All(log.Lines, line => Assert.Contains(nameof(NoTokenException), line, StringComparison.Ordinal));
        Assert.Equal(0, await hints.RoomAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_identity_that_gives_no_token_does_not_end_the_receiver()
    {
        var queue = Unknown(out var identity);
        using var receiver = new HintReceiver(new AzureStorageQueues(queue, queue), new HintReceiverSettings(), NoWork, NullLogger<HintReceiver>.Instance);
        using var stop = new CancellationTokenSource();
        var running = receiver.RunAsync(stop.Token, CancellationToken.None);

        await UntilAsync(() => Task.FromResult(identity.Asked >= 3));

        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Work_whose_hint_could_not_be_renewed_is_deleted_when_it_is_done()
    {
        var service = new OnlyGivesAndDeletes();
        var options = AzureStorageQueues.Options();
        using var transport = new HttpClientTransport(service);
        options.Transport = transport;
        var queue = new QueueClient(Nowhere, options);
        var settings = new HintReceiverSettings { Visibility = TimeSpan.FromSeconds(1) };
        using var receiver = new HintReceiver(
            new AzureStorageQueues(queue, queue), settings, (_, _, token) => UntilAsync(() => Task.FromResult(service.RenewalsRefused >= 3)).WaitAsync(token), NullLogger<HintReceiver>.Instance);
        using var stop = new CancellationTokenSource();
        var running = receiver.RunAsync(stop.Token, CancellationToken.None);

        await UntilAsync(() => Task.FromResult(service.Deleted == 1));

        await stop.CancelAsync();
        await running;
    }

    private static Task NoWork(string text, int delivery, CancellationToken cancellationToken) => Task.CompletedTask;

    private static QueueClient Unknown(out NoIdentity identity)
    {
        identity = new NoIdentity();
        return new QueueClient(Nowhere, identity, AzureStorageQueues.Options());
    }

    /// <summary>Of no kind that the library of the queue knows, as those of Azure.Identity are.</summary>
    private sealed class NoTokenException : Exception;

    private sealed class NoIdentity : TokenCredential
    {
        private int asked;

        public int Asked => Volatile.Read(ref asked);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref asked);
            throw new NoTokenException();
        }
    }

    /// <summary>A service that gives one message, does not answer who wants to hold it longer, and deletes it.</summary>
    private sealed class OnlyGivesAndDeletes : HttpMessageHandler
    {
        private const string OneMessage =
            """
            <?xml version="1.0" encoding="utf-8"?><QueueMessagesList><QueueMessage><MessageId>a</MessageId>
            <InsertionTime>Tue, 01 Dec 2026 08:00:00 GMT</InsertionTime><ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime>
            <PopReceipt>r</PopReceipt><TimeNextVisible>Tue, 01 Dec 2026 08:00:01 GMT</TimeNextVisible><DequeueCount>1</DequeueCount>
            <MessageText>x</MessageText></QueueMessage></QueueMessagesList>
            """;

        private int given;
        private int refused;
        private int deleted;

        public int RenewalsRefused => Volatile.Read(ref refused);

        public int Deleted => Volatile.Read(ref deleted);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Put)
            {
                Interlocked.Increment(ref refused);
                throw new HttpRequestException("no answer");
            }

            if (request.Method == HttpMethod.Delete)
            {
                Interlocked.Increment(ref deleted);
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
            }

            var isFirst = Interlocked.Exchange(ref given, 1) == 0;
            var text = isFirst ? OneMessage : """<?xml version="1.0" encoding="utf-8"?><QueueMessagesList />""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, System.Text.Encoding.UTF8, "application/xml") });
        }
    }
}
