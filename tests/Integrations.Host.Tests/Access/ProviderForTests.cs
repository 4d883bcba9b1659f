using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Integrations.Host.Tests.Access;

/// <summary>
/// A small OpenID Connect provider: discovery, keys, authorize, token, user info and logout. It checks what a strict one checks: the
/// client and its secret, the registered address, the code once, PKCE. Whoever stands before it is <see cref="Person"/>.
/// </summary>
internal sealed class ProviderForTests : IAsyncDisposable
{
    public const string Site = "connexion.example";
    public const string ClientId = "guichet";
    public const string ClientSecret = "secret-of-the-client-in-tests";

    private readonly WebApplication _app;
    private readonly string _base;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "k1" };
    private readonly ConcurrentDictionary<string, Grant> _codes = new();

    private ProviderForTests(WebApplication app, string path) => (_app, _base) = (app, path);

    /// <summary>Claims of the person at the browser.</summary>
    public Dictionary<string, object> Person { get; set; } = [];

    /// <summary>Claims that are told only by the user info endpoint.</summary>
    public Dictionary<string, object> OnlyByUserInfo { get; set; } = [];

    /// <summary>What the person answers when asked; null: yes.</summary>
    public string? Error { get; set; }

    /// <summary>Issuer in its tokens; null: its own.</summary>
    public string? SignsAs { get; set; }

    /// <summary>The address to which it sends people back, as registered.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>Its issuer.</summary>
    public string Issuer => $"https://{Site}{_base}";

    /// <summary>Proofs of identity with which people signed out.</summary>
    public ConcurrentQueue<string?> SignedOut { get; } = new();

    /// <summary>Its side of the network.</summary>
    public HttpMessageHandler Handler => _app.GetTestServer().CreateHandler();

    /// <summary>Starts one.</summary>
    /// <param name="redirectUri">The address registered.</param>
    /// <param name="path">Path of its issuer.</param>
    public static async Task<ProviderForTests> StartAsync(string redirectUri, string path = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        var provider = new ProviderForTests(app, path) { RedirectUri = redirectUri };
        app.MapGet(path + "/.well-known/openid-configuration", provider.Describe);
        app.MapGet(path + "/keys", () => Results.Json(new { keys = new[] { Public(provider._key) } }));
        app.MapGet(path + "/authorize", provider.Authorize);
        app.MapPost(path + "/token", provider.TokenAsync);
        app.MapGet(path + "/userinfo", () => Results.Json(provider.Person.Concat(provider.OnlyByUserInfo).ToDictionary()));
        app.MapGet(path + "/logout", provider.Logout);
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static object Public(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
    }

    private IResult Describe() => Results.Json(new
    {
        issuer = Issuer,
        authorization_endpoint = Issuer + "/authorize",
        token_endpoint = Issuer + "/token",
        userinfo_endpoint = Issuer + "/userinfo",
        end_session_endpoint = Issuer + "/logout",
        jwks_uri = Issuer + "/keys",
        response_types_supported = new[] { "code", "id_token" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
        subject_types_supported = new[] { "public" },
    });

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["redirect_uri"] != RedirectUri) return Results.BadRequest("This client or its address is not registered.");
        string state = query["state"]!;
        if (Error is { } error) return Results.Redirect(RedirectUri + QueryString.Create([new("error", error), new KeyValuePair<string, string?>("state", state)]));
        if (query["response_type"] == "id_token")
            return query["response_mode"] == "form_post" ? Form(new() { ["id_token"] = Token(query["nonce"]!), ["state"] = state }) : Results.BadRequest("An id token is posted.");
        if (query["response_type"] != "code" || query["code_challenge_method"] != "S256") return Results.BadRequest("Codes are guarded by PKCE.");
        var code = RandomNumberGenerator.GetHexString(32);
        _codes[code] = new Grant(query["code_challenge"]!, query["nonce"]!);
        return query["response_mode"] == "form_post"
            ? Form(new() { ["code"] = code, ["state"] = state })
            : Results.Redirect(RedirectUri + QueryString.Create([new("code", code), new KeyValuePair<string, string?>("state", state)]));
    }

    private IResult Form(Dictionary<string, string> fields) => Results.Text(
        $"<form method=\"post\" action=\"{RedirectUri}\">" + string.Concat(fields.Select(field => $"<input name=\"{field.Key}\" value=\"{WebUtility.HtmlEncode(field.Value)}\">")) + "</form>", "text/html");

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var verifier = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        var good = form["client_id"] == ClientId && form["client_secret"] == ClientSecret && form["redirect_uri"] == RedirectUri && form["grant_type"] == "authorization_code";
        return good && _codes.TryRemove(form["code"].ToString(), out var grant) && grant.Challenge == verifier
            ? Results.Json(new { id_token = Token(grant.Nonce), access_token = RandomNumberGenerator.GetHexString(32), token_type = "Bearer", expires_in = 300 })
            : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
    }

    private string Token(string nonce) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = SignsAs ?? Issuer,
        Audience = ClientId,
        Claims = new Dictionary<string, object>(Person) { ["nonce"] = nonce },
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });

    private IResult Logout(HttpRequest request)
    {
        SignedOut.Enqueue(request.Query["id_token_hint"]);
        return Results.Redirect(request.Query["post_logout_redirect_uri"] + QueryString.Create("state", request.Query["state"].ToString()));
    }

    private sealed record Grant(string Challenge, string Nonce);
}
