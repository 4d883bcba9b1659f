using Integrations.Host.Access;

namespace Integrations.Host.Portal.Language;

/// <summary>Words of signing in and out.</summary>
internal static class SignInWords
{
    public static readonly Text Title = new("Connexion", "Sign in");
    public static readonly Text Lead = new("Cette partie du guichet est réservée à ses agents.", "This part of the desk is for its staff.");
    public static readonly Text SignOut = new("Se déconnecter", "Sign out");
    public static readonly Text SignIn = new("Se connecter", "Sign in");
    public static readonly Text Change = new("Changer de personne", "Be somebody else");
    public static readonly Text SignedOut = new("Vous êtes déconnecté", "You are signed out");
    public static readonly Text SignedOutLead = new("Sur un ordinateur partagé, fermez aussi le navigateur.", "On a shared computer, close the browser too.");
    public static readonly Text SignedInAs = new("Connecté : ", "Signed in: ");

    public static readonly Text Local = new("Connexion locale", "Local sign-in");
    public static readonly Text LocalLead = new(
        "Sans mot de passe : cette page n’existe que sur un poste de développement et dans la démonstration.",
        "No password: this page only exists on a developer’s machine and in the demonstration.");
    public static readonly Text Person = new("Personne", "Person");
    public static readonly Text Role = new("Rôle", "Role");

    public static readonly Text NotLinked = new(
        "Le guichet n’est relié à aucun fournisseur d’identité : personne ne peut s’y connecter. Le service informatique règle Access:EntraId ou Access:OpenIdConnect.",
        "The desk is not linked to an identity provider: nobody can sign in. The IT service sets Access:EntraId or Access:OpenIdConnect.");

    public static Text NameOf(DeskRole role) => role switch
    {
        DeskRole.Reader => new("Lecteur : voit tout, ne change rien", "Reader: sees all, changes nothing"),
        DeskRole.CaseWorker => new("Agent du guichet : agit sur les dossiers", "Case worker: acts on files"),
        DeskRole.Administrator => new("Administrateur : dessine aussi les workflows", "Administrator: designs workflows too"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This role is not known."),
    };

    public static Text Of(SignInFailure failure) =>
        failure == SignInFailure.Denied ? new("La connexion a été refusée ou abandonnée.", "The sign-in was refused or given up.")
        : failure == SignInFailure.Unreachable ? new("Le fournisseur d’identité ne répond pas. Réessayez dans quelques minutes.", "The identity provider does not answer. Try again in a few minutes.")
        : new("La connexion n’a pas abouti : elle a duré trop longtemps, ou une partie en manque. Recommencez.", "The sign-in did not succeed: it took too long, or a part of it is missing. Start again.");
}
