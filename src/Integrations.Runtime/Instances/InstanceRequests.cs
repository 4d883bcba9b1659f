using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Runtime.Inbox;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Instances;

/// <summary>Start an instance.</summary>
/// <param name="DefinitionId">Logical id of the definition.</param>
/// <param name="InstanceId">Id of the new instance: started once, however often it is asked for.</param>
public sealed record StartInstance(string DefinitionId, string InstanceId)
{
    /// <summary>The version to run on; null: the published one.</summary>
    public string? VersionId { get; init; }

    /// <summary>The file it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The instance that starts it.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>Inputs by name.</summary>
    public JsonObject? Input { get; init; }

    /// <summary>The trigger activity that fired.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>Name for people, until the workflow gives it another one.</summary>
    public string? Name { get; init; }
}

/// <summary>Wake all who wait for a key (see <see cref="Integrations.Workflows.Execution.StimulusKey"/>), and start what it triggers.</summary>
/// <param name="Key">The key.</param>
/// <param name="CorrelationId">Only instances of this file; null: all.</param>
/// <param name="Input">Given to those who wake; see <see cref="Integrations.Workflows.Execution.StimulusInput"/>.</param>
public sealed record PublishStimulus(string Key, string? CorrelationId = null, JsonObject? Input = null)
{
    /// <summary>Only this instance, and nothing new is started; null: all.</summary>
    public string? InstanceId { get; init; }
}

/// <summary>Resume one bookmark. One that is gone is no error: it was resumed before.</summary>
public sealed record ResumeBookmark(string BookmarkId, JsonObject? Input = null)
{
    /// <summary>The instance that waits, where the sender has just read it, which spares reading it again; null: it is looked for.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The file of that instance.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Resumes a bookmark that was just read.</summary>
    internal static ResumeBookmark Of(BookmarkRow bookmark, JsonObject? input = null) =>
        new(bookmark.Id, input) { InstanceId = bookmark.InstanceId, CorrelationId = bookmark.CorrelationId };
}

/// <summary>Cancel an instance and its children.</summary>
public sealed record CancelInstance(string InstanceId)
{
    /// <summary>Who asks and why, for the journal; null: the runtime itself.</summary>
    public OperatorNote? Note { get; init; }
}

/// <summary>Run the faulted activities again, or the one named.</summary>
public sealed record RetryInstance(string InstanceId, string? ActivityId = null)
{
    /// <summary>Who asks and why, for the journal; null: the runtime itself.</summary>
    public OperatorNote? Note { get; init; }
}

/// <summary>Who asked for something and why, as it is kept in the journal of the instance.</summary>
/// <param name="By">A role, not a name.</param>
/// <param name="Why">The reason given.</param>
public sealed record OperatorNote(string By, string Why);

/// <summary>Writes and reads requests as inbox messages.</summary>
public static class InstanceRequests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = Values.MaxJsonDepth,
    };

    /// <summary>A message that asks for it.</summary>
    public static NewInboxMessage ToMessage(this StartInstance request, DedupeKey key, DateTimeOffset receivedAt) =>
        Message(key, MessageKinds.Start, request, receivedAt);

    /// <inheritdoc cref="ToMessage(StartInstance, DedupeKey, DateTimeOffset)"/>
    public static NewInboxMessage ToMessage(this PublishStimulus request, DedupeKey key, DateTimeOffset receivedAt) =>
        Message(key, MessageKinds.Stimulus, request, receivedAt);

    /// <inheritdoc cref="ToMessage(StartInstance, DedupeKey, DateTimeOffset)"/>
    public static NewInboxMessage ToMessage(this ResumeBookmark request, DedupeKey key, DateTimeOffset receivedAt) =>
        Message(key, MessageKinds.Resume, request, receivedAt);

    /// <inheritdoc cref="ToMessage(StartInstance, DedupeKey, DateTimeOffset)"/>
    public static NewInboxMessage ToMessage(this CancelInstance request, DedupeKey key, DateTimeOffset receivedAt) =>
        Message(key, MessageKinds.Cancel, request, receivedAt);

    /// <inheritdoc cref="ToMessage(StartInstance, DedupeKey, DateTimeOffset)"/>
    public static NewInboxMessage ToMessage(this RetryInstance request, DedupeKey key, DateTimeOffset receivedAt) =>
        Message(key, MessageKinds.Retry, request, receivedAt);

    /// <summary>Any JSON payload as a message.</summary>
    internal static NewInboxMessage Message<T>(DedupeKey key, string kind, T payload, DateTimeOffset receivedAt) =>
        new(key, kind, JsonSerializer.SerializeToUtf8Bytes(payload, Options)) { ReceivedAt = receivedAt };

    /// <summary>Reads the payload of a message.</summary>
    /// <exception cref="JsonException">It is not such a payload.</exception>
    internal static T Read<T>(this InboxMessage message) =>
        JsonSerializer.Deserialize<T>(message.Payload.Span, Options) ?? throw new JsonException("The payload is null.");
}
