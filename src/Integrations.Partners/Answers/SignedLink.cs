namespace Integrations.Partners.Answers;

/// <summary>
/// A right that is given by a link alone: no account, one purpose, an end. What is in it can be read by whoever holds the link; it holds
/// ids only.
/// </summary>
public abstract record SignedLink
{
    private SignedLink(string fileId, DateTimeOffset expiresAt)
    {
        FileId = fileId;
        ExpiresAt = expiresAt;
    }

    /// <summary>The file.</summary>
    public string FileId { get; }

    /// <summary>The link is dead from this instant on (UTC, whole seconds).</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The right of one partner to answer one task, once.</summary>
    public sealed record PartnerAnswer(string FileId, string TaskId, string PartnerId, DateTimeOffset ExpiresAt) : SignedLink(FileId, ExpiresAt)
    {
        /// <summary>How long after its last day a task may still be answered: late, for information (seven days).</summary>
        public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

        /// <summary>End of a link: midnight at the end of the seventh day after the last day of the task, on the clocks of its authority.</summary>
        /// <param name="dueOn">Last day for the answer.</param>
        /// <param name="zone">Time zone of the authority.</param>
        public static DateTimeOffset ExpiryFor(DateOnly dueOn, TimeZoneInfo zone)
        {
            var local = dueOn.AddDays(Grace.Days + 1).ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }
    }

    /// <summary>The right of a firm to read where its file stands.</summary>
    public sealed record FirmTracking(string FileId, DateTimeOffset ExpiresAt) : SignedLink(FileId, ExpiresAt);
}
