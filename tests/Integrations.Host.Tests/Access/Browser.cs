using System.Net;

namespace Integrations.Host.Tests.Access;

/// <summary>What a browser does between sites that stand in this process: keeps cookies, follows redirects when asked.</summary>
internal sealed class Browser(IReadOnlyDictionary<string, HttpMessageHandler> sites) : HttpMessageHandler
{
    private readonly CookieContainer _cookies = new();
    private readonly Dictionary<string, HttpMessageInvoker> _sites = sites.ToDictionary(site => site.Key, site => new HttpMessageInvoker(site.Value));

    /// <summary>Every Set-Cookie that came, raw.</summary>
    public List<string> CookiesSet { get; } = [];

    /// <summary>The addresses asked for, in order.</summary>
    public List<Uri> Visited { get; } = [];

    /// <summary>Follows redirects from an answer to the page at their end.</summary>
    public static async Task<HttpResponseMessage> FollowAsync(HttpClient client, HttpResponseMessage answer)
    {
        for (var hops = 0; answer.Headers.Location is { } location && hops < 10; hops++)
            answer = await client.GetAsync(new Uri(answer.RequestMessage!.RequestUri!, location));
        return answer;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        Visited.Add(address);
        if (_cookies.GetCookieHeader(address) is { Length: > 0 } cookies) request.Headers.TryAddWithoutValidation("Cookie", cookies);
        var answer = await _sites[address.Host].SendAsync(request, cancellationToken);
        answer.RequestMessage = request;
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) return answer;
        foreach (var cookie in set)
        {
            CookiesSet.Add(cookie);
            _cookies.SetCookies(address, cookie);
        }

        return answer;
    }
}
