using System.Security.Claims;
using Integrations.Host.Portal.Language;
using Microsoft.AspNetCore.Authentication;

namespace Integrations.Host.Access.Providers;

/// <summary>Who vouches for people: an OpenID Connect provider.</summary>
/// <param name="Scheme">Name of its scheme, and its part of our addresses.</param>
/// <param name="Roles">Which of its claims gives which role.</param>
internal abstract record IdentityProvider(string Scheme, RoleMapping Roles)
{
    /// <summary>Claims that name a person for others, the best first.</summary>
    protected static readonly string[] NameClaims = ["name", "preferred_username", "email"];

    /// <summary>What its button says.</summary>
    public abstract Text Label { get; }

    /// <summary>Its site: where a browser is sent to.</summary>
    public abstract Uri Origin { get; }

    /// <summary>Adds its scheme.</summary>
    public abstract void AddTo(AuthenticationBuilder authentication);

    /// <summary>Claim that names one person for ever.</summary>
    protected abstract string SubjectClaim { get; }

    /// <summary>The person of its claims; null: they name nobody.</summary>
    public Member? MemberOf(ClaimsPrincipal principal) =>
        principal.FindFirst(SubjectClaim) is { Value: var subject } ? new Member($"{Scheme}:{subject}", NameOf(principal) ?? subject, Roles.Of(principal.Claims)) : null;

    private static string? NameOf(ClaimsPrincipal principal) =>
        NameClaims.Select(claim => principal.FindFirst(claim)?.Value).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
