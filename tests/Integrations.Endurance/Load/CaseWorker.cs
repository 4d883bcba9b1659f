using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Integrations.Host.Access;

namespace Integrations.Endurance.Load;

/// <summary>
/// A case worker who writes to firms, by the pages of the desk: signs in, opens a file, fills in the form. An answer that is lost is not asked
/// for again, since nobody can know whether the letter has left.
/// </summary>
internal sealed partial class CaseWorker(Uri service) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(5), AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = service,
        Timeout = TimeSpan.FromSeconds(30),
    };

    private readonly ConcurrentBag<string> _written = [];
    private int _made;
    private bool _isSignedIn;

    /// <summary>Subjects of the letters that the desk said it has taken.</summary>
    public IReadOnlyCollection<string> Written => _written;

    /// <summary>Writes a letter about one of the files that are listed first; none when there is no file, or nobody answers.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            if (!_isSignedIn) await SignInAsync(cancellation);
            var list = await _http.GetStringAsync("dossiers", cancellation);
            var numbers = File().Matches(list).Select(match => match.Groups["number"].Value).Distinct().ToList();
            if (numbers.Count == 0) return;
            var form = $"dossiers/{numbers[_made % numbers.Count]}/actes/courrier";
            var subject = string.Create(CultureInfo.InvariantCulture, $"Lettre libre {Interlocked.Increment(ref _made):D6}");
            using var answer = await SendAsync(form, new() { ["objet"] = subject, ["texte"] = "Bonjour, votre dossier avance." }, cancellation);
            if (answer.StatusCode == HttpStatusCode.Found) _written.Add(subject);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Nobody there, the answer was lost on its way, or the session has ended: a redirect is no page.
            _isSignedIn = false;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task SignInAsync(CancellationToken cancellation)
    {
        using var answer = await SendAsync("connexion/locale", new() { ["personne"] = "camille", ["role"] = DeskRole.CaseWorker.Word(), ["retour"] = "/" }, cancellation);
        _isSignedIn = answer.StatusCode == HttpStatusCode.Found;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, Dictionary<string, string> fields, CancellationToken cancellation)
    {
        var page = await _http.GetStringAsync(path, cancellation);
        fields["garde"] = Guard().Match(page).Groups["value"].Value;
        using var form = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(path, form, cancellation);
    }

    [GeneratedRegex("href=\"/dossiers/(?<number>[^\"/?]+)\"")]
    private static partial Regex File();

    [GeneratedRegex("name=\"garde\"[^>]* value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Guard();
}
