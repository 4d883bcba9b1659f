using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>
/// The state of a definition that Studio was given, kept in its custom properties: Studio sends them back with every save, so that the server
/// sees on what the author worked. It is no part of what is stored or exported.
/// </summary>
internal static class RevisionStamp
{
    private const string Name = "Integrations:Revision";

    /// <summary>Puts it on.</summary>
    public static void Put(JsonObject customProperties, DefinitionVersion version) =>
        customProperties[Name] = $"{version.Revision.ToString(CultureInfo.InvariantCulture)}/{version.VersionId}";

    /// <summary>Takes it off; null: there was none.</summary>
    public static SeenRevision? Take(JsonObject? customProperties)
    {
        if (customProperties?[Name] is not JsonValue value || !value.TryGetValue<string>(out var stamp)) return null;
        customProperties.Remove(Name);
        var slash = stamp.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && int.TryParse(stamp.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new SeenRevision(stamp[(slash + 1)..], revision)
            : null;
    }
}
