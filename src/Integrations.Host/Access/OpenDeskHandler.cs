using System.Text.Encodings.Web;
using Integrations.Host.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Access;

/// <summary>Everybody who passes the gate is the administrator of a demonstration; whoever passes only by an open address is nobody.</summary>
internal sealed class OpenDeskHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "Demonstration";

    private static readonly Member Everybody = new("demo:administrator", "Administrateur de démonstration", DeskRole.Administrator);

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(Context.Items.ContainsKey(SignInGate.Stranger)
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(Everybody.ToPrincipal(SchemeName), SchemeName)));
}
