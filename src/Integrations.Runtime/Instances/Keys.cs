using Integrations.Runtime.Inbox;

namespace Integrations.Runtime.Instances;

/// <summary>Dedupe keys of the messages of the runtime to itself.</summary>
internal static class Keys
{
    public const string Source = "runtime";

    public static DedupeKey Start(string instanceId) => new(Source, "start:" + instanceId);

    public static DedupeKey Cancel(string instanceId) => new(Source, "cancel:" + instanceId);

    public static DedupeKey Command(string idempotencyKey) => new(Source, "command:" + idempotencyKey);

    public static DedupeKey End(string instanceId, long version) => new(Source, $"end:{instanceId}:{version}");

    public static DedupeKey FanOut(long messageId, string target) => new(Source, $"fan-out:{messageId}:{target}");

    public static DedupeKey Reply(long commandId, string bookmarkId) => new(Source, $"reply:{commandId}:{bookmarkId}");

    public static DedupeKey Timer(string bookmarkId) => new(Source, "timer:" + bookmarkId);

    public static DedupeKey Trigger(string definitionId, string activityId, DateTimeOffset dueAt) =>
        new(Source, $"trigger:{definitionId}:{activityId}:{dueAt.UtcTicks}");

    public static DedupeKey Retention(string run) => new(Source, "retention:" + run);

    public static DedupeKey StreamDue(string streamId, DateTimeOffset dueAt) => new(Source, $"due:{streamId}:{dueAt.UtcTicks}");
}
