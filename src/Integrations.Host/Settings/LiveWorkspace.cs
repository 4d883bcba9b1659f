using Integrations.Guichet.Desk;
using Integrations.Guichet.Directory;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Territory;
using Integrations.Partners.Forms;
using Integrations.Partners.Notifications;

namespace Integrations.Host.Settings;

/// <summary>
/// What the administrators own, as it stands now. Its parts are read side by side in the background, and whoever asks for one waits for that
/// one only: a delivery needs the forms and nothing else. A fault stops the start with all its reasons; a later change is taken up by
/// <see cref="Reload"/>, where a faulty file keeps its last good version and is reported.
/// </summary>
internal sealed class LiveWorkspace
{
    private readonly DeskProfile _desk;
    private readonly Task<FormCatalog> _forms;
    private readonly Task<(DeskKnowledge? Knowledge, IReadOnlyList<string> Problems)> _knowledge;
    private readonly Task<LiveNotices> _notices;
    private volatile State? _state;

    private LiveWorkspace(WorkspaceFolder folder, DeskProfile desk)
    {
        Folder = folder;
        _desk = desk;
        _forms = Task.Run(() => FormCatalog.Load(folder.Forms));
        // One after the other: a first sender, who needs the forms only, is to have the other core.
        _knowledge = AfterAsync(_forms, () => ReadKnowledge(folder, desk));
        _notices = AfterAsync(_knowledge, () => new LiveNotices(folder.Templates));
        Loaded = LoadAsync();
    }

    /// <summary>Where it is.</summary>
    public WorkspaceFolder Folder { get; }

    /// <summary>Ends when all of it is there; with a <see cref="WorkspaceException"/> when something is wrong, all reasons at once.</summary>
    public Task Loaded { get; }

    /// <summary>Rules, territory, directory.</summary>
    /// <exception cref="WorkspaceException">Something is wrong.</exception>
    public DeskKnowledge Knowledge => Whole.Knowledge;

    /// <summary>Mappings of forms.</summary>
    public FormCatalog Forms => _state?.Forms ?? _forms.GetAwaiter().GetResult();

    /// <summary>Letters.</summary>
    /// <exception cref="WorkspaceException">Something is wrong.</exception>
    public LiveNotices Notices => Whole.Notices;

    private State Whole
    {
        get
        {
            if (_state is null) Loaded.GetAwaiter().GetResult();
            return _state!;
        }
    }

    private static async Task<T> AfterAsync<T>(Task before, Func<T> read)
    {
        // What is wrong with it is told where it is asked for.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        return read();
    }

    /// <summary>Begins to load; see <see cref="Loaded"/>.</summary>
    public static LiveWorkspace Begin(WorkspaceFolder folder, DeskProfile desk) => new(folder, desk);

    /// <summary>Loads everything.</summary>
    /// <exception cref="WorkspaceException">Something is wrong; all reasons at once.</exception>
    public static LiveWorkspace Load(WorkspaceFolder folder, DeskProfile desk)
    {
        var workspace = Begin(folder, desk);
        workspace.Loaded.GetAwaiter().GetResult();
        return workspace;
    }

    /// <summary>Takes up what changed. Returns what is wrong; of a faulty part the last good version stays.</summary>
    public IReadOnlyList<string> Reload()
    {
        var before = Whole;
        var (knowledge, faults) = ReadKnowledge(Folder, _desk);
        var forms = FormCatalog.Load(Folder.Forms);
        List<string> problems = [.. faults, .. forms.Problems.Select(problem => problem.ToString()), .. before.Notices.Reload().Select(problem => problem.ToString())];
        _state = new State(knowledge ?? before.Knowledge, forms.Problems.Count == 0 ? forms : before.Forms, before.Notices);
        return problems;
    }

    private async Task LoadAsync()
    {
        var (knowledge, faults) = await _knowledge.ConfigureAwait(false);
        var forms = await _forms.ConfigureAwait(false);
        var notices = await _notices.ConfigureAwait(false);
        List<string> problems = [.. faults, .. forms.Problems.Select(problem => problem.ToString()), .. notices.Current.Problems.Select(problem => problem.ToString())];
        if (problems.Count > 0 || knowledge is null) throw new WorkspaceException(problems);
        _state = new State(knowledge, forms, notices);
    }

    private static (DeskKnowledge? Knowledge, IReadOnlyList<string> Problems) ReadKnowledge(WorkspaceFolder folder, DeskProfile desk)
    {
        try
        {
            return (new DeskKnowledge(
                GuichetRules.Load(folder.Rules), TerritoryTable.Current, PartnerDirectory.Read("partners.json", File.ReadAllBytes(folder.Partners), TerritoryTable.Current),
                new DeskSignature(desk.Referee, desk.Email, desk.Phone, desk.AdviceWorkingDays)), []);
        }
        catch (Guichet.DataFiles.DataFileException faults)
        {
            return (null, [.. faults.Errors.Select(error => error.ToString())]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, [$"partners.json : le fichier ne peut pas être lu ({fault.Message})"]);
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
