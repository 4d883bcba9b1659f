namespace Integrations.Host.Access.Sessions;

/// <summary>Somebody invented, for the local sign-in.</summary>
/// <param name="Slug">In the form and in the subject.</param>
/// <param name="Name">As shown.</param>
internal sealed record LocalPerson(string Slug, string Name)
{
    /// <summary>Scheme-like name of this way to sign in.</summary>
    public const string Way = "local";

    /// <summary>Who can be chosen.</summary>
    public static IReadOnlyList<LocalPerson> All { get; } =
        [new("camille", "Camille Référent"), new("dominique", "Dominique Exemple"), new("sacha", "Sacha Essai")];

    /// <summary>The person as a member of a role.</summary>
    public Member As(DeskRole role) => new($"{Way}:{Slug}", Name, role);
}
