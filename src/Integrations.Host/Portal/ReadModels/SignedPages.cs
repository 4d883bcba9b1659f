using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.ReadModels;

/// <summary>What a signed link led to.</summary>
public abstract record Linked<T>
{
    private Linked()
    {
    }

    /// <summary>The link is good.</summary>
    public sealed record Found(T Page) : Linked<T>;

    /// <summary>The link was good and has expired (410).</summary>
    public sealed record Expired : Linked<T>;

    /// <summary>No such link, or a signature that does not fit (404: nothing is said of what might exist).</summary>
    public sealed record Unknown : Linked<T>;
}

/// <summary>What the firm sees of its own file.</summary>
/// <param name="Today">Local date of the desk.</param>
/// <param name="Number">Number of the file.</param>
/// <param name="FirmName">Legal name.</param>
/// <param name="Headline">Where it stands, in one sentence.</param>
/// <param name="DateThatCounts">The date to keep in mind, with what it means.</param>
/// <param name="Works">Whether works may start today.</param>
/// <param name="Yours">What the firm must do.</param>
/// <param name="Others">What others are doing.</param>
/// <param name="Steps">Each procedure with its state, in the order of the project.</param>
/// <param name="Letters">All letters, the newest first.</param>
/// <param name="Help">Who helps.</param>
/// <param name="Ended">Whether the file is over: nobody has anything to do any more.</param>
public sealed record TrackingPage(
    DateOnly Today,
    string Number,
    string FirmName,
    Text Headline,
    LegalDate? DateThatCounts,
    WorksAllowed? Works,
    IReadOnlyList<FirmTask> Yours,
    IReadOnlyList<OthersTask> Others,
    IReadOnlyList<TrackingStep> Steps,
    IReadOnlyList<MessageRow> Letters,
    HelpContact Help,
    bool Ended);

/// <summary>Something the firm must do.</summary>
/// <param name="What">The thing, as a request.</param>
/// <param name="By">The cautious day: a working day on or before the strict last day.</param>
/// <param name="IfNothing">What happens otherwise.</param>
public sealed record FirmTask(Text What, DateOnly? By, Text? IfNothing);

/// <summary>Something another is doing for the project.</summary>
public sealed record OthersTask(string Who, Text What, DateOnly? By);

/// <summary>A procedure as the firm follows it.</summary>
public sealed record TrackingStep(Text Name, Mark State, Text Words);

/// <summary>A person or desk that answers.</summary>
/// <param name="Name">Name of the desk or person.</param>
/// <param name="Phone">Telephone number, E.164 or as people write it.</param>
/// <param name="Email">Address.</param>
/// <param name="Hours">When someone answers, if it is said.</param>
public sealed record HelpContact(string Name, string Phone, string Email, Text? Hours);

/// <summary>What a partner sees of one question.</summary>
/// <param name="Today">Local date of the desk.</param>
/// <param name="Number">Number of the file.</param>
/// <param name="Partner">Who is asked.</param>
/// <param name="Question">The question.</param>
/// <param name="Facts">The file in ten lines, only what the question needs.</param>
/// <param name="Parcels">The plots, as the land registry writes them.</param>
/// <param name="DueOn">Last day to answer.</param>
/// <param name="Silence">What silence means.</param>
/// <param name="Late">Whether the last day has passed: the answer is then kept for information.</param>
/// <param name="Given">The answer already given, if any.</param>
/// <param name="Help">Whom to call.</param>
public sealed record AnswerPage(
    DateOnly Today,
    string Number,
    string Partner,
    Text Question,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<string> Parcels,
    DateOnly? DueOn,
    Text Silence,
    bool Late,
    GivenAnswer? Given,
    HelpContact Help);

/// <summary>An answer that was recorded.</summary>
/// <param name="Choice">One of the five.</param>
/// <param name="Comment">Comment, as written.</param>
/// <param name="At">Instant it was recorded.</param>
/// <param name="CorrectableUntil">Last day on which the desk can still correct it; null if it cannot.</param>
public sealed record GivenAnswer(AnswerKind Choice, string? Comment, DateTimeOffset At, DateOnly? CorrectableUntil);
