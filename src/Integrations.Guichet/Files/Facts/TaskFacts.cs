using System.Text.Json.Serialization;
using Integrations.Guichet.Clocks;

namespace Integrations.Guichet.Files.Facts;

/// <summary>A partner was asked for something.</summary>
/// <param name="PartnerId">Its id in the directory.</param>
/// <param name="PartnerName">Its name, as shown.</param>
/// <param name="Role">Its role in the file: "mairie", "prefecture", "cci", "sdis".</param>
/// <param name="Kind">What kind of answer is awaited.</param>
/// <param name="Question">The question, in French; no business secret.</param>
/// <param name="SentOn">Legal date of the request.</param>
/// <param name="DueOn">Last day for the answer; null when none is due.</param>
/// <param name="Silence">What silence means after that day.</param>
public sealed record PartnerTaskSent(
    string PartnerId, string PartnerName, string Role, TaskKind Kind, string Question, DateOnly SentOn, DateOnly? DueOn, SilenceMeaning Silence)
    : TaskFact
{
    /// <summary>Key of the procedure that the task belongs to.</summary>
    public string? Procedure { get; init; }

    /// <summary>Id of the task that this one takes over (the first partner was not competent).</summary>
    public string? InPlaceOf { get; init; }
}

/// <summary>What is asked of a partner.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskKind>))]
public enum TaskKind
{
    /// <summary>Instruct a procedure: give its number, its completeness, its clock.</summary>
    Instruction,

    /// <summary>Give an opinion, with a legal period.</summary>
    Opinion,

    /// <summary>Decide.</summary>
    Decision,

    /// <summary>Advise or accompany the firm.</summary>
    Advice,

    /// <summary>Check a fact.</summary>
    Check,

    /// <summary>Take note; no answer is awaited.</summary>
    Information,
}

/// <summary>
/// The task is in the partner's mailbox. A mail scanner opens every link, so an opened link says no more than that; only
/// <paramref name="ByPerson"/> says that someone read it.
/// </summary>
public sealed record PartnerTaskSeen(bool ByPerson) : TaskFact;

/// <summary>What a partner may answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerKind>))]
public enum AnswerKind
{
    /// <summary>"Favorable".</summary>
    Favourable,

    /// <summary>"Favorable avec prescriptions".</summary>
    FavourableWithPrescriptions,

    /// <summary>"Défavorable".</summary>
    Unfavourable,

    /// <summary>"Pièces nécessaires": the partner cannot answer without them.</summary>
    NeedsPieces,

    /// <summary>"Non compétent": the file must go to another authority (CRPA L114-2).</summary>
    NotCompetent,

    /// <summary>Done, or noted: for advice, checks and information.</summary>
    Done,
}

/// <summary>An answer and who gave it.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="On">Legal date.</param>
/// <param name="By">Name of the person, as given.</param>
public sealed record PartnerAnswer(AnswerKind Kind, DateOnly On, string By)
{
    /// <summary>Comment or prescriptions.</summary>
    public string? Comment { get; init; }

    /// <summary>Pieces that are needed, for <see cref="AnswerKind.NeedsPieces"/>.</summary>
    public IReadOnlyList<string>? Pieces { get; init; }

    /// <summary>The authority that is competent, for <see cref="AnswerKind.NotCompetent"/>, when the partner names it.</summary>
    public string? CompetentPartnerId { get; init; }

    /// <summary>Where it came from: an address of the network, a message id.</summary>
    public string? Origin { get; init; }
}

/// <summary>The partner answered; the first answer wins.</summary>
public sealed record PartnerTaskAnswered(PartnerAnswer Answer) : TaskFact;

/// <summary>An answer after the silence had its effect, or after another answer: kept for information, nothing is rewritten.</summary>
public sealed record PartnerTaskAnsweredLate(PartnerAnswer Answer) : TaskFact;

/// <summary>The partner was reminded.</summary>
/// <param name="On">Legal date.</param>
/// <param name="WorkingDaysLeft">Working days before the last day; null for a reminder by hand.</param>
public sealed record PartnerTaskReminded(DateOnly On, int? WorkingDaysLeft) : TaskFact;

/// <summary>The task went up to someone else.</summary>
public sealed record PartnerTaskEscalated(DateOnly On, string To, string Reason) : TaskFact;

/// <summary>The answer is not awaited any more.</summary>
public sealed record PartnerTaskCancelled(string Reason) : TaskFact;

/// <summary>The period of an opinion ended without an answer.</summary>
/// <param name="Meaning">What the silence means.</param>
/// <param name="From">Day on which it has its effect.</param>
public sealed record OpinionDeemed(SilenceMeaning Meaning, DateOnly From) : TaskFact
{
    /// <summary>The procedure whose instructor is to be told.</summary>
    public string? Procedure { get; init; }
}
