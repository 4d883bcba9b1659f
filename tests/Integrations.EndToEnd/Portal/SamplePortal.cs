using Integrations.Host.Access;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.Reading;
using Integrations.Host.Portal.ReadModels;


namespace Integrations.EndToEnd.Portal;

/// <summary>A fixed desk on 10 May 2027: the firms are invented, the dates are those of the worked examples.</summary>
public sealed class SamplePortal : IPortalSource
{
    public const string FileNumber = ClusesStory.FileNumber;
    public const string Token = "jeton-de-demonstration";
    public const string Broken = "IMP-0000-00-000000";
    public const string ExpiredToken = "jeton-expire";
    public static readonly DateOnly Today = new(2027, 5, 10);

    private static readonly HelpContact Help = new(
        "Guichet industrie du Cluses Arve", "+33450962740", "guichet@cluses.example",
        new Text("Du lundi au vendredi, de 9 h à 12 h et de 14 h à 17 h.", "Monday to Friday, 9 to 12 and 2 to 5."));

    private static readonly Mark UnderInstruction = new("en_instruction", new("en instruction", "under instruction"), Tone.Active);
    private static readonly Mark Incomplete = new("incomplet", new("incomplet", "incomplete"), Tone.Attention);
    private static readonly Mark Decided = new("decide", new("décidé", "decided"), Tone.Good);
    private static readonly Mark Permit = new("PC", new("Permis de construire", "Building permit"), Tone.Neutral);
    private static readonly Mark Registration = new("ICPE_E", new("Enregistrement ICPE", "ICPE registration"), Tone.Neutral);
    private static readonly Mark Environmental = new("AE", new("Autorisation environnementale", "Environmental authorisation"), Tone.Neutral);

    private readonly ClusesStory story = ClusesStory.UntilMay();

    /// <summary>The acts that were done, for the tests to look at.</summary>
    public List<DeskAct> Done { get; } = [];

    /// <summary>The replays that were asked.</summary>
    public List<OperatorAct> Replayed { get; } = [];

    /// <summary>Whether an answer reaches the file only later, as it does by the inbox.</summary>
    public bool AnswersAreSlow { get; set; }

    /// <summary>The answer given last.</summary>
    public GivenAnswer? Given { get; set; }

    public Task<TodoPage> Todo(CancellationToken cancellation) => Task.FromResult(new TodoPage(
        Today,
        [
            new(TodoKind.SilenceToConfirm,
                new("Constater le permis tacite", "Confirm the tacit permit"),
                new("Menuiserie Exemple des Mauges, atelier à Cholet", "Menuiserie Exemple des Mauges, workshop in Cholet"),
                new DateOnly(2027, 5, 7),
                new("L’entreprise ne peut pas demander son attestation.", "The firm cannot ask for its certificate."),
                new("Constater", "Confirm"), $"/dossiers/{FileNumber}/actes/constat"),
            new(TodoKind.OverdueTask,
                new("Relancer le SDIS de la Haute-Savoie", "Remind the Haute-Savoie fire service"),
                new("Décolletage Fictif Arve, atelier à Cluses", "Décolletage Fictif Arve, workshop in Cluses"),
                new DateOnly(2027, 5, 8), null,
                new("Voir la demande", "See the request"), $"/dossiers/{FileNumber}#taches"),
            new(TodoKind.LegalClock,
                new("Demander les pièces manquantes du permis", "Request the permit’s missing pieces"),
                new("Textiles Imaginaires des Vosges, extension à Épinal", "Textiles Imaginaires des Vosges, extension in Épinal"),
                new DateOnly(2027, 5, 12),
                new("Après cette date, la demande n’a plus d’effet et le délai court.", "After this date the request has no effect and the period runs."),
                new("Demander", "Request"), $"/dossiers/{FileNumber}/actes/demander-pieces"),
            new(TodoKind.LegalClock,
                new("Décider l’enregistrement ICPE", "Decide the ICPE registration"),
                new("Décolletage Fictif Arve, atelier à Cluses", "Décolletage Fictif Arve, workshop in Cluses"),
                new DateOnly(2027, 6, 11),
                new("Sans réponse du préfet, refus implicite le 12 juin.", "Without an answer from the préfet, implicit refusal on 12 June."),
                new("Ouvrir le dossier", "Open the file"), $"/dossiers/{FileNumber}"),
            new(TodoKind.Quarantine,
                new("Reprendre un formulaire Tally", "Mend a Tally form"),
                new("Le SIRET ne suit pas la clé de contrôle", "The SIRET does not fit its check digit"),
                null, null, new("Voir", "See"), "/exploitation#quarantaine"),
        ],
        OpenFiles: 14));

    public Task<FileList> Files(FileQuery query, CancellationToken cancellation)
    {
        FileRow[] rows =
        [
            new(FileNumber, "DÉCOLLETAGE FICTIF ARVE", "12345131200019",
                new("Atelier de décolletage, 2 400 m²", "Precision turning workshop, 2,400 m²"), "Cluses", UnderInstruction, Registration,
                new(new(2027, 6, 11), new("dernier jour du préfet", "last day of the préfet")), Text.Same("DREAL Haute-Savoie"), 119),
            new("IMP-2026-88-000007", "TEXTILES IMAGINAIRES DES VOSGES", "12345153600016",
                new("Extension d’un tissage", "Extension of a weaving mill"), "Épinal", Incomplete, Permit,
                new(new(2027, 5, 12), new("dernier jour pour demander les pièces", "last day to ask for pieces")),
                new("le guichet", "the desk"), 28),
            new("IMP-2026-49-000003", "MENUISERIE EXEMPLE DES MAUGES", "12345121300011",
                new("Atelier bois neuf", "New joinery workshop"), "Cholet", Decided, null,
                new(new(2027, 7, 7), new("fin du recours des tiers", "end of third-party appeals")), new("l’entreprise", "the firm"), 161),
            new("IMP-2027-02-000006", "GALVANO EXEMPLE VERMANDOIS", "12345142900013",
                new("Traitement de surface, 45 m³ de bains", "Surface treatment, 45 m³ of baths"), "Saint-Quentin", UnderInstruction, Environmental,
                new(new(2027, 9, 25), new("décision du préfet", "decision of the préfet"), Estimated: true),
                new("préfecture de l’Aisne", "prefecture of Aisne"), 126),
        ];
        var found = rows
            .Where(row => query.Search is not { } search || row.FirmName.Contains(search, StringComparison.OrdinalIgnoreCase) || row.Number.Contains(search, StringComparison.Ordinal))
            .Where(row => query.State is null || row.State.Code == query.State)
            .Where(row => query.Commune is null || row.Commune == query.Commune)
            .Where(row => query.Procedure is null || row.Holding?.Code == query.Procedure);
        return Task.FromResult(new FileList(
            Today, [.. found], [UnderInstruction, Incomplete, Decided], [.. rows.Select(row => row.Commune).Order()],
            [Permit, Registration, Environmental]));
    }

    public Task<FilePage?> File(string number, CancellationToken cancellation) =>
        number == Broken ? throw new InvalidOperationException("The sample breaks here on purpose.") : Task.FromResult(number == FileNumber ? FilePages.Of(story.File, story.Events, Today) : null);

    public Task<Linked<TrackingPage>> Tracking(string token, CancellationToken cancellation) => Task.FromResult<Linked<TrackingPage>>(token switch
    {
        Token => new Linked<TrackingPage>.Found(TrackingPages.Of(story.File, Today, Help)),
        ExpiredToken => new Linked<TrackingPage>.Expired(),
        _ => new Linked<TrackingPage>.Unknown(),
    });

    public Task<Linked<AnswerPage>> Answer(string token, CancellationToken cancellation) => Task.FromResult<Linked<AnswerPage>>(token switch
    {
        Token => new Linked<AnswerPage>.Found(AnswerPages.Of(story.File, story.File.TaskOf("t-scionzier")!, null, Today, Help) with { Given = Given }),
        ExpiredToken => new Linked<AnswerPage>.Expired(),
        _ => new Linked<AnswerPage>.Unknown(),
    });

    public Task<OperationsPage> Operations(CancellationToken cancellation)
    {
        var now = new DateTimeOffset(2027, 5, 10, 7, 30, 0, TimeSpan.Zero);
        return Task.FromResult(new OperationsPage(
            now,
            [
                new(new("Base de données", "Database"), new("ok", new("en marche", "running"), Tone.Good), Text.Same("SQLite, WAL")),
                new(new("Horloge d’une minute", "Minute tick"), new("ok", new("à l’heure", "on time"), Tone.Good), new("il y a 20 s", "20 s ago")),
                new(new("Boîtes Microsoft 365", "Microsoft 365 mailboxes"), new("degrade", new("ralenti", "throttled"), Tone.Attention), new("429, reprise dans 12 s", "429, again in 12 s")),
            ],
            [
                new(new("Arrivées", "Inbox"), 0, null),
                new(new("Départs", "Outbox"), 3, TimeSpan.FromSeconds(14)),
                new(new("Minuteurs échus", "Timers due"), 0, null),
            ],
            [
                new("101", "send-mail", FileNumber, now.AddMinutes(-52), 8, "graph.mailbox_not_found : la boîte aux lettres n’existe pas dans ce locataire."),
            ],
            [
                new("102", "tally", now.AddHours(-3), "form.siret.check_digit", "Le SIRET 12345131200018 ne suit pas la clé de contrôle."),
            ],
            [
                new("103", "create-task", FileNumber, now.AddSeconds(-14), 2, now.AddSeconds(9), "429 Too Many Requests"),
                new("104", "send-mail", FileNumber, now.AddSeconds(-2), 0, null, null),
            ],
            [
                new("tally", "signature.invalid", 12),
                new("typeform", "body.too_large", 1),
            ])
        {
            Workflows =
            [
                new("01k8t2", "Permis de construire", FileNumber, new("en_erreur", new("en erreur", "faulted"), Tone.Danger), now.AddHours(-2), "ask : Failed to evaluate activity input 'PartnerId'", ["ask", "tell"]),
                new("01k8t3", "Pièces manquantes", null, new("bloque", new("bloqué", "stalled"), Tone.Attention), now.AddDays(-1), null, []),
            ],
        });
    }

    /// <summary>Does an act as the real desk would: a request for pieces is warned about once.</summary>
    public Task<ActResult> Do(DeskAct act, Member by, string? confirmation, CancellationToken cancellation)
    {
        if (act is RequestPiecesAct && confirmation is null)
        {
            return Task.FromResult<ActResult>(new ActResult.Warn(
                new(
                    "Cette demande sera réputée reçue le 3 janvier, hors délai depuis le 2 janvier à minuit ; elle sera sans effet (R*423-41).",
                    "This request will be reputed received on 3 January, out of time since 2 January at midnight; it will have no effect (R*423-41)."),
                "late-request"));
        }

        if (act is PeriodModifiedAct)
            return Task.FromResult<ActResult>(new ActResult.Refused("period.not_notified_in_time", new("La notification est hors délai.", "The notification is late.")));

        Done.Add(act);
        return Task.FromResult<ActResult>(new ActResult.Ok(new("L’horloge est à jour.", "The clock is up to date.")));
    }

    public Task<ActResult> Take(AnswerAct answer, CancellationToken cancellation)
    {
        if (AnswersAreSlow)
            return Task.FromResult<ActResult>(new ActResult.Ok(new("Enregistré.", "Recorded.")));

        Given = new GivenAnswer(answer.Choice, answer.Comment, new DateTimeOffset(2027, 5, 10, 8, 0, 0, TimeSpan.Zero), new DateOnly(2027, 5, 20));
        return Task.FromResult<ActResult>(new ActResult.Ok(new("Enregistré.", "Recorded.")));
    }

    public Task<ActResult> Replay(OperatorAct act, Member by, CancellationToken cancellation)
    {
        Replayed.Add(act);
        return Task.FromResult<ActResult>(new ActResult.Ok(new("L’envoi repart.", "It is on its way again.")));
    }
}
