using Integrations.Guichet.Desk;
using Integrations.Guichet.Directory;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Territory;
using Integrations.Partners.Forms;
using Integrations.Partners.Notifications;

namespace Integrations.Host.Settings;

/// <summary>
/// What the administrators own, as it stands now. Loaded at start, where a fault stops the host with all its reasons; a later change is
/// taken up by <see cref="Reload"/>, where a faulty file keeps its last good version and is reported.
/// </summary>
internal sealed class LiveWorkspace
{
    private readonly DeskProfile _desk;
    private volatile State _state;

    private LiveWorkspace(WorkspaceFolder folder, DeskProfile desk, State state)
    {
        Folder = folder;
        _desk = desk;
        _state = state;
    }

    /// <summary>Where it is.</summary>
    public WorkspaceFolder Folder { get; }

    /// <summary>Rules, territory, directory.</summary>
    public DeskKnowledge Knowledge => _state.Knowledge;

    /// <summary>Mappings of forms.</summary>
    public FormCatalog Forms => _state.Forms;

    /// <summary>Letters.</summary>
    public LiveNotices Notices => _state.Notices;

    /// <summary>Loads everything.</summary>
    /// <exception cref="WorkspaceException">Something is wrong; all reasons at once.</exception>
    public static LiveWorkspace Load(WorkspaceFolder folder, DeskProfile desk)
    {
        var problems = new List<string>();
        var knowledge = ReadKnowledge(folder, desk, problems);
        var forms = FormCatalog.Load(folder.Forms);
        problems.AddRange(forms.Problems.Select(problem => problem.ToString()));
        var notices = new LiveNotices(folder.Templates);
        problems.AddRange(notices.Reload().Select(problem => problem.ToString()));
        return problems.Count == 0 && knowledge is not null
            ? new LiveWorkspace(folder, desk, new State(knowledge, forms, notices))
            : throw new WorkspaceException(problems);
    }

    /// <summary>Takes up what changed. Returns what is wrong; of a faulty part the last good version stays.</summary>
    public IReadOnlyList<string> Reload()
    {
        var problems = new List<string>();
        var knowledge = ReadKnowledge(Folder, _desk, problems) ?? _state.Knowledge;
        var forms = FormCatalog.Load(Folder.Forms);
        problems.AddRange(forms.Problems.Select(problem => problem.ToString()));
        problems.AddRange(_state.Notices.Reload().Select(problem => problem.ToString()));
        _state = new State(knowledge, forms.Problems.Count == 0 ? forms : _state.Forms, _state.Notices);
        return problems;
    }

    private static DeskKnowledge? ReadKnowledge(WorkspaceFolder folder, DeskProfile desk, List<string> problems)
    {
        try
        {
            return new DeskKnowledge(
                GuichetRules.Load(folder.Rules), TerritoryTable.Current, PartnerDirectory.Read("partners.json", File.ReadAllBytes(folder.Partners), TerritoryTable.Current),
                new DeskSignature(desk.Referee, desk.Email, desk.Phone, desk.AdviceWorkingDays));
        }
        catch (Guichet.DataFiles.DataFileException faults)
        {
            problems.AddRange(faults.Errors.Select(error => error.ToString()));
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Add($"partners.json : le fichier ne peut pas être lu ({fault.Message})");
            return null;
        }
    }

    private sealed record State(DeskKnowledge Knowledge, FormCatalog Forms, LiveNotices Notices);
}

/// <summary>The folder of the administrators has faults.</summary>
/// <param name="problems">French sentences, each with its file and place.</param>
internal sealed class WorkspaceException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The faults.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
