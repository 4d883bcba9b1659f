using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Integrations.Tests.FunctionsHost;

/// <summary>How the host judges the answer to an invocation.</summary>
public enum Verdict
{
    /// <summary>2xx with a JSON object.</summary>
    Success,

    /// <summary>Anything else that is an answer, or no connection.</summary>
    Failure,

    /// <summary>2xx without a body, or no answer in time: the host waited until its time was over and killed the handler.</summary>
    Hang,
}

/// <summary>Posts invocations to the handler as the host does.</summary>
/// <param name="handler">The handler.</param>
/// <param name="functionTimeout">After this the handler is killed.</param>
public sealed class Invocations(HandlerProcess handler, TimeSpan functionTimeout) : IDisposable
{
    /// <summary>The version of the host that this one imitates.</summary>
    public const string HostVersion = "4.1037.0.0";

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Posts an envelope and judges the answer.</summary>
    public async Task<Verdict> PostAsync(string function, string envelope, CancellationToken cancellation)
    {
        var address = await handler.WhenReadyAsync(cancellation);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(functionTimeout);
        try
        {
            using var request = Request(new Uri(address, function), envelope);
            using var answer = await _http.SendAsync(request, time.Token);
            var verdict = await JudgeAsync(answer, time.Token);
            if (verdict == Verdict.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, time.Token);
            return verdict;
        }
        catch (HttpRequestException)
        {
            return Verdict.Failure;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            handler.Kill();
            return Verdict.Hang;
        }
    }

    /// <summary>An invocation, never with a length.</summary>
    public static HttpRequestMessage Request(Uri address, string envelope)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(envelope)) };
        request.Headers.TryAddWithoutValidation("User-Agent", "Azure-Functions-Host/" + HostVersion);
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-HostVersion", HostVersion);
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return request;
    }

    /// <summary>Judges an answer by its status, its type and its body.</summary>
    public static async Task<Verdict> JudgeAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode) return Verdict.Failure;
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        if (string.IsNullOrWhiteSpace(body)) return Verdict.Hang;
        if (answer.Content.Headers.ContentType?.MediaType is not ("application/json" or "text/json")) return Verdict.Failure;
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Null => Verdict.Hang,
                JsonValueKind.Object => Verdict.Success,
                _ => Verdict.Failure,
            };
        }
        catch (JsonException)
        {
            return Verdict.Failure;
        }
    }

    public void Dispose() => _http.Dispose();
}
