using System.Text.Json;

namespace Integrations.Partners.Forms;

/// <summary>All sources of a folder. A file with a fault is left out and reported; the others work.</summary>
public sealed class FormCatalog
{
    private readonly Dictionary<string, FormSource> _sources;

    private FormCatalog(Dictionary<string, FormSource> sources, IReadOnlyList<DefinitionProblem> problems)
    {
        _sources = sources;
        Problems = problems;
    }

    /// <summary>Sources without fault, by name.</summary>
    public IReadOnlyCollection<FormSource> Sources => _sources.Values;

    /// <summary>What is wrong in the files, in French.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }

    /// <summary>The source of a name; null when there is none (or its file has a fault).</summary>
    public FormSource? Find(string name) => _sources.GetValueOrDefault(name);

    /// <summary>Reads every <c>*.json</c> of a folder.</summary>
    public static FormCatalog Load(string folder)
    {
        var sources = new Dictionary<string, FormSource>(StringComparer.Ordinal);
        var problems = new List<DefinitionProblem>();
        if (!Directory.Exists(folder))
            return new FormCatalog(sources, [new DefinitionProblem(folder, "", "Le dossier des formulaires n'existe pas.")]);

        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var (source, faults) = Parse(Path.GetFileName(file), File.ReadAllBytes(file));
            problems.AddRange(faults);
            if (source is not null)
                sources.Add(source.Name, source);
        }

        return new FormCatalog(sources, problems);
    }

    /// <summary>Reads one definition.</summary>
    /// <param name="fileName">Name of the file; without its extension it is the name of the source.</param>
    /// <param name="json">Content, UTF-8; comments and trailing commas are allowed.</param>
    public static (FormSource? Source, IReadOnlyList<DefinitionProblem> Problems) Parse(string fileName, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(
                json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var problems = new List<DefinitionProblem>();
            var source = new FormSourceReader(fileName, problems).Read(document.RootElement);
            return (problems.Count == 0 ? source : null, problems);
        }
        catch (JsonException error)
        {
            return (null, [new DefinitionProblem(
                fileName, "", $"JSON incorrect, ligne {error.LineNumber + 1}, octet {error.BytePositionInLine + 1}.")]);
        }
    }
}

/// <summary>A fault in a file of the administrator.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Path">JSON pointer of the place, empty for the whole file.</param>
/// <param name="Message">In French: what is wrong and what would be right.</param>
public sealed record DefinitionProblem(string File, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? $"{File} : {Message}" : $"{File}, {Path} : {Message}";
}
