using System.Collections.Immutable;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>A task of a partner, as its events leave it.</summary>
public sealed record PartnerTask
{
    /// <summary>Id of the task.</summary>
    public required string Id { get; init; }

    /// <summary>Directory id of the partner.</summary>
    public required string PartnerId { get; init; }

    /// <summary>Its name, as shown.</summary>
    public required string PartnerName { get; init; }

    /// <summary>Its role in the file.</summary>
    public required string Role { get; init; }

    /// <summary>What is asked.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>The question, in French.</summary>
    public required string Question { get; init; }

    /// <summary>Legal date of the request.</summary>
    public required DateOnly SentOn { get; init; }

    /// <summary>UTC instant of the request.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Last day for the answer; null when none is due.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>What silence means after that day.</summary>
    public SilenceMeaning Silence { get; init; }

    /// <summary>Day on which silence has its effect; null when it has none.</summary>
    public DateOnly? SilenceFrom => Silence == SilenceMeaning.None ? null : DueOn?.AddDays(1);

    /// <summary>Key of the procedure that it belongs to.</summary>
    public string? Procedure { get; init; }

    /// <summary>Id of the task that it took over.</summary>
    public string? InPlaceOf { get; init; }

    /// <summary>Where it stands.</summary>
    public PartnerTaskStatus Status { get; init; } = PartnerTaskStatus.Sent;

    /// <summary>The answer that counts.</summary>
    public PartnerAnswer? Answer { get; init; }

    /// <summary>Answers that came after it, or after the silence: for information.</summary>
    public ImmutableList<PartnerAnswer> LateAnswers { get; init; } = [];

    /// <summary>Days on which the partner was reminded.</summary>
    public ImmutableList<DateOnly> Reminders { get; init; } = [];

    /// <summary>Day on which silence had its effect; null when it did not.</summary>
    public DateOnly? DeemedFrom { get; init; }

    /// <summary>To whom it went up.</summary>
    public string? EscalatedTo { get; init; }

    /// <summary>Why it is not awaited any more.</summary>
    public string? CancelReason { get; init; }

    /// <summary>True while an answer is awaited.</summary>
    public bool IsOpen => Status is not (PartnerTaskStatus.Answered or PartnerTaskStatus.Deemed or PartnerTaskStatus.Cancelled);

    /// <summary>State of an opinion in the domain's code: demande, vu, rendu, repute_favorable, incompetent.</summary>
    public string OpinionCode => this switch
    {
        { Answer.Kind: AnswerKind.NotCompetent } => "incompetent",
        { Status: PartnerTaskStatus.Answered } => "rendu",
        { Status: PartnerTaskStatus.Deemed } => "repute_favorable",
        { Status: PartnerTaskStatus.Seen } => "vu",
        _ => "demande",
    };

    internal static PartnerTask From(PartnerTaskSent sent, DateTimeOffset at) => new()
    {
        Id = sent.TaskId,
        PartnerId = sent.PartnerId,
        PartnerName = sent.PartnerName,
        Role = sent.Role,
        Kind = sent.Kind,
        Question = sent.Question,
        SentOn = sent.SentOn,
        SentAt = at,
        DueOn = sent.DueOn,
        Silence = sent.Silence,
        Procedure = sent.Procedure,
        InPlaceOf = sent.InPlaceOf,
    };

    internal PartnerTask Apply(TaskFact fact) => fact switch
    {
        PartnerTaskSeen { ByPerson: true } when Status is PartnerTaskStatus.Sent or PartnerTaskStatus.Delivered =>
            this with { Status = PartnerTaskStatus.Seen },
        PartnerTaskSeen when Status is PartnerTaskStatus.Sent => this with { Status = PartnerTaskStatus.Delivered },
        PartnerTaskAnswered f => this with { Status = PartnerTaskStatus.Answered, Answer = f.Answer },
        PartnerTaskAnsweredLate f => this with { LateAnswers = LateAnswers.Add(f.Answer) },
        PartnerTaskReminded f => this with
        {
            Status = IsOpen && Status != PartnerTaskStatus.Escalated ? PartnerTaskStatus.Reminded : Status,
            Reminders = Reminders.Add(f.On),
        },
        PartnerTaskEscalated f => this with { Status = IsOpen ? PartnerTaskStatus.Escalated : Status, EscalatedTo = f.To },
        PartnerTaskCancelled f => this with { Status = PartnerTaskStatus.Cancelled, CancelReason = f.Reason },
        OpinionDeemed f => this with { Status = PartnerTaskStatus.Deemed, DeemedFrom = f.From },
        _ => this,
    };
}
