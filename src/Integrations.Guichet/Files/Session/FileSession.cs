using System.Diagnostics.CodeAnalysis;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>
/// The acts on one file. Each act checks itself and appends events, or gives a <see cref="Refusal"/> and changes nothing.
/// An act that was already done, with the same content, is accepted and appends nothing, so that a retry is harmless.
/// Not safe for several threads; the store's optimistic version settles who wins.
/// </summary>
public sealed partial class FileSession
{
    private FileSessionContext context;
    private readonly List<FileEvent> newEvents = [];

    /// <summary>Opens a session on a file as it stands; <see cref="InstallationFile.Empty"/> for a new one.</summary>
    public FileSession(InstallationFile file, FileSessionContext context)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(context);
        File = file;
        // The clock of a machine may be set back. In a file nothing happens before what has happened.
        this.context = context.Now < file.LastAt ? context with { Now = file.LastAt } : context;
    }

    /// <summary>The file with the acts of this session.</summary>
    public InstallationFile File { get; private set; }

    /// <summary>From here on someone else acts, by another way.</summary>
    public void ActAs(Actor actor, string channel) => context = context with { Actor = actor, Channel = channel };

    /// <summary>Events of this session, sealed and in order; to be appended to the stream of the file.</summary>
    public IReadOnlyList<FileEvent> NewEvents => newEvents;

    /// <summary>Why nothing may change in this file; null: it is not in the archive.</summary>
    public Refusal? Seal => File.ArchivedOn is { } day
        ? new("file.archived", $"Le dossier est archivé depuis le {day.InWords()} : il se lit, mais rien n'y change plus.")
        : null;

    private DateOnly Today => Here.DateOf(context.Now);

    private LegalPlace Here => File.Place;

    private static Refusal? Done => null;

    private void Append(FileFact fact, DateOnly? legalDate = null, string? fileId = null)
    {
        // The last line of defence: each act has refused before. What left earlier is still noted, since a letter that was sent must be in the file.
        if (Seal is { } seal && fact is not MessageSent)
            throw new InvalidOperationException($"{seal.Message} ({fact.GetType().Name})");
        var byTime = fact.AgendaId is not null;
        var sealedEvent = HashChain.Seal(new FileEvent
        {
            Id = context.NewId(),
            FileId = fileId ?? File.Id,
            Sequence = File.Version + 1,
            At = context.Now.ToUniversalTime(),
            LegalDate = legalDate ?? Today,
            Actor = byTime ? Actor.Clock : context.Actor,
            Channel = byTime ? "clock" : context.Channel,
            Payload = FileJson.WriteFact(fact),
            PreviousHash = File.LastHash,
        });
        newEvents.Add(sealedEvent);
        File = File.Apply(sealedEvent);
    }

    private bool IsOpen([NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = Seal ?? File switch
        {
            { Exists: false } => new("file.unknown", "Ce dossier n'existe pas."),
            { End: { } end } => new("file.ended", $"Le dossier est {end.Status.InFrench()} depuis le {end.On.InWords()}."),
            _ => null,
        };
        return refusal is null;
    }

    private bool Find(string key, [NotNullWhen(true)] out ProcedureState? procedure, [NotNullWhen(false)] out Refusal? refusal)
    {
        procedure = null;
        if (!IsOpen(out refusal))
            return false;
        procedure = File.Procedure(key);
        refusal = procedure is null ? new("procedure.unknown", $"La procédure {key} n'est pas ouverte dans ce dossier.") : null;
        return procedure is not null;
    }

    private bool FindDeposited(string key, [NotNullWhen(true)] out ProcedureState? procedure, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (!Find(key, out procedure, out refusal))
            return false;
        if (procedure.DepositedOn is null)
            refusal = new("procedure.not_deposited", $"Le dossier {procedure.AfterDe()} n'est pas encore déposé.");
        else if (procedure.Status.IsEnd())
            refusal = new("procedure.ended", $"La procédure {key} est terminée : {procedure.Status.InFrench()}.");
        return refusal is null;
    }

    private bool IsFuture(DateOnly day, LegalPlace place, [NotNullWhen(true)] out Refusal? refusal)
    {
        refusal = day > place.DateOf(context.Now) ? new("date.future", $"La date du {day.InWords()} est dans le futur.") : null;
        return refusal is not null;
    }
}
