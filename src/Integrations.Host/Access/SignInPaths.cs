using Microsoft.AspNetCore.Http.HttpResults;

namespace Integrations.Host.Access;

/// <summary>The addresses of signing in and out.</summary>
internal static class SignInPaths
{
    /// <summary>Page that offers the ways to sign in.</summary>
    public const string SignIn = "/connexion";

    /// <summary>Page of the local sign-in.</summary>
    public const string Local = "/connexion/locale";

    /// <summary>Page that signs out.</summary>
    public const string SignOut = "/deconnexion";

    /// <summary>Parameter with the address to go back to.</summary>
    public const string ReturnParameter = "retour";

    /// <summary>Where a provider sends people back; to be registered there.</summary>
    public static string CallbackOf(string scheme) => $"{SignIn}/{scheme}/retour";

    /// <summary>Where a provider sends people back after they signed out there; to be registered there.</summary>
    public static string SignedOutCallbackOf(string scheme) => $"{SignOut}/{scheme}/retour";

    /// <summary>The sign-in page again, saying what went wrong.</summary>
    public static string Failed(SignInFailure failure, string? returnTo = null) =>
        SignIn + QueryString.Create("echec", failure.Code).Add(ReturnParameter, Safe(returnTo));

    /// <summary>The address if it is one of this site; else the home page. Keeps a link to us from leading elsewhere.</summary>
    public static string Safe(string? returnTo) => RedirectHttpResult.IsLocalUrl(returnTo) && returnTo[0] == '/' ? returnTo : "/";
}

/// <summary>Why a sign-in failed, as far as it helps the person.</summary>
/// <param name="Code">Stable ASCII code, in the address.</param>
internal sealed record SignInFailure(string Code)
{
    /// <summary>The person or the provider said no.</summary>
    public static SignInFailure Denied { get; } = new("refus");

    /// <summary>The provider does not answer.</summary>
    public static SignInFailure Unreachable { get; } = new("indisponible");

    /// <summary>The answer does not belong to a sign-in begun in this browser, or came too late.</summary>
    public static SignInFailure Invalid { get; } = new("invalide");

    /// <summary>The failure of a code; an unknown one is <see cref="Invalid"/>. Null without a code.</summary>
    public static SignInFailure? Find(string? code) =>
        code is null ? null : new[] { Denied, Unreachable }.FirstOrDefault(failure => failure.Code == code) ?? Invalid;
}
