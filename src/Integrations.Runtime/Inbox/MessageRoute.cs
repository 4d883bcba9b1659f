namespace Integrations.Runtime.Inbox;

/// <summary>Who handles a kind of message.</summary>
/// <param name="Handle">The handler.</param>
/// <param name="LaneOf">
/// Names what the message works on (a stream id, an instance id), so that two messages on one thing do not run at the same time and
/// collide; null: the collision is noticed at commit and the handler runs again.
/// </param>
public sealed record MessageRoute(MessageHandler Handle, Func<InboxMessage, CancellationToken, ValueTask<string?>>? LaneOf = null);

/// <summary>Kinds of message that the runtime knows.</summary>
public static class MessageKinds
{
    /// <summary>Start an instance: <see cref="Instances.StartInstance"/>.</summary>
    public const string Start = "start";

    /// <summary>Wake all who wait for a key, and start what it triggers: <see cref="Instances.PublishStimulus"/>.</summary>
    public const string Stimulus = "stimulus";

    /// <summary>Resume one bookmark: <see cref="Instances.ResumeBookmark"/>.</summary>
    public const string Resume = "resume";

    /// <summary>Cancel an instance and its children: <see cref="Instances.CancelInstance"/>.</summary>
    public const string Cancel = "cancel";

    /// <summary>Run the faulted activities of an instance again: <see cref="Instances.RetryInstance"/>.</summary>
    public const string Retry = "retry";

    /// <summary>A stream asked to be looked at now: <see cref="Streams.StreamDueNotice"/>. Handled by the host.</summary>
    public const string StreamDue = "stream-due";
}
