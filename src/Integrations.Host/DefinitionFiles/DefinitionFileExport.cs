using System.Text;
using System.Text.Json.Nodes;
using Integrations.Host.ElsaApi.Definitions;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;

namespace Integrations.Host.DefinitionFiles;

/// <summary>Writes the published definitions back to the folder from which they came, so that what was designed can live in git.</summary>
internal sealed class DefinitionFileExport(WorkflowRuntime runtime, string folder)
{
    private readonly DefinitionReading _reading = new(runtime);
    private readonly LoadedFiles _loaded = new(runtime.Store);

    /// <summary>What an export would do.</summary>
    /// <param name="definitionId">Only this definition; null: each that is published.</param>
    /// <param name="force">Also over a file that was changed since it was loaded.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DefinitionNotFoundException">The definition is not published.</exception>
    /// <exception cref="DefinitionRefusedException">A file of the folder cannot be read.</exception>
    public async Task<IReadOnlyList<DefinitionFile>> PlanAsync(string? definitionId, bool force, CancellationToken cancellation)
    {
        if (definitionId is not null && runtime.Definitions.FindPublished(definitionId) is null) throw new DefinitionNotFoundException(definitionId);
        var files = await FolderDefinition.ReadAllAsync(folder, cancellation);
        var taken = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var planned = new List<DefinitionFile>();
        foreach (var version in runtime.Definitions.PublishedVersions.OrderBy(version => version.DefinitionId, StringComparer.Ordinal))
        {
            if (definitionId is not null && version.DefinitionId != definitionId) continue;
            planned.Add(await PlanAsync(version, [.. files.Where(file => file.Definition.DefinitionId == version.DefinitionId)], force, taken, cancellation));
        }

        var unpublished = definitionId is null ? files.Where(file => runtime.Definitions.FindPublished(file.Definition.DefinitionId) is null) : [];
        return [.. planned, .. unpublished.Select(file => new DefinitionFile(file.Definition.DefinitionId, null, file.File, DefinitionFileState.NotPublished, file.Json))];
    }

    /// <summary>Writes what was planned, and remembers it: the next start finds nothing new in these files.</summary>
    public async Task WriteAsync(IReadOnlyList<DefinitionFile> planned, CancellationToken cancellation)
    {
        foreach (var file in planned.Where(file => file.State is DefinitionFileState.Unchanged or DefinitionFileState.Changed or DefinitionFileState.Created))
        {
            // The file first: were it remembered first and never written, the next start would publish the old text of the file anew.
            if (file.State is not DefinitionFileState.Unchanged) await ReplaceAsync(Path.Combine(folder, file.Name), file.Text, cancellation);
            await runtime.Store.CommitAsync(new UnitOfWork { Documents = [LoadedFiles.Of(file.DefinitionId, file.Text)] }, cancellation);
        }
    }

    private async Task<DefinitionFile> PlanAsync(
        DefinitionVersion version, IReadOnlyList<FolderDefinition> files, bool force, HashSet<string> taken, CancellationToken cancellation)
    {
        var published = await _reading.ExportAsync(version, cancellation);
        if (files is [])
        {
            var name = FreeName(version, taken);
            return new DefinitionFile(version.DefinitionId, version.Version, name, DefinitionFileState.Created, DefinitionFileText.New(published));
        }

        if (files.Count > 1)
            return Refused(version, files[0].File, $"Plusieurs fichiers portent la définition « {version.DefinitionId} » : {string.Join(", ", files.Select(file => file.File))}.");
        var file = files[0];
        var text = DefinitionFileText.Over(file.Json, await SaidByAsync(file, version, cancellation), published);
        if (text == file.Json) return new DefinitionFile(version.DefinitionId, version.Version, file.File, DefinitionFileState.Unchanged, text);
        return force || await _loaded.KnowAsync(version.DefinitionId, file.Json, cancellation)
            ? new DefinitionFile(version.DefinitionId, version.Version, file.File, DefinitionFileState.Changed, text)
            : Refused(version, file.File, "Le fichier a été modifié depuis qu'il a été chargé : démarrez le service pour publier le fichier, ou écrasez-le par --force.");
    }

    /// <summary>The file as an export of the same version would have it: what the service adds by itself is then no difference.</summary>
    private Task<JsonObject> SaidByAsync(FolderDefinition file, DefinitionVersion version, CancellationToken cancellation) =>
        _reading.ExportAsync(version with { Json = file.Json, Name = file.Definition.Name, Description = file.Definition.Description }, cancellation);

    private static DefinitionFile Refused(DefinitionVersion version, string file, string why) =>
        new(version.DefinitionId, version.Version, file, DefinitionFileState.Refused, "") { Why = why };

    /// <summary>After the name that people know; ids that Studio gives tell nothing.</summary>
    private static string FreeName(DefinitionVersion version, HashSet<string> taken)
    {
        foreach (var candidate in new[] { Slug(version.Name ?? ""), Slug(version.DefinitionId) })
            if (candidate.Length > 0 && taken.Add(candidate + ".json"))
                return candidate + ".json";
        for (var number = 2; ; number++)
            if (taken.Add($"{Slug(version.DefinitionId)}-{number}.json"))
                return $"{Slug(version.DefinitionId)}-{number}.json";
    }

    private static string Slug(string text)
    {
        var plain = new string([.. text.Normalize(NormalizationForm.FormD).Where(char.IsAscii).Select(sign => char.IsAsciiLetterOrDigit(sign) ? char.ToLowerInvariant(sign) : '-')]);
        return string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>As a whole or not at all: a service that watches the folder never reads half a file.</summary>
    private static async Task ReplaceAsync(string path, string text, CancellationToken cancellation)
    {
        var beside = path + ".new";
        await File.WriteAllTextAsync(beside, text, cancellation);
        File.Move(beside, path, overwrite: true);
    }
}

/// <summary>What an export does with the file of a definition.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">Its published version; null: none is.</param>
/// <param name="Name">Name of the file in the folder.</param>
/// <param name="State">What becomes of it.</param>
/// <param name="Text">What it is to hold; empty when it is refused.</param>
internal sealed record DefinitionFile(string DefinitionId, int? Version, string Name, DefinitionFileState State, string Text)
{
    /// <summary>Why it is refused, in French.</summary>
    public string? Why { get; init; }
}

/// <summary>What becomes of a file.</summary>
internal enum DefinitionFileState
{
    /// <summary>It says already what is published.</summary>
    Unchanged,

    /// <summary>It is written over.</summary>
    Changed,

    /// <summary>It is new.</summary>
    Created,

    /// <summary>It stays as it is, since something would be lost.</summary>
    Refused,

    /// <summary>Its definition was taken back or deleted, or the file was never loaded: it stays as it is.</summary>
    NotPublished,
}
