using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Partners.Notifications;

/// <summary>
/// All notices of a folder: <c>NAME/{subject,text,html}.scriban</c> with <c>NAME/example.json</c>, and the shared
/// <c>_layout/{text,html}.scriban</c> and <c>_layout/styles.json</c>. A snapshot: it does not change; loading again makes another.
/// </summary>
public sealed class NoticeCatalog
{
    private const string LayoutFolder = "_layout";

    private readonly Dictionary<string, Notice> _notices;

    private NoticeCatalog(Dictionary<string, Notice> notices, IReadOnlyList<TemplateProblem> problems, LetterLayout? layout)
    {
        _notices = notices;
        Problems = problems;
        Layout = layout;
    }

    /// <summary>Names of the notices that can be rendered.</summary>
    public IReadOnlyCollection<string> Names => _notices.Keys;

    /// <summary>What is wrong in the files as they are now, also where an earlier good version still serves.</summary>
    public IReadOnlyList<TemplateProblem> Problems { get; }

    private LetterLayout? Layout { get; }

    /// <summary>
    /// Reads a folder. Every template is parsed and rendered once with its example, so that a misspelt name is found now and not on the
    /// day when the letter matters.
    /// </summary>
    /// <param name="folder">The folder of the templates.</param>
    /// <param name="lastGood">
    /// The catalog in use; a notice whose files are now broken keeps its version from there, and the problem is reported.
    /// </param>
    public static NoticeCatalog Load(string folder, NoticeCatalog? lastGood = null)
    {
        var problems = new List<TemplateProblem>();
        var notices = new Dictionary<string, Notice>(lastGood?._notices ?? [], StringComparer.Ordinal);
        var layout = LoadLayout(folder, problems) ?? lastGood?.Layout;
        if (layout is null)
            return new NoticeCatalog(notices, problems, null);

        foreach (var path in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (name != LayoutFolder && LoadNotice(folder, name, layout, problems) is { } notice)
                notices[name] = notice;
        }

        return new NoticeCatalog(notices, problems, layout);
    }

    /// <summary>The notice of a name; null when there is none that works.</summary>
    public Notice? Find(string name) => _notices.GetValueOrDefault(name);

    /// <summary>Renders a letter.</summary>
    /// <exception cref="TemplateRenderException">No such notice, or it cannot be rendered with this model.</exception>
    public Letter Render(string noticeName, JsonObject model) =>
        (Find(noticeName) ?? throw new TemplateRenderException(
            new TemplateProblem(noticeName, 0, 0, "Il n'y a pas de gabarit utilisable pour ce courrier."))).Render(model);

    private static LetterLayout? LoadLayout(string folder, List<TemplateProblem> problems)
    {
        var text = LoadTemplate(folder, LayoutFolder, "text.scriban", html: false, problems);
        var html = LoadTemplate(folder, LayoutFolder, "html.scriban", html: true, problems);
        var styles = ReadJson(folder, LayoutFolder, "styles.json", problems, InlineStyles.Parse);
        return text is null || html is null || styles is null ? null : new LetterLayout(text, html, styles);
    }

    private static Notice? LoadNotice(string folder, string name, LetterLayout layout, List<TemplateProblem> problems)
    {
        var subject = LoadTemplate(folder, name, "subject.scriban", html: false, problems);
        var text = LoadTemplate(folder, name, "text.scriban", html: false, problems);
        var html = LoadTemplate(folder, name, "html.scriban", html: true, problems);
        var example = ReadJson(folder, name, "example.json", problems, json => JsonNode.Parse(json.Span) as JsonObject);
        if (subject is null || text is null || html is null || example is null)
            return null;

        var notice = new Notice(name, subject, text, html, layout, example);
        try
        {
            notice.Render(example);
            return notice;
        }
        catch (TemplateRenderException error)
        {
            problems.Add(error.Problem);
            return null;
        }
    }

    private static LetterTemplate? LoadTemplate(string folder, string name, string file, bool html, List<TemplateProblem> problems)
    {
        try
        {
            return LetterTemplate.Parse($"{name}/{file}", File.ReadAllText(Path.Combine(folder, name, file)), html, problems);
        }
        catch (IOException)
        {
            problems.Add(new TemplateProblem($"{name}/{file}", 0, 0, "Le fichier manque ou ne peut pas être lu."));
            return null;
        }
    }

    private static T? ReadJson<T>(
        string folder, string name, string file, List<TemplateProblem> problems, Func<ReadOnlyMemory<byte>, T?> parse)
        where T : class
    {
        var shown = $"{name}/{file}";
        try
        {
            if (parse(File.ReadAllBytes(Path.Combine(folder, name, file))) is { } value)
                return value;
            problems.Add(new TemplateProblem(shown, 1, 1, "Un objet JSON est attendu."));
        }
        catch (IOException)
        {
            problems.Add(new TemplateProblem(shown, 0, 0, "Le fichier manque ou ne peut pas être lu."));
        }
        catch (JsonException error)
        {
            problems.Add(new TemplateProblem(
                shown, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, "JSON incorrect."));
        }

        return null;
    }
}
