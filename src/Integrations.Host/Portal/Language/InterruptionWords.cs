namespace Integrations.Host.Portal.Language;

/// <summary>Words for those who come while the service starts, or while its database does not answer.</summary>
public static class InterruptionWords
{
    public static readonly Text StartTitle = new("Le guichet démarre", "The desk is starting");

    public static readonly Text StartAdvice = new("Ce que vous aviez déjà envoyé est gardé.", "What you had already sent is kept.");

    public static readonly Text SilentTitle = new("Le guichet est indisponible pour l’instant", "The desk is not available just now");

    public static readonly Text SilentAdvice = new(
        "Ce que vous venez de demander n’est pas fait. Ce que vous aviez envoyé avant est gardé.", "What you have just asked for is not done. What you had sent before is kept.");

    public static readonly Text ReadAdvice = new(
        "Cette page ne peut pas s’afficher pour l’instant. Ce que vous aviez envoyé est gardé.", "This page cannot be shown just now. What you had sent is kept.");

    public static readonly Text UnsureAdvice = new(
        "Ce que vous venez de demander est peut-être fait, peut-être pas : regardez avant de recommencer. Une réponse déjà enregistrée n’est pas prise deux fois.",
        "What you have just asked for may be done, or not: look before you do it again. An answer that is recorded already is not taken twice.");

    public static readonly Text BusyTitle = new("Le guichet reçoit trop de demandes à la fois", "The desk receives too many requests at once");

    public static readonly Text Reloads = new(
        "Cette page se recharge toute seule dans un instant ; si cela dure, appelez le guichet.", "This page reloads by itself in a moment; if it lasts, call the desk.");

    public static readonly Text Kept = new(
        "Ce que vous avez écrit reste dans cette page : ne la fermez pas, et réessayez dans une demi-minute. Si cela dure, appelez le guichet.",
        "What you have written stays in this page: do not close it, and try again in half a minute. If it lasts, call the desk.");

    public static readonly Text GoBack = new(
        "Revenez en arrière et réessayez dans une demi-minute. Si cela dure, appelez le guichet.", "Go back and try again in half a minute. If it lasts, call the desk.");

    public static readonly Text Look = new("Regarder dans un autre onglet", "Look in another tab");

    public static readonly Text TryAgain = new("Réessayer", "Try again");
}
