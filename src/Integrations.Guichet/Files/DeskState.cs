using System.Collections.Immutable;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>Documents of a file, by their codes ("PC4_NOTICE").</summary>
public sealed record PiecesState
{
    /// <summary>Required by the procedures of the plan.</summary>
    public ImmutableList<string> Required { get; init; } = [];

    /// <summary>Received so far.</summary>
    public ImmutableList<string> Received { get; init; } = [];

    /// <summary>Asked for by an authority.</summary>
    public ImmutableList<string> Requested { get; init; } = [];

    /// <summary>Required or asked for, and not there.</summary>
    public ImmutableList<string> Missing { get; init; } = [];

    internal PiecesState WithPlan(IReadOnlyList<PlannedLine> lines) => this with
    {
        Required = [.. lines.SelectMany(line => line.RequiredPieces).Distinct()],
        Missing = [.. lines.SelectMany(line => line.MissingPieces).Concat(Requested).Distinct().Except(Received)],
    };

    internal PiecesState WithReceived(IEnumerable<string> pieces) => this with
    {
        Received = [.. Received.Union(pieces)],
        Missing = [.. Missing.Except(pieces)],
    };

    internal PiecesState WithRequested(IEnumerable<string> pieces) => this with
    {
        Requested = [.. Requested.Union(pieces)],
        Missing = [.. Missing.Union(pieces)],
    };
}

/// <summary>Something that a person must look at.</summary>
/// <param name="Opening">Why.</param>
/// <param name="OpenedAt">UTC instant.</param>
public sealed record HumanCheck(HumanCheckOpened Opening, DateTimeOffset OpenedAt)
{
    /// <summary>Id of the check.</summary>
    public string Id => Opening.CheckId;

    /// <summary>French title.</summary>
    public string Title => Opening.Title;

    /// <summary>What the person found; null while it is open.</summary>
    public HumanCheckClosed? Outcome { get; init; }

    /// <summary>UTC instant; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>True while nobody has looked.</summary>
    public bool IsOpen => Outcome is null;
}

/// <summary>A message of the file, out or in.</summary>
/// <param name="Id">Id of the message.</param>
/// <param name="At">UTC instant.</param>
/// <param name="Incoming">True when it came, false when it left.</param>
/// <param name="CounterpartRole">Recipient of one that left, sender of one that came.</param>
/// <param name="Subject">Subject line.</param>
/// <param name="Text">Text version.</param>
public sealed record FileMessage(string Id, DateTimeOffset At, bool Incoming, string CounterpartRole, string Subject, string Text)
{
    /// <summary>Name of the template of a notice that left.</summary>
    public string? Notice { get; init; }

    /// <summary>Directory id of the partner.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The procedure concerned.</summary>
    public string? Procedure { get; init; }

    /// <summary>The task concerned.</summary>
    public string? TaskId { get; init; }

    internal static FileMessage From(MessageSent fact, FileEvent fileEvent) =>
        new(fact.MessageId, fileEvent.At, false, fact.RecipientRole, fact.Subject, fact.Text)
        {
            Notice = fact.Notice,
            PartnerId = fact.PartnerId,
            Procedure = fact.Procedure,
            TaskId = fact.TaskId,
        };

    internal static FileMessage From(MessageReceived fact, FileEvent fileEvent) =>
        new(fact.MessageId, fileEvent.At, true, fact.SenderRole, fact.Subject, fact.Text) { PartnerId = fact.PartnerId, TaskId = fact.TaskId };
}
