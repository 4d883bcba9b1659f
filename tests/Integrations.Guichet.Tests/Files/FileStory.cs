using System.Globalization;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Tests.Files;

/// <summary>One file in virtual time: each act opens a session on the events so far, as the runtime does.</summary>
internal sealed class FileStory
{
    private readonly List<FileEvent> events = [];
    private readonly LegalPlace place;
    private int ids;

    public FileStory(string commune, string received, string number = "IMP-2026-49-000003", InstallationRequest? request = null)
    {
        place = LegalPlace.OfCommune(commune);
        Now = Instant(received);
        Do(session => session.Receive("f1", number, request ?? new InstallationRequest { Sites = [new Site { CommuneInsee = commune }] }));
    }

    public DateTimeOffset Now { get; private set; }

    public InstallationFile File { get; private set; } = InstallationFile.Empty;

    public IReadOnlyList<FileEvent> Events => events;

    public IEnumerable<T> Facts<T>()
        where T : FileFact => events.Select(fileEvent => fileEvent.Fact).OfType<T>();

    public ProcedureState Procedure(string key) => File.Procedure(key)!;

    /// <summary>Acts at a local time, everything due before done; the act must not be refused.</summary>
    public FileStory On(string local, Func<FileSession, Refusal?> act)
    {
        Until(local);
        return Do(act);
    }

    public FileStory Do(Func<FileSession, Refusal?> act)
    {
        Assert.Null(Try(act));
        return this;
    }

    public Refusal? Try(Func<FileSession, Refusal?> act)
    {
        var session = Session();
        var refusal = act(session);
        Keep(session);
        return refusal;
    }

    public FileSession Session() => new(File, new FileSessionContext(Now, new Actor("instructeur_ads"), "desk", () => $"e{++ids:D4}"));

    /// <summary>Lets time pass to a local time, waking at each item of the agenda.</summary>
    public FileStory Until(string local)
    {
        var end = Instant(local);
        while (Agenda.NextDue(File) is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            Keep(RunAgenda());
        }
        Now = end;
        return this;
    }

    /// <summary>Lets time pass while nothing runs, then wakes once.</summary>
    public FileStory SleepUntil(string local)
    {
        Now = Instant(local);
        Keep(RunAgenda());
        return this;
    }

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public FileSession RunAgenda()
    {
        var session = Session();
        session.RunAgenda();
        return session;
    }

    /// <summary>Takes over what a session appended, as the runtime does at the commit.</summary>
    public void Keep(FileSession session)
    {
        // What the runtime stores is text: every act of every test also proves that it comes back.
        events.AddRange(session.NewEvents.Select(fileEvent => FileJson.Read(FileJson.Write(fileEvent))));
        Assert.Null(HashChain.Verify(events));
        File = InstallationFile.Fold(events);
        Assert.Equal(session.File.LastHash, File.LastHash);
    }

    private DateTimeOffset Instant(string local) => local.EndsWith('Z')
        ? DateTimeOffset.Parse(local, CultureInfo.InvariantCulture)
        : place.InstantOf(Day(local[..10]), local.Length > 10 ? TimeOnly.Parse(local[11..], CultureInfo.InvariantCulture) : new TimeOnly(9, 0));
}
