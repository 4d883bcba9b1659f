using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Integrations.Host.Studio;

/// <summary>
/// The files of Elsa Studio as its npm package holds them, each perhaps with a Brotli and a gzip twin. The folder is read once: a package
/// does not change while the service runs.
/// </summary>
internal sealed partial class StudioFiles
{
    private static readonly (string Extension, string Encoding)[] Twins = [(".br", "br"), (".gz", "gzip")];

    /// <summary>The package's own page asks foreign sites for fonts; ours stands in its place.</summary>
    private static readonly FrozenSet<string> Hidden = FrozenSet.Create(StringComparer.Ordinal, "index.html", "package.json");

    private readonly FrozenDictionary<string, StudioFile> _files;

    private StudioFiles(FrozenDictionary<string, StudioFile> files, string version)
    {
        _files = files;
        Version = version;
    }

    /// <summary>Version of the package; empty when it is not installed.</summary>
    public string Version { get; }

    /// <summary>Whether the host was built with the designer.</summary>
    public bool AreInstalled => _files.Count > 0;

    /// <summary>Reads the folder of the package.</summary>
    /// <param name="folder">The folder, which need not exist: a host built without the designer has none.</param>
    public static StudioFiles In(string folder)
    {
        if (!Directory.Exists(folder)) return new StudioFiles(FrozenDictionary<string, StudioFile>.Empty, "");
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json")));
        var all = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
        var types = MediaTypes();
        var files =
            from file in all
            where !Hidden.Contains(file.Key) && !IsTwin(file.Key, all)
            let encodings = Twins.Where(twin => all.ContainsKey(file.Key + twin.Extension)).Select(twin => new EncodedFile(twin.Encoding, all[file.Key + twin.Extension]))
            select KeyValuePair.Create(file.Key, new StudioFile(file.Value, types(file.Key), IsFingerprinted(file.Key), [.. encodings]));
        return new StudioFiles(files.ToFrozenDictionary(StringComparer.Ordinal), package.RootElement.GetProperty("version").GetString()!);
    }

    /// <summary>The file at a path below <c>/studio/</c>, or null.</summary>
    public StudioFile? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>Whether a name holds the hash of its content, as .NET writes it: then it may be kept for ever.</summary>
    public static bool IsFingerprinted(string path) => Fingerprint().IsMatch(path);

    private static bool IsTwin(string path, Dictionary<string, string> all) =>
        Twins.Any(twin => path.EndsWith(twin.Extension, StringComparison.Ordinal) && all.ContainsKey(path[..^twin.Extension.Length]));

    private static Func<string, string> MediaTypes()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".dat"] = "application/octet-stream";
        types.Mappings[".map"] = "application/json";
        types.Mappings[".cur"] = "image/x-icon";
        return path => types.TryGetContentType(path, out var type) ? type : "application/octet-stream";
    }

    [GeneratedRegex(@"\.[a-z0-9]{10}\.(?:wasm|js|dat|bundle\.scp\.css)$")]
    private static partial Regex Fingerprint();
}

/// <summary>A file of the package.</summary>
/// <param name="PhysicalPath">Where its bytes are.</param>
/// <param name="MediaType">Content type, also of its compressed twins.</param>
/// <param name="IsFingerprinted">Whether its name changes with its content.</param>
/// <param name="Encodings">Its compressed twins, the best first.</param>
internal sealed record StudioFile(string PhysicalPath, string MediaType, bool IsFingerprinted, IReadOnlyList<EncodedFile> Encodings)
{
    /// <summary>The best twin that a client takes; null: the file itself.</summary>
    /// <param name="accepted">What the request says of encodings (RFC 9110, 12.5.3).</param>
    public EncodedFile? BestOf(IList<StringWithQualityHeaderValue> accepted) =>
        Encodings.FirstOrDefault(encoded => Accepts(accepted, encoded.Encoding));

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string encoding)
    {
        var said = accepted.FirstOrDefault(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) ?? accepted.FirstOrDefault(value => value.Value == "*");
        return said is not null && said.Quality is not 0;
    }
}

/// <summary>A compressed twin of a file.</summary>
/// <param name="Encoding">As in <c>Content-Encoding</c>.</param>
/// <param name="PhysicalPath">Where its bytes are.</param>
internal sealed record EncodedFile(string Encoding, string PhysicalPath);
