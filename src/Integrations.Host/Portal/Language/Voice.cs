namespace Integrations.Host.Portal.Language;

/// <summary>Says a text in the language of the request at hand; views know it as <c>T</c>: <c>@T[Words.Files]</c>.</summary>
public sealed class Voice(IHttpContextAccessor accessor)
{
    /// <summary>The language of the request; French outside a request.</summary>
    public Tongue Tongue => accessor.HttpContext is { } context ? TongueChoice.Of(context) : Tongue.French;

    /// <summary>The text in the language of the request.</summary>
    public string this[Text text] => Tongue == Tongue.French ? Typography.French(text.French) : text.English;
}
