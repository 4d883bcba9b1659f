using System.Globalization;
using System.Net;
using System.Text;

namespace Integrations.Partners.Microsoft365;

/// <summary>
/// A proxy or a gateway on the way answers in its own words, which the SDK cannot read: it is given an error in Graph's form instead,
/// with the same headers and status. A page that a gateway gives with a status of success is an answer that Graph never gave: it becomes
/// 502, so that nothing counts as done.
/// </summary>
internal sealed class ForeignAnswers : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType == "application/json" || IsEmptySuccess(answer))
            return answer;
        if (answer.IsSuccessStatusCode) answer.StatusCode = HttpStatusCode.BadGateway;
        if ((int)answer.StatusCode >= 400)
        {
            var code = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            var foreign = answer.Content;
            answer.Content = new StringContent($"{{\"error\":{{\"code\":\"{code}\",\"message\":\"\"}}}}", Encoding.UTF8, "application/json");
            foreign.Dispose();
        }

        return answer;
    }

    /// <summary>Graph answers some requests with nothing, as 202 to a mail that is to be sent.</summary>
    private static bool IsEmptySuccess(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode && answer.Content.Headers.ContentType is null && answer.Content.Headers.ContentLength is null or 0;
}
