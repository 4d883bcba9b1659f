using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Integrations.Runtime.Outbox;
using Integrations.Workflows.Activities;

namespace Integrations.Partners.Http;

/// <summary>
/// Makes the calls of workflows. What failed to connect left nothing and is tried again; what may have arrived is tried again only when it
/// may be repeated: by its method, or because the designer gave an Idempotency-Key. Every other call carries the key of its command, for a
/// recipient that knows the header: the outbox delivers a command again when the process died before it could note the reply.
/// </summary>
public sealed class HttpCalls : IDisposable
{
    private const string IdempotencyKey = "Idempotency-Key";

    private static readonly HashSet<string> Repeatable = new(StringComparer.Ordinal) { "GET", "HEAD", "PUT", "DELETE", "OPTIONS" };
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly HttpCallSettings _settings;
    private readonly HttpClient _client;

    /// <summary>Opens the connections lazily; nothing is called here.</summary>
    public HttpCalls(HttpCallSettings settings)
    {
        _settings = settings;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = new AddressGuard(settings.AllowedHosts).ConnectAsync,
            // A proxy would resolve the name itself, past the guard.
            UseProxy = false,
            UseCookies = false,
            // A redirect would take secret headers to another host, and a POST along a second time: the drawing sees the status and decides.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            // Neither headers nor addresses of calls go into traces of the platform.
            ActivityHeadersPropagator = null,
        };
        _client = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <summary>Delivers one call. It always has a reply: a status, or why there is none.</summary>
    public async Task<DeliveryResult> DeliverAsync(OutboxCommand command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        var call = HttpCall.Read(JsonNode.Parse(command.Payload)!.AsObject());
        var mayRepeat = Repeatable.Contains(call.Method) || call.Headers.Any(header => string.Equals(header.Key, IdempotencyKey, StringComparison.OrdinalIgnoreCase));
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryAsync(call, mayRepeat ? null : command.IdempotencyKey, cancellation);
            var again = outcome.NothingLeft || (mayRepeat && (outcome.Reply.Failure is HttpCallFailure.FailedToConnect or HttpCallFailure.Timeout || call.RetryStatuses.Contains(outcome.Reply.StatusCode)));
            if (!again || attempt == HttpCallSettings.Attempts) return new DeliveryResult.Delivered(outcome.Reply.ToInput().ToJsonString());
            await Task.Delay(FirstPause * (attempt * attempt), cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<Outcome> TryAsync(HttpCall call, string? key, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_settings.Timeout);
        try
        {
            using var request = Request(call, key);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new Outcome(await ResponseReading.ReadAsync(response, call, _settings.MaxResponseBytes, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Outcome(new HttpReply(HttpCallFailure.Timeout, "Pas de réponse à temps."));
        }
        catch (HttpRequestException error) when (error.InnerException is AddressRefusedException refused)
        {
            return new Outcome(new HttpReply(HttpCallFailure.Refused, refused.Message));
        }
        catch (HttpRequestException error)
        {
            return new Outcome(
                new HttpReply(HttpCallFailure.FailedToConnect, $"Pas de connexion ({error.HttpRequestError})."),
                NothingLeft: error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError);
        }
        catch (IOException)
        {
            return new Outcome(new HttpReply(HttpCallFailure.FailedToConnect, "La connexion s'est rompue."));
        }
        catch (Exception error) when (error is ResponseUnusableException or FormatException)
        {
            return new Outcome(new HttpReply(HttpCallFailure.Unusable, error.Message));
        }
    }

    private static HttpRequestMessage Request(HttpCall call, string? key)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Url);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(call.IsBase64 ? Convert.FromBase64String(body) : System.Text.Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(call.ContentType, out var type) ? type : null;
            if (!call.IsBase64 && request.Content.Headers.ContentType is { CharSet: null } text) text.CharSet = "utf-8";
        }

        foreach (var (name, value) in call.Headers)
        {
            string[] values = value is JsonArray list ? [.. list.Select(TextOf)] : [TextOf(value)];
            if (!request.Headers.TryAddWithoutValidation(name, values)) request.Content?.Headers.TryAddWithoutValidation(name, values);
        }

        if (key is not null) request.Headers.TryAddWithoutValidation(IdempotencyKey, key);
        return request;
    }

    private static string TextOf(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : value?.ToJsonString() ?? "";

    /// <param name="Reply">What the workflow gets.</param>
    /// <param name="NothingLeft">The recipient has seen nothing of it.</param>
    private sealed record Outcome(HttpReply Reply, bool NothingLeft = false);
}
