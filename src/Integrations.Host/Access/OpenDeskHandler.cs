using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Access;

/// <summary>Everybody is the administrator of a demonstration.</summary>
internal sealed class OpenDeskHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "Demonstration";

    private static readonly Member Everybody = new("demo:administrator", "Administrateur de démonstration", DeskRole.Administrator);

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Everybody.ToPrincipal(SchemeName), SchemeName)));
}
