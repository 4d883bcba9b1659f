using System.Globalization;
using System.Net;
using Azure.Identity;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace Integrations.Partners.Microsoft365;

/// <summary>Turns what the SDK throws into a result; what nobody expected goes on as an exception.</summary>
internal static class GraphFailures
{
    private static readonly TimeSpan UnsaidDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(6);

    public static async Task<MailboxResult> Catch(Func<Task<MailboxResult>> act, CancellationToken cancellation)
    {
        try
        {
            return await act();
        }
        catch (ApiException error)
        {
            return FromAnswer(error);
        }
        catch (AuthenticationFailedException)
        {
            return new MailboxResult.Failed("graph.no-token", "L'identité du guichet n'a pas obtenu d'accès à Microsoft 365.", Permanent: false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new MailboxResult.Failed("graph.timeout", "Microsoft 365 n'a pas répondu à temps.", Permanent: false);
        }
        catch (HttpRequestException)
        {
            return new MailboxResult.Failed("graph.unreachable", "Microsoft 365 n'est pas joignable.", Permanent: false);
        }
    }

    private static MailboxResult FromAnswer(ApiException error)
    {
        var code = $"graph.{(error as ODataError)?.Error?.Code ?? error.ResponseStatusCode.ToString(CultureInfo.InvariantCulture)}";
        return (HttpStatusCode)error.ResponseStatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
                new MailboxResult.RetryAfter(Delay(error), code, "Microsoft 365 demande de patienter."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new MailboxResult.Failed(
                code, "Microsoft 365 refuse l'accès : le consentement ou l'autorisation sur cette boîte manque.", Permanent: true),
            HttpStatusCode.NotFound => new MailboxResult.Failed(
                code, "Cette boîte, ou cet élément, n'existe pas dans Microsoft 365.", Permanent: true),
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestTimeout or HttpStatusCode.Locked =>
                new MailboxResult.Failed(code, "L'élément a changé entre-temps dans Microsoft 365.", Permanent: false),
            >= HttpStatusCode.InternalServerError => new MailboxResult.Failed(code, "Microsoft 365 a rencontré une erreur.", Permanent: false),
            _ => new MailboxResult.Failed(code, "Microsoft 365 a refusé la demande telle qu'elle est écrite.", Permanent: true),
        };
    }

    private static TimeSpan Delay(ApiException error)
    {
        var header = error.ResponseHeaders?.FirstOrDefault(header => string.Equals(header.Key, "Retry-After", StringComparison.OrdinalIgnoreCase))
            .Value?.FirstOrDefault();
        if (!int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return UnsaidDelay;
        var delay = TimeSpan.FromSeconds(seconds);
        return delay > LongestDelay ? LongestDelay : delay;
    }
}
