using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Integrations.Host.Portal;

/// <summary>
/// Style sheet and typeface, read once from the assembly: the pages look right from any working directory, in Azure
/// Functions as in <c>dotnet run</c>. Addresses that carry the hash of the content may be kept by browsers for ever.
/// </summary>
public sealed class PortalAssets
{
    private const string ResourcePrefix = "assets/";
    private readonly FrozenDictionary<string, Asset> assets = Read().ToFrozenDictionary(asset => asset.Path);

    /// <summary>A file as it is served.</summary>
    /// <param name="Path">Path under <c>/assets/</c>.</param>
    /// <param name="Content">Bytes.</param>
    /// <param name="MediaType">Content type.</param>
    /// <param name="Version">First characters of the SHA-256 of the content.</param>
    public sealed record Asset(string Path, byte[] Content, string MediaType, string Version);

    /// <summary>The file at a path, or null.</summary>
    public Asset? Find(string path) => assets.GetValueOrDefault(path);

    /// <summary>The address of a file, its version included.</summary>
    /// <exception cref="KeyNotFoundException">No such file was embedded.</exception>
    public string AddressOf(string path) => $"/assets/{path}?v={assets[path].Version}";

    private static IEnumerable<Asset> Read()
    {
        var assembly = typeof(PortalAssets).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            var content = Bytes(assembly, name);
            var version = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
            yield return new Asset(name[ResourcePrefix.Length..], content, MediaType(name), version);
        }
    }

    private static byte[] Bytes(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string MediaType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".woff2" => "font/woff2",
        ".svg" => "image/svg+xml",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
}
