using Integrations.Partners.Notifications;

namespace Integrations.Partners.Tests.Notifications;

/// <summary>A folder of templates made for one test: the layout of the repository and one notice.</summary>
internal sealed class TemplateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public TemplateFolder(string html, string example = """{"firm":{"name":"Fictif & Fils"}}""")
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Workspace.Templates, "_layout")))
            Write($"_layout/{System.IO.Path.GetFileName(file)}", File.ReadAllText(file));
        Write("_layout/html.scriban", "<body>{{ corps }}</body>");
        Write("_layout/text.scriban", "{{ corps }}");
        Write("essai/subject.scriban", "Essai");
        Write("essai/text.scriban", "Essai");
        Write("essai/html.scriban", html);
        Write("essai/example.json", example);
    }

    public string Path => _folder.FullName;

    public NoticeCatalog Load() => NoticeCatalog.Load(Path);

    public void Write(string file, string content)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
