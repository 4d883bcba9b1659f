namespace Integrations.Host.Portal.Language;

/// <summary>Words for those who come while the service starts, or waits for its database.</summary>
public static class StartWords
{
    public static readonly Text Title = new("Le guichet démarre", "The desk is starting");

    public static readonly Text Advice = new(
        "Ce que vous aviez déjà envoyé est gardé. Cette page se recharge toute seule dans une demi-minute ; si cela dure, appelez le guichet.",
        "What you had already sent is kept. This page reloads by itself in half a minute; if it lasts, call the desk.");
}
