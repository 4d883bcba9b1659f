using System.Security.Claims;
using System.Text.Json;

namespace Integrations.Host.Access.Providers;

/// <summary>Which values of a claim give which role.</summary>
/// <param name="Claim">
/// Type of the claim, for example <c>roles</c> or <c>groups</c>; or a path into a claim that is an object, its members set apart by dots, for
/// example <c>realm_access.roles</c> (Keycloak).
/// </param>
/// <param name="Values">Role of each value; case does not count.</param>
internal sealed record RoleMapping(string Claim, IReadOnlyDictionary<string, DeskRole> Values)
{
    /// <summary>
    /// Reads <c>RoleClaim</c> and <c>Roles</c> (under <c>Administrator</c>, <c>CaseWorker</c> and <c>Reader</c> one value or a list).
    /// Without <c>Roles</c> the values are the words of our roles.
    /// </summary>
    /// <exception cref="ArgumentException">A role is not known, or a value gives two roles.</exception>
    public static RoleMapping From(IConfigurationSection provider)
    {
        var section = provider.GetSection("Roles");
        var values = new Dictionary<string, DeskRole>(StringComparer.OrdinalIgnoreCase);
        if (!section.Exists())
            foreach (var role in DeskRoles.All) values.Add(role.Word(), role);
        foreach (var child in section.GetChildren())
        {
            if (!Enum.TryParse<DeskRole>(child.Key, ignoreCase: true, out var role) || !Enum.IsDefined(role))
                throw new ArgumentException($"{child.Path} : les rôles sont Administrator, CaseWorker et Reader.");
            foreach (var value in ValuesOf(child))
                if (!values.TryAdd(value, role)) throw new ArgumentException($"{child.Path} : « {value} » donne déjà un autre rôle.");
        }

        return new RoleMapping(provider["RoleClaim"] is { Length: > 0 } claim ? claim : "roles", values);
    }

    /// <summary>The claim itself, of which the path goes out.</summary>
    public string Root => Claim.Split('.')[0];

    /// <summary>The highest role that the claims give; null: none.</summary>
    public DeskRole? Of(IEnumerable<Claim> claims) =>
        claims.SelectMany(ValuesIn).Where(Values.ContainsKey).Select(value => (DeskRole?)Values[value]).Max();

    /// <summary>A claim may have dots in its own name; only where none is named so does the name say a path.</summary>
    private IEnumerable<string> ValuesIn(Claim claim)
    {
        if (claim.Type == Claim) return [claim.Value];
        return claim.Type == Root && Claim != Root ? Below(claim.Value, Claim[(Root.Length + 1)..].Split('.')) : [];
    }

    private static IEnumerable<string> Below(string value, string[] path)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            var place = document.RootElement;
            foreach (var name in path)
                if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(name, out place))
                    return [];
            return place.ValueKind switch
            {
                JsonValueKind.String => [place.GetString()!],
                JsonValueKind.Array => [.. place.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
                _ => [],
            };
        }
        catch (JsonException)
        {
            // A claim of that name that is no object gives no role.
            return [];
        }
    }

    private static IEnumerable<string> ValuesOf(IConfigurationSection role) =>
        role.Value is { Length: > 0 } single ? [single] : role.GetChildren().Select(child => child.Value).OfType<string>().Where(value => value.Length > 0);
}
