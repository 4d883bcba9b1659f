using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.Access.Keys;

namespace Integrations.Host.CommandLine;

/// <summary>Keys of machines. The service is stopped meanwhile, since one process at a time works on a store.</summary>
internal static class KeysCommand
{
    private static readonly Option<string> By = new("--by") { Description = "Qui le demande.", DefaultValueFactory = _ => Environment.UserName };

    public static Command Create() => new("keys", "Les clés des machines : création, liste, révocation (service arrêté).")
    {
        CreateCreate(),
        CreateList(),
        CreateRevoke(),
    };

    private static Command CreateCreate()
    {
        var name = new Argument<string>("NOM") { Description = "À quoi elle sert." };
        var role = new Option<string>("--role") { Description = "Ce qu'elle permet.", Required = true };
        role.AcceptOnlyFromAmong([.. DeskRoles.All.Select(DeskRoles.Word)]);
        var days = new Option<int?>("--days") { Description = "Jours avant son expiration ; sans cette option, elle n'expire pas." };
        var command = new Command("create", "Crée une clé et la montre, cette fois seulement.") { name, role, days, By, StoredDesk.Data, Shared.Json };
        command.SetAction((parsed, cancellation) => parsed.GetValue(days) is <= 0 or > 36_500
            ? Task.FromResult(Report.Fail("--days va de 1 à 36500."))
            : StoredDesk.WithAsync(
                parsed.GetValue(StoredDesk.Data),
                runtime => CreateAsync(
                    new ApiKeyStore(runtime.Store), parsed.GetRequiredValue(name), DeskRoles.Find(parsed.GetRequiredValue(role))!.Value, parsed.GetValue(days),
                    parsed.GetRequiredValue(By), parsed.GetValue(Shared.Json), cancellation),
                cancellation));
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "Liste les clés, sans leur secret.") { StoredDesk.Data, Shared.Json };
        command.SetAction((parsed, cancellation) => StoredDesk.WithAsync(
            parsed.GetValue(StoredDesk.Data), runtime => ListAsync(new ApiKeyStore(runtime.Store), parsed.GetValue(Shared.Json), cancellation), cancellation));
        return command;
    }

    private static Command CreateRevoke()
    {
        var id = new Argument<string>("ID") { Description = "Partie publique de la clé, comme dans la liste." };
        var command = new Command("revoke", "Ferme une clé pour toujours.") { id, By, StoredDesk.Data };
        command.SetAction((parsed, cancellation) => StoredDesk.WithAsync(
            parsed.GetValue(StoredDesk.Data),
            async runtime =>
            {
                var key = parsed.GetRequiredValue(id);
                if (!await new ApiKeyStore(runtime.Store).RevokeAsync(key, parsed.GetRequiredValue(By), TimeProvider.System.GetUtcNow(), cancellation))
                    return Report.Fail($"Il n'y a pas de clé « {key} » ouverte.");
                Report.Say($"La clé « {key} » n'ouvre plus rien.");
                return 0;
            },
            cancellation));
        return command;
    }

    private static async Task<int> CreateAsync(ApiKeyStore keys, string name, DeskRole role, int? days, string by, bool json, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (key, text) = await keys.CreateAsync(name, role, by, now, days is { } count ? now.AddDays(count) : null, cancellation);
        if (json)
        {
            var node = ToNode(key, null);
            node["key"] = text.Reveal();
            Report.Json(node);
            return 0;
        }

        Report.Say("Gardez-la en lieu sûr : elle ne sera plus montrée.");
        Console.Out.WriteLine(text.Reveal());
        return 0;
    }

    private static async Task<int> ListAsync(ApiKeyStore keys, bool json, CancellationToken cancellation)
    {
        var all = await keys.ListAsync(cancellation);
        if (json)
        {
            Report.Json(new JsonArray([.. all.Select(entry => (JsonNode)ToNode(entry.Key, entry.LastUsed))]));
            return 0;
        }

        var now = TimeProvider.System.GetUtcNow();
        Report.Table(
            "Clés", ["Id", "Nom", "Rôle", "Créée", "Utilisée", "État"],
            all.Select(entry => (IReadOnlyList<string>)
            [
                entry.Key.Id, entry.Key.Name, entry.Key.Role.Word(), $"{Day(entry.Key.CreatedAt)}, {entry.Key.CreatedBy}",
                entry.LastUsed?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "jamais", State(entry.Key, now),
            ]));
        return 0;
    }

    private static JsonObject ToNode(ApiKey key, DateOnly? lastUsed) => new()
    {
        ["id"] = key.Id,
        ["name"] = key.Name,
        ["role"] = key.Role.Word(),
        ["createdAt"] = Iso(key.CreatedAt),
        ["createdBy"] = key.CreatedBy,
        ["expiresAt"] = key.ExpiresAt is { } end ? Iso(end) : null,
        ["revokedAt"] = key.RevokedAt is { } revoked ? Iso(revoked) : null,
        ["revokedBy"] = key.RevokedBy,
        ["lastUsedOn"] = lastUsed?.ToString("O", CultureInfo.InvariantCulture),
    };

    private static string State(ApiKey key, DateTimeOffset now) => key switch
    {
        { RevokedAt: { } revoked } => $"révoquée le {Day(revoked)} par {key.RevokedBy}",
        { ExpiresAt: { } end } => end <= now ? $"expirée le {Day(end)}" : $"ouverte jusqu'au {Day(end)}",
        _ => "ouverte",
    };

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
