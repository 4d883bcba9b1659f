namespace Integrations.Partners.Microsoft365;

/// <summary>How a wish to a Microsoft 365 mailbox ended.</summary>
public abstract record MailboxResult
{
    private MailboxResult()
    {
    }

    /// <summary>It is done; also when it had been done by an earlier attempt.</summary>
    /// <param name="Id">Id of the item in the mailbox.</param>
    public sealed record Done(string Id) : MailboxResult;

    /// <summary>It was not done here: another is at it.</summary>
    public sealed record Taken : MailboxResult;

    /// <summary>The service asks to come back later (429, 503, 504).</summary>
    /// <param name="Delay">How long to wait.</param>
    /// <param name="Code">Stable code.</param>
    /// <param name="Reason">In French.</param>
    public sealed record RetryAfter(TimeSpan Delay, string Code, string Reason) : MailboxResult;

    /// <summary>It failed. Whether it was done all the same is not known for a failure that is not permanent: the next attempt looks first.</summary>
    /// <param name="Code">Stable code, for example <c>graph.ErrorInvalidUser</c>.</param>
    /// <param name="Reason">In French, no personal data.</param>
    /// <param name="Permanent">Trying again is useless until someone changes something.</param>
    public sealed record Failed(string Code, string Reason, bool Permanent) : MailboxResult;
}
