using System.Globalization;
using System.Text;

namespace Integrations.Partners.Microsoft365;

/// <summary>
/// A proxy or a gateway on the way answers in its own words, which the SDK cannot read: it is given an error in Graph's form instead,
/// with the same status and headers.
/// </summary>
internal sealed class ForeignErrors : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if ((int)answer.StatusCode >= 400 && answer.Content.Headers.ContentType?.MediaType != "application/json")
        {
            var code = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            var foreign = answer.Content;
            answer.Content = new StringContent($"{{\"error\":{{\"code\":\"{code}\",\"message\":\"\"}}}}", Encoding.UTF8, "application/json");
            foreign.Dispose();
        }

        return answer;
    }
}
