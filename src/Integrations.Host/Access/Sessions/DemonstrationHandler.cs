using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Access.Sessions;

/// <summary>Whoever opens a demonstration is its administrator, until they sign in as somebody else.</summary>
internal sealed class DemonstrationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "demonstration";

    private static readonly Member Everybody = new("demo:administrator", "Administrateur de démonstration", DeskRole.Administrator);

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var session = await Context.AuthenticateAsync(Session.SchemeName);
        return session.Succeeded ? session : AuthenticateResult.Success(new AuthenticationTicket(Everybody.ToPrincipal(SchemeName), SchemeName));
    }
}
