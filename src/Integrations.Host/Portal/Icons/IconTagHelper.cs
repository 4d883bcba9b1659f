using System.Collections.Frozen;
using System.Xml.Linq;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Integrations.Host.Portal.Icons;

/// <summary>
/// Writes an icon's shapes into the page: <c>&lt;icon name="clock" /&gt;</c>. Always beside a word, hence hidden from
/// screen readers. Icons are Lucide's (ISC), copied by <c>scripts/portal-assets</c>.
/// </summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly FrozenDictionary<string, string> Shapes = Read();

    /// <summary>Name of the icon, as in the sprite.</summary>
    public required string Name { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("viewBox", "0 0 24 24");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        output.Content.SetHtmlContent(Shapes[Name]);
    }

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(IconTagHelper).Assembly.GetManifestResourceStream("icons.svg")!;
        return XDocument.Load(stream).Root!.Elements().ToFrozenDictionary(
            symbol => (string)symbol.Attribute("id")!,
            symbol => string.Concat(symbol.Elements().Select(Plain)));
    }

    private static string Plain(XElement shape) =>
        new XElement(shape.Name.LocalName, shape.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            .ToString(SaveOptions.DisableFormatting);
}
