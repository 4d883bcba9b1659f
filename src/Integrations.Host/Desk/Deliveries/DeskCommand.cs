using System.Text.Json;
using Integrations.Runtime.Outbox;

namespace Integrations.Host.Desk.Deliveries;

/// <summary>The payload of a command of the guichet.</summary>
internal sealed record DeskCommand(string FileId, long Version, string? Notice, string? To, string? PartnerId, string? Procedure, string? TaskId)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">Not a command of the guichet.</exception>
    public static DeskCommand Of(OutboxCommand command) =>
        JsonSerializer.Deserialize<DeskCommand>(command.Payload, Web) ?? throw new JsonException("The payload is null.");
}
