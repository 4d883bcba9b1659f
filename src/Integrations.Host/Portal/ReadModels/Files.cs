using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.ReadModels;

/// <summary>What the reader asked of the list of files; lives in the address, so that it can be kept and sent.</summary>
/// <param name="Search">Firm, SIRET or number of the file, or a part of one.</param>
/// <param name="State">Code of a state; that of the archive shows the archived files, which the everyday list leaves out.</param>
/// <param name="Commune">Name of a commune.</param>
/// <param name="Procedure">Code of the procedure that holds the opening.</param>
public sealed record FileQuery(string? Search = null, string? State = null, string? Commune = null, string? Procedure = null)
{
    /// <summary>Whether anything narrows the list.</summary>
    public bool Narrows => (Search ?? State ?? Commune ?? Procedure) is not null;
}

/// <summary>The list of files and the choices its filters offer.</summary>
public sealed record FileList(
    DateOnly Today,
    IReadOnlyList<FileRow> Rows,
    IReadOnlyList<Mark> States,
    IReadOnlyList<string> Communes,
    IReadOnlyList<Mark> Procedures)
{
    /// <summary>How many files are in the archive; only a search or their own state shows them.</summary>
    public int Archived { get; init; }
}

/// <summary>One file in the list.</summary>
/// <param name="Number">Number of the file, e.g. <c>IMP-2027-74-000005</c>.</param>
/// <param name="FirmName">Legal name.</param>
/// <param name="Siret">Fourteen digits, or null for a firm being created.</param>
/// <param name="Project">The project in a few words.</param>
/// <param name="Commune">Name of the commune, or of the first of several.</param>
/// <param name="State">State of the file.</param>
/// <param name="Holding">The procedure that holds the opening date now, if any.</param>
/// <param name="NextLegalDate">Next legal date (local), with its meaning.</param>
/// <param name="Holder">Who has the next move.</param>
/// <param name="AgeInDays">Calendar days since the file was received.</param>
public sealed record FileRow(
    string Number,
    string FirmName,
    string? Siret,
    Text Project,
    string Commune,
    Mark State,
    Mark? Holding,
    LegalDate? NextLegalDate,
    Text Holder,
    int AgeInDays);

/// <summary>A date that counts and what it means.</summary>
/// <param name="On">Local legal date.</param>
/// <param name="Meaning">"dernier jour pour décider", "dernier jour pour demander une pièce".</param>
/// <param name="Estimated">Whether the date rests on a hypothesis that no event has confirmed yet.</param>
public sealed record LegalDate(DateOnly On, Text Meaning, bool Estimated = false);
