using System.Security.Claims;

namespace Integrations.Host.Access;

/// <summary>Who acts: a person who signed in, or a machine with its key.</summary>
/// <param name="Subject">Stable identifier, unique over all ways to sign in, for example <c>entra:</c> and an object id.</param>
/// <param name="Name">As shown to others.</param>
/// <param name="Role">What they may do; null: nothing yet.</param>
public sealed record Member(string Subject, string Name, DeskRole? Role)
{
    /// <summary>Claim of the subject.</summary>
    public const string SubjectClaim = "sub";

    /// <summary>Claim of the name.</summary>
    public const string NameClaim = "name";

    /// <summary>Claim of the role, a word of <see cref="DeskRoles"/>.</summary>
    public const string RoleClaim = "role";

    /// <summary>The member as a principal of ASP.NET.</summary>
    /// <param name="way">How they signed in: the type of the identity.</param>
    public ClaimsPrincipal ToPrincipal(string way)
    {
        var identity = new ClaimsIdentity([new(SubjectClaim, Subject), new(NameClaim, Name)], way, NameClaim, RoleClaim);
        if (Role is { } role) identity.AddClaim(new(RoleClaim, role.Word()));
        return new ClaimsPrincipal(identity);
    }
}

/// <summary>Reads the member behind a request.</summary>
public static class Members
{
    /// <summary>Who is signed in; null: nobody.</summary>
    public static Member? Member(this ClaimsPrincipal principal) =>
        principal is { Identity: ClaimsIdentity { IsAuthenticated: true } identity } && identity.FindFirst(Access.Member.SubjectClaim) is { Value: var subject }
            ? new Member(subject, identity.Name ?? subject, DeskRoles.Find(identity.FindFirst(Access.Member.RoleClaim)?.Value))
            : null;

    /// <summary>The name under which an act is recorded.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint asks for no policy.</exception>
    public static string Author(this ClaimsPrincipal principal) =>
        principal.Member()?.Name ?? throw new InvalidOperationException("An act needs somebody who is signed in.");
}
