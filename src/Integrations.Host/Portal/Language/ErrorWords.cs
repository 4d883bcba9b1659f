namespace Integrations.Host.Portal.Language;

/// <summary>Words of the error pages: what happened, and what to do.</summary>
public static class ErrorWords
{
    public static readonly Text Home = new("Revenir à l’accueil", "Back to the home page");

    public static Text Title(int status) => status switch
    {
        400 => new Text("Cette demande n’est pas comprise", "This request is not understood"),
        403 => new Text("Cette page ne vous est pas ouverte", "This page is not open to you"),
        404 => new Text("Cette page n’existe pas", "This page does not exist"),
        410 => new Text("Ce lien a expiré", "This link has expired"),
        429 => new Text("Trop de demandes d’un coup", "Too many requests at once"),
        _ => new Text("Quelque chose n’a pas marché chez nous", "Something went wrong on our side"),
    };

    public static Text Advice(int status) => status switch
    {
        400 => new Text(
            "Le formulaire est peut-être resté ouvert trop longtemps. Revenez en arrière, rechargez la page et recommencez : rien n’a été enregistré.",
            "The form may have been open for too long. Go back, reload the page and try again: nothing was recorded."),
        403 => new Text(
            "Demandez l’accès à l’administrateur du guichet.", "Ask the desk’s administrator for access."),
        404 => new Text(
            "Vérifiez l’adresse. Si elle vient d’un courrier, ouvrez le lien en entier ou appelez le numéro écrit dans ce courrier.",
            "Check the address. If it comes from a letter, open the whole link or call the number written in it."),
        410 => new Text(
            "Un lien de réponse ou de suivi ne vaut qu’un temps. Appelez le guichet : il vous en enverra un nouveau.",
            "A link to answer or to follow a file is good for a time only. Call the desk: it will send you a new one."),
        429 => new Text("Attendez une minute, puis réessayez.", "Wait a minute, then try again."),
        _ => new Text(
            "Ce que vous aviez déjà envoyé est gardé. Réessayez dans quelques minutes ; si cela dure, appelez le guichet.",
            "What you had already sent is kept. Try again in a few minutes; if it lasts, call the desk."),
    };
}
