using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Integrations.Host.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Access.Keys;

/// <summary>
/// Signs a machine in by <c>Authorization: ApiKey KEY</c>, as Elsa does; by <c>Bearer KEY</c>, for clients that know nothing else; and on a hub
/// by <c>?access_token=KEY</c>, since a browser cannot give a WebSocket a header.
/// </summary>
internal sealed partial class ApiKeyHandler(
    ApiKeyStore keys, FailureLimit failures, WallClock wall, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    /// <summary>Name of the scheme, and its word in the header.</summary>
    public const string SchemeName = "ApiKey";

    /// <summary>Whether a request presents a key.</summary>
    public static bool IsPresented(HttpRequest request) => Presented(request) is not null;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request) is not { } presented) return AuthenticateResult.NoResult();
        if (!ApiKeyText.TryRead(presented, out var text) || await keys.FindAsync(text.Id, Context.RequestAborted) is not { } key || !text.Fits(key))
            return Refuse(KeyRefusal.Unknown);

        var now = wall.Time.GetUtcNow();
        if (!key.IsOpenAt(now)) return Refuse(KeyRefusal.Closed, key.Id);

        await keys.NoteUseAsync(key.Id, DateOnly.FromDateTime(now.UtcDateTime), Context.RequestAborted);
        var machine = new Member($"key:{key.Id}", key.Name, key.Role);
        return AuthenticateResult.Success(new AuthenticationTicket(machine.ToPrincipal(SchemeName), SchemeName));
    }

    /// <summary>What a request presents as its key; null: nothing. In an address it stands nowhere but on the hub: addresses are kept in histories and logs.</summary>
    private static string? Presented(HttpRequest request)
    {
        if (request.Headers.Authorization is [{ } header] && AuthenticationHeaderValue.TryParse(header, out var value))
        {
            if (value.Scheme.Equals(SchemeName, StringComparison.OrdinalIgnoreCase)) return value.Parameter?.Trim() ?? "";
            if (value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && ApiKeyText.IsMeant(value.Parameter)) return value.Parameter!.Trim();
        }

        return request.Path.StartsWithSegments(SameOrigin.Hubs) && request.Query["access_token"] is [{ Length: > 0 } token] ? token : null;
    }

    // Only here are failures asked for: what others of the same address present takes nothing from a right key.
    private AuthenticateResult Refuse(KeyRefusal refusal, string? closed = null)
    {
        if (failures.IsReached(Context))
        {
            refusal = KeyRefusal.TooMany;
        }
        else
        {
            failures.Count(Context);
            if (closed is not null) LogClosed(Logger, closed);
        }

        Context.Features.Set(refusal);
        return AuthenticateResult.Fail(refusal.Code);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API key {Id} is presented, but it is expired or revoked.")]
    private static partial void LogClosed(ILogger logger, string id);
}

/// <summary>Why a key was refused.</summary>
/// <param name="Status">Of the answer.</param>
/// <param name="Code">Stable ASCII code.</param>
/// <param name="Title">In French.</param>
/// <param name="Detail">What to do, in French.</param>
internal sealed record KeyRefusal(int Status, string Code, string Title, string Detail)
{
    /// <summary>Not a key of this desk.</summary>
    public static KeyRefusal Unknown { get; } = new(
        StatusCodes.Status401Unauthorized, "access.key_unknown", "Clé refusée", "Cette clé n'ouvre rien ici. Copiez-la en entier, ou faites-en créer une autre.");

    /// <summary>It was one; its holder may know.</summary>
    public static KeyRefusal Closed { get; } = new(
        StatusCodes.Status401Unauthorized, "access.key_closed", "Clé fermée", "Cette clé a expiré ou a été révoquée. Faites-en créer une autre.");

    /// <summary>Too many bad keys from this address.</summary>
    public static KeyRefusal TooMany { get; } = new(
        StatusCodes.Status429TooManyRequests, "access.too_many", "Trop de clés refusées", "Trop de clés refusées viennent de cette adresse. Attendez quelques minutes.");
}
