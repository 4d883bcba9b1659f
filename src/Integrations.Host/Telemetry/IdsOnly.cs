using System.Diagnostics;
using OpenTelemetry;

namespace Integrations.Host.Telemetry;

/// <summary>
/// Takes from every span what is not on the list. Addresses above all: a path may hold a signed link or the secret of a form, and those of
/// Microsoft Graph hold mailboxes.
/// </summary>
internal sealed class IdsOnly : BaseProcessor<Activity>
{
    /// <summary>What a span may say. Ids, results, and the pattern of an address instead of the address.</summary>
    public static readonly IReadOnlySet<string> Allowed = new HashSet<string>(StringComparer.Ordinal)
    {
        "message.id", "message.attempt", "command.id", "command.attempt", "instance.id", "definition.version", "file.number", "delivery.result",
        "http.request.method", "http.route", "http.response.status_code", "server.address", "error.type", "network.protocol.version",
        "db.system.name", "az.namespace", "messaging.system", "otel.status_code",
    };

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToList())
            if (!Allowed.Contains(name)) data.SetTag(name, null);
        // What failed says so by its status and its type; its words may quote anything.
        if (data.Status == ActivityStatusCode.Error) data.SetStatus(ActivityStatusCode.Error);
    }
}
