using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace Integrations.Partners.Microsoft365;

/// <summary>Makes the SDK's client for our settings. The SDK's own retries are off: the outbox retries, so that waiting survives a restart.</summary>
internal static class GraphClient
{
    /// <summary>Microsoft Graph and its national clouds: a token of ours goes nowhere else.</summary>
    private static readonly HashSet<string> Clouds = new(StringComparer.OrdinalIgnoreCase)
    {
        "graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn",
    };

    /// <summary>Says at the start what would be wrong at the first mail.</summary>
    /// <exception cref="ArgumentException">The settings would give our identity away, or have none.</exception>
    public static void Check(GraphSettings settings)
    {
        if (settings.Credential == GraphCredential.None && !settings.BaseUrl.IsLoopback)
            throw new ArgumentException("Sans identité, seul un simulateur sur cette machine peut être appelé.", nameof(settings));
        if (settings.Credential != GraphCredential.None && !(settings.BaseUrl.Scheme == Uri.UriSchemeHttps && Clouds.Contains(settings.BaseUrl.Host)))
            throw new ArgumentException("Microsoft365:BaseUrl : l'identité du guichet n'est présentée qu'à Microsoft Graph, en https (graph.address).", nameof(settings));
    }

    /// <summary>Makes the client. Loading the SDK takes a good part of a second, so it waits for the first mail.</summary>
    public static GraphServiceClient Create(GraphSettings settings)
    {
        var handlers = GraphClientFactory.CreateDefaultHandlers();
        foreach (var retry in handlers.OfType<RetryHandler>().ToList())
            handlers.Remove(retry);
        handlers.Add(new ForeignAnswers());
        var http = GraphClientFactory.Create(handlers);
        http.Timeout = settings.Timeout;

        IAuthenticationProvider authentication = settings.Credential == GraphCredential.None
            ? new AnonymousAuthenticationProvider()
            : new Microsoft.Kiota.Authentication.Azure.AzureIdentityAuthenticationProvider(
                new DefaultAzureCredential(new DefaultAzureCredentialOptions { TenantId = settings.TenantId }),
                scopes: ["https://graph.microsoft.com/.default"]);
        return new GraphServiceClient(http, authentication, settings.BaseUrl.ToString().TrimEnd('/'));
    }
}
