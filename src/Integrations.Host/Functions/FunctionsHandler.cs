using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Integrations.Host.Functions;

/// <summary>This process as the custom handler of an Azure Functions host, which starts it, asks it over loopback, and kills it.</summary>
/// <param name="Port">The port that the host chose.</param>
internal sealed record FunctionsHandler(int Port)
{
    /// <summary>Set by the host for the process that it starts.</summary>
    public const string PortVariable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>Exit code with which the host starts the process again at once and holds nothing against it.</summary>
    public const int RestartWanted = 200;

    /// <summary>Exit code of a stop that nobody asked for. Never 0: the host would leave the process dead and let its messages run into poison.</summary>
    public const int EndedByItself = 70;

    /// <summary>The handler that this process is to be; null: a service of its own.</summary>
    /// <exception cref="ArgumentException">The port makes no sense.</exception>
    public static FunctionsHandler? From(IConfiguration configuration) => configuration[PortVariable] switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort => new(port),
        var text => throw new ArgumentException($"{PortVariable} = « {text} » n'est pas un port (functions.port)."),
    };

    /// <summary>
    /// Listens on 127.0.0.1 and the port of the host, and nowhere else: the environment holds all settings of the host, its addresses
    /// (<c>ASPNETCORE_URLS</c>) among them.
    /// </summary>
    public void Listen(ConfigureWebHostBuilder web)
    {
        web.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));
        // In place of the endpoints of the section Kestrel.
        web.ConfigureKestrel(static (KestrelServerOptions kestrel) => kestrel.Configure());
    }

    /// <summary>The host says who really calls; nobody else is believed. The nearest hop only: what stands before it the caller may have written.</summary>
    /// <param name="callerHeader">Header that says who calls; null or empty: the usual one, in which the host puts its own neighbour.</param>
    public static ForwardedHeadersOptions Forwarded(string? callerHeader)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto,
            ForwardLimit = 1,
        };
        if (callerHeader is { Length: > 0 }) options.ForwardedForHeaderName = callerHeader;
        return options;
    }
}
