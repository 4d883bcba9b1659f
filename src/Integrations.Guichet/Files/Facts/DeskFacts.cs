using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integrations.Guichet.Files.Facts;

/// <summary>A limit comes near, ten, then three working days before the strict last day, or is over.</summary>
/// <param name="About">Whose limit.</param>
/// <param name="LastDay">The strict last day.</param>
/// <param name="WorkingDaysLeft">Ten or three; zero when the day is over.</param>
/// <param name="Text">French sentence.</param>
public sealed record AlertRaised(AlertAbout About, DateOnly LastDay, int WorkingDaysLeft, string Text) : FileFact
{
    /// <summary>The procedure concerned.</summary>
    public string? Procedure { get; init; }

    /// <summary>The task concerned.</summary>
    public string? TaskId { get; init; }
}

/// <summary>What an alert is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertAbout>))]
public enum AlertAbout
{
    /// <summary>The authority must answer; its silence will speak.</summary>
    Authority,

    /// <summary>The firm must send pieces.</summary>
    Pieces,

    /// <summary>A partner must answer, and silence says nothing.</summary>
    Partner,

    /// <summary>The desk's own promise.</summary>
    Promise,
}

/// <summary>Time has had an effect, or something is unclear: a person must look.</summary>
/// <param name="CheckId">Id of the check.</param>
/// <param name="Kind">What is to be stated or settled.</param>
/// <param name="Title">French title: "Constater le permis tacite".</param>
/// <param name="Role">Who should do it: "mairie", "developpeur_economique", "instructeur_ads".</param>
public sealed record HumanCheckOpened(string CheckId, CheckKind Kind, string Title, string Role) : FileFact
{
    /// <summary>The procedure concerned.</summary>
    public string? Procedure { get; init; }

    /// <summary>The task concerned.</summary>
    public string? TaskId { get; init; }
}

/// <summary>Why a person must look.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckKind>))]
public enum CheckKind
{
    /// <summary>State what a silence brought about.</summary>
    Silence,

    /// <summary>State that an opinion is reputed given.</summary>
    Opinion,

    /// <summary>State the tacit rejection for missing pieces; a letter posted on the last day counts.</summary>
    MissingPieces,

    /// <summary>Send an acknowledgement that is due.</summary>
    Acknowledgement,

    /// <summary>Find the competent authority.</summary>
    Competence,

    /// <summary>Two files or two answers contradict each other.</summary>
    Contradiction,

    /// <summary>Something else, said by the title.</summary>
    Other,
}

/// <summary>A person looked.</summary>
/// <param name="CheckId">Id of the check.</param>
/// <param name="Confirmed">True when the effect of time is confirmed.</param>
/// <param name="Note">What was found.</param>
public sealed record HumanCheckClosed(string CheckId, bool Confirmed, string? Note = null) : FileFact;

/// <summary>A notice was handed to the outbox. The file keeps what it said.</summary>
/// <param name="MessageId">Id of the message.</param>
/// <param name="Notice">Name of the template.</param>
/// <param name="RecipientRole">"entreprise", "mairie", "instructeur_ads"...</param>
/// <param name="Subject">Subject line.</param>
/// <param name="Text">Text version.</param>
public sealed record MessageSent(string MessageId, string Notice, string RecipientRole, string Subject, string Text) : FileFact
{
    /// <summary>Directory id of the recipient, when it is a partner.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The procedure concerned.</summary>
    public string? Procedure { get; init; }

    /// <summary>The task concerned.</summary>
    public string? TaskId { get; init; }
}

/// <summary>Someone wrote to the desk about the file.</summary>
public sealed record MessageReceived(string MessageId, string SenderRole, string Subject, string Text) : FileFact
{
    /// <summary>Directory id of the sender, when it is a partner.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The task concerned.</summary>
    public string? TaskId { get; init; }
}

/// <summary>Anything else that must stay in the file: a free note, or data under a name.</summary>
public sealed record NoteAdded(string Key, string Text) : FileFact
{
    /// <summary>Data beside the text.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>The procedure concerned.</summary>
    public string? Procedure { get; init; }
}

/// <summary>The skills stream began, at once and not after the permit.</summary>
public sealed record SkillsPlanOpened(DateOnly On, IReadOnlyList<SkillNeedLine> Lines) : FileFact;

/// <summary>The skills plan was rewritten.</summary>
public sealed record SkillsPlanUpdated(DateOnly On, IReadOnlyList<SkillNeedLine> Lines) : FileFact;

/// <summary>One line of the skills plan.</summary>
/// <param name="Rome">ROME code.</param>
/// <param name="Label">French name of the trade.</param>
/// <param name="Needed">Jobs to fill.</param>
/// <param name="NeededBy">When.</param>
/// <param name="Channel">POEI, apprenticeship, CQP, school.</param>
public sealed record SkillNeedLine(string Rome, string Label, int Needed, DateOnly? NeededBy = null, string? Channel = null);

/// <summary>Jobs of a trade were filled.</summary>
public sealed record JobsFilled(string Rome, int Count, DateOnly On) : FileFact;

/// <summary>Works began ("déclaration d'ouverture de chantier").</summary>
public sealed record WorksStarted(DateOnly On) : FileFact;

/// <summary>Works are done ("DAACT").</summary>
public sealed record WorksCompleted(DateOnly On) : FileFact;

/// <summary>The plant runs.</summary>
public sealed record OperationStarted(DateOnly On) : FileFact;

/// <summary>The file is closed.</summary>
public sealed record CaseClosed(DateOnly On, string Reason) : FileFact;

/// <summary>The firm gave the project up, or it is not for this desk.</summary>
public sealed record CaseAbandoned(DateOnly On, string Reason) : FileFact
{
    /// <summary>True when the project was never for this desk.</summary>
    public bool OutOfScope { get; init; }
}

/// <summary>The file has ended and goes to the archive on this local day.</summary>
public sealed record ArchivePlanned(DateOnly On) : FileFact;

/// <summary>The file is in the archive: nothing is added to it any more but letters that were on their way.</summary>
public sealed record CaseArchived(DateOnly On) : FileFact;

/// <summary>A newer set of rules exists; the dates of the file do not move.</summary>
public sealed record RuleSetChanged(string From, string To, IReadOnlyList<string> Differences) : FileFact;

/// <summary>The file was exported to an archive.</summary>
public sealed record ArchiveExported(DateOnly On, string Sha256) : FileFact;

/// <summary>Contact data was erased after its retention.</summary>
public sealed record DataErased(DateOnly On, string Reason) : FileFact;
