using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Activities;
using Integrations.Guichet.Files;
using Integrations.Guichet.Submissions;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;

namespace Integrations.Host.Desk.Messages;

/// <summary>A workflow wants a file to be opened; the request was found admissible.</summary>
/// <param name="DefinitionId">The workflow that asks.</param>
/// <param name="Key">What makes the request one of its own within that workflow.</param>
/// <param name="Request">The request.</param>
internal sealed record FileToOpen(string DefinitionId, string Key, JsonObject Request)
{
    /// <summary>Kind of the inbox message.</summary>
    public const string MessageKind = "open-file";

    /// <summary>As an inbox message. While it waits, another with its key is the same; once handled, the opened file is found by its key.</summary>
    public NewInboxMessage ToMessage(DateTimeOffset at) =>
        new(new DedupeKey(MessageKind, $"{DefinitionId}/{Key}"), MessageKind, JsonSerializer.SerializeToUtf8Bytes(this)) { ReceivedAt = at, Ephemeral = true };
}

/// <summary>Which file was opened under a key.</summary>
internal sealed class OpenedFiles(IWorkflowStore store)
{
    private const string Collection = "opened-files";

    /// <summary>Number of the file; null: none was.</summary>
    public async Task<string?> FindAsync(string definitionId, string key, CancellationToken cancellation) =>
        await store.GetDocumentAsync(KeyOf(definitionId, key), cancellation) is { } document ? JsonSerializer.Deserialize<string>(document.Json) : null;

    /// <summary>What keeps the number.</summary>
    public static Document Of(string definitionId, string key, string number) =>
        new(Collection, KeyOf(definitionId, key).Id, JsonSerializer.Serialize(number));

    private static DocumentKey KeyOf(string definitionId, string key) => new(Collection, $"{definitionId}/{key}");
}

/// <summary>Opens files for workflows and tells all who wait for one. A second opening under one key gives the number of the first.</summary>
internal sealed class OpeningMessages(OpenedFiles opened, FileReception reception, TimeProvider time)
{
    /// <summary>Handles one opening.</summary>
    public async Task<UnitOfWork> HandleAsync(InboxMessage message, CancellationToken cancellation)
    {
        var wish = JsonSerializer.Deserialize<FileToOpen>(message.Payload.Span)!;
        if (await opened.FindAsync(wish.DefinitionId, wish.Key, cancellation) is { } known)
            return new UnitOfWork { Messages = [Tell(message, wish, OpenFile.Opened(known))] };
        var request = InstallationRequest.FromJson(wish.Request.ToJsonString());
        var received = await reception.ReceiveAsync(message, request, new Actor("workflow", wish.DefinitionId), "workflow", cancellation);
        return received.Refusal is { } refusal
            ? new UnitOfWork { Messages = [Tell(message, wish, OpenFile.Refused([refusal.Message]))] }
            : received.Unit with
            {
                Messages = [.. received.Unit.Messages, Tell(message, wish, OpenFile.Opened(received.Number))],
                Documents = [.. received.Unit.Documents, OpenedFiles.Of(wish.DefinitionId, wish.Key, received.Number)],
            };
    }

    private NewInboxMessage Tell(InboxMessage message, FileToOpen wish, JsonObject reply) =>
        new PublishStimulus(OpenFile.StimulusKeyOf(wish.DefinitionId, wish.Key), null, reply)
            .ToMessage(new DedupeKey("file-opened", message.Id.ToString(CultureInfo.InvariantCulture)), time.GetUtcNow()) with
        { Ephemeral = true };
}
