using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>
/// What the list shows of a file, kept beside it so that a list opens no history. Nothing in it depends on the day on
/// which it is read.
/// </summary>
public sealed record FileCard(
    string FileId,
    string Number,
    string FirmName,
    string? Siret,
    Text Project,
    string Commune,
    Mark State,
    Mark? Holding,
    IReadOnlyList<LegalDate> Dates,
    Text Holder,
    DateOnly ReceivedOn,
    bool Ended,
    bool Archived = false)
{
    /// <summary>The card of a file.</summary>
    public static FileCard Of(InstallationFile file)
    {
        var holding = file.Procedure(CriticalPath.Of(file).Procedure);
        return new FileCard(
            file.Id,
            file.Number,
            ProjectTexts.FirmName(file),
            file.Request?.Firm?.Siret,
            ProjectTexts.InShort(file),
            ProjectTexts.Communes(file),
            StatusMarks.Of(file),
            holding is null || file.End is not null ? null : new Mark(holding.Code, holding.Name(), Tone.Neutral),
            LegalDates.Of(file),
            HolderOf(file, holding),
            file.ReceivedOn,
            file.End is not null,
            file.ArchivedOn is not null);
    }

    /// <summary>The row of the list on a day.</summary>
    public FileRow On(DateOnly today) => new(
        Number, FirmName, Siret, Project, Commune, State, Holding, LegalDates.Next(Dates, today), Holder, Math.Max(0, today.DayNumber - ReceivedOn.DayNumber));

    private static Text HolderOf(InstallationFile file, ProcedureState? holding)
    {
        if (file.End is not null)
            return new Text("personne", "nobody");
        if (file.Checks.Find(check => check.IsOpen) is { } check)
            return DomainTexts.Role(check.Opening.Role);

        return holding switch
        {
            null => DomainTexts.Role(file.Status is CaseStatus.Decided or CaseStatus.Completed ? "entreprise" : "developpeur_economique"),
            { Status: ProcedureStatus.Incomplete } => DomainTexts.Role("entreprise"),
            { DepositedOn: null } => DomainTexts.Role("developpeur_economique"),
            { AuthorityName: { } name } => Text.Same(name),
            _ => DomainTexts.Role(holding.AuthorityRole),
        };
    }
}
