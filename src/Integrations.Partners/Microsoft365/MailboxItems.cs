namespace Integrations.Partners.Microsoft365;

/// <summary>A task to be put into a partner's own To Do.</summary>
public sealed record MailboxTask
{
    /// <summary>Address of the partner's mailbox.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Our key: one task per key, whatever the number of attempts.</summary>
    public required string Key { get; init; }

    /// <summary>One line; longer than 255 characters is cut.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text: subject, file number, question, what silence means. No attachment, no business secret.</summary>
    public required string Body { get; init; }

    /// <summary>Last day for the answer, in <see cref="Zone"/>.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Time zone of the authority.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Shown as important.</summary>
    public bool Urgent { get; init; }

    /// <summary>The answer page.</summary>
    public required Uri Link { get; init; }

    /// <summary>What the link is called, for example the file number.</summary>
    public required string LinkName { get; init; }

    /// <inheritdoc cref="MailboxMail.MayLeave"/>
    public Func<CancellationToken, ValueTask<bool>> MayLeave { get; init; } = static _ => ValueTask.FromResult(true);
}

/// <summary>A mail to be sent from the desk's mailbox.</summary>
public sealed record MailboxMail
{
    /// <summary>Our key: one mail per key, whatever the number of attempts.</summary>
    public required string Key { get; init; }

    /// <summary>Addresses.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Addresses of copies.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Addresses of hidden copies.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <summary>Files, 3 MB together at most.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>A whole HTML document; Exchange makes the text alternative from it.</summary>
    public required string Html { get; init; }

    /// <summary>Shown as important.</summary>
    public bool Urgent { get; init; }

    /// <summary>Asked last, before what cannot be taken back. No: another is at it, <see cref="MailboxResult.Taken"/>.</summary>
    public Func<CancellationToken, ValueTask<bool>> MayLeave { get; init; } = static _ => ValueTask.FromResult(true);
}

/// <summary>A file that travels with a mail.</summary>
/// <param name="FileName">Name shown to the recipient.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Content">The bytes.</param>
public sealed record MailAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content);
