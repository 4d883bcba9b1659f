using System.Security.Claims;

namespace Integrations.Host.Access;

/// <summary>Who acts: a person who signed in, or a machine with its key.</summary>
/// <param name="Subject">Stable identifier, unique over all ways to sign in: <c>entra:</c> and an object id, for example.</param>
/// <param name="Name">As shown to others.</param>
/// <param name="Role">What they may do; null: nothing yet.</param>
public sealed record Member(string Subject, string Name, DeskRole? Role)
{
    /// <summary>Claim of the subject.</summary>
    public const string SubjectClaim = "sub";

    private const string NameClaim = "name";
    private const string RoleClaim = "role";

    /// <summary>Name and subject in one text, for a record that must name one person for ever.</summary>
    public string Signature => $"{Name} ({Subject})";

    /// <summary>The member as a principal of ASP.NET.</summary>
    /// <param name="way">How they signed in: the type of the identity.</param>
    public ClaimsPrincipal ToPrincipal(string way)
    {
        var identity = new ClaimsIdentity([new(SubjectClaim, Subject), new(NameClaim, Name)], way, NameClaim, RoleClaim);
        if (Role is { } role) identity.AddClaim(new(RoleClaim, role.Word()));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The member of a principal that <see cref="ToPrincipal"/> made; null for any other.</summary>
    public static Member? Of(ClaimsPrincipal principal) =>
        principal is { Identity: ClaimsIdentity { IsAuthenticated: true } identity } && identity.FindFirst(SubjectClaim) is { Value: var subject }
            ? new Member(subject, identity.FindFirst(NameClaim)?.Value ?? subject, DeskRoles.Find(identity.FindFirst(RoleClaim)?.Value))
            : null;
}

/// <summary>The member behind a request.</summary>
public static class Members
{
    /// <summary>Who is signed in; null: nobody.</summary>
    public static Member? Member(this ClaimsPrincipal principal) => Access.Member.Of(principal);

    /// <summary>Who acts.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint asks for no policy.</exception>
    public static Member Actor(this ClaimsPrincipal principal) =>
        principal.Member() ?? throw new InvalidOperationException("An act needs somebody who is signed in.");

    /// <summary>The name under which a change of a definition is recorded.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint asks for no policy.</exception>
    public static string Author(this ClaimsPrincipal principal) => principal.Actor().Name;
}
