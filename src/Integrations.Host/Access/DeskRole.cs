using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integrations.Host.Access;

/// <summary>What a person or a machine may do at the desk. Each role holds the rights of those before it.</summary>
[JsonConverter(typeof(DeskRoleConverter))]
public enum DeskRole
{
    /// <summary>Sees files, workflows and the machinery.</summary>
    Reader,

    /// <summary>Acts on files and on running workflows.</summary>
    CaseWorker,

    /// <summary>Designs workflows.</summary>
    Administrator,
}

/// <summary>The roles as they are written in claims, settings and the command line.</summary>
public static class DeskRoles
{
    /// <summary>All of them, least first.</summary>
    public static IReadOnlyList<DeskRole> All { get; } = Enum.GetValues<DeskRole>();

    /// <summary>The word of a role.</summary>
    public static string Word(this DeskRole role) => role switch
    {
        DeskRole.Reader => "reader",
        DeskRole.CaseWorker => "case-worker",
        DeskRole.Administrator => "administrator",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This role is not known."),
    };

    /// <summary>The role of a word; null for any other word.</summary>
    public static DeskRole? Find(string? word) => All.Where(role => role.Word() == word).Select(role => (DeskRole?)role).FirstOrDefault();
}

/// <summary>Keeps a role as its word.</summary>
internal sealed class DeskRoleConverter() : JsonStringEnumConverter<DeskRole>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
