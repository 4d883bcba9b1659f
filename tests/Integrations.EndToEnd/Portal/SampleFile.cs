using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Portal.Timeline;

namespace Integrations.EndToEnd.Portal;

/// <summary>The worked example of a permit and a registration side by side, deposited on 11 January 2027.</summary>
internal static class SampleFile
{
    private static readonly Mark Granted = new("decide_favorable", new("accordé", "granted"), Tone.Good);
    private static readonly Mark Complete = new("complet", new("complet", "complete"), Tone.Active);
    private static readonly Mark Sent = new("envoye", new("envoyé", "sent"), Tone.Good);
    private static readonly Mark Received = new("recu", new("reçue", "received"), Tone.Good);

    public static IReadOnlyList<ProcedureRow> Procedures { get; } =
    [
        new("PC", Granted,
            new(new("Permis de construire", "Building permit"), "Mairie de Cluses", new(2027, 1, 11), new(2027, 4, 11), false, new(2027, 1, 11),
                [new("ABF", new(2027, 2, 20), true), new("SDIS", new(2027, 2, 11), true)], new("permis tacite", "tacit permit"),
                new RowEnd(new(2027, 4, 2), new("accordé", "granted"), true)),
            new(new(2027, 1, 11), new(2027, 4, 11), false, new("Décidé le 2 avril 2027.", "Decided on 2 April 2027."), ["C. urb. R*423-23 c", "C. urb. L424-2"]),
            new(new(2027, 1, 11), new(2027, 1, 25), false, new("Tenue : dossier qualifié le 18 janvier.", "Kept: qualified on 18 January."), [])),
        new("ICPE_E", Complete,
            new(new("Enregistrement ICPE", "ICPE registration"), "Préfet de la Haute-Savoie", new(2027, 1, 11), new(2027, 6, 11), false, new(2027, 1, 11),
                [new("Mairie de Cluses", new(2027, 3, 30), true), new("Mairie de Scionzier", new(2027, 5, 20), false)], new("refus implicite", "implicit refusal")),
            new(new(2027, 1, 11), new(2027, 6, 11), false, new("Refus implicite à partir du 12 juin 2027.", "Implicit refusal from 12 June 2027."), ["C. env. R512-46-18"]),
            new(new(2027, 5, 3), new(2027, 5, 17), false, new("Relancer l’inspection.", "Remind the inspectorate."), [])),
        new("CTRL_LEGALITE", new("depose", new("en cours", "under way"), Tone.Active),
            new(new("Recours et légalité", "Appeals and legality"), "Préfet, tiers", new(2027, 4, 5), new(2027, 6, 7), false, null, [],
                new("permis purgé", "permit purged")),
            new(new(2027, 4, 5), new(2027, 6, 7), false, new("Permis purgé de tout recours ensuite.", "Permit then free of appeals."), ["C. urb. R600-2"]), null),
        new("RACC_HTA", new("a_deposer", new("à déposer", "to deposit"), Tone.Neutral),
            new(new("Raccordement électrique", "Grid connection"), "Enedis", new(2027, 5, 3), new(2027, 8, 3), true, null, [], null),
            new(new(2027, 5, 3), new(2027, 8, 3), true, new("Engagement commercial, sans effet du silence.", "Commercial commitment, silence has no effect."), []), null),
        new("AIDE_REGION", new("a_deposer", new("à déposer", "to deposit"), Tone.Neutral),
            new(new("Aide de la Région", "Regional aid"), "Région Auvergne-Rhône-Alpes", null, null, false, null, [], null), null, null),
    ];

    public static FilePage Page(DateOnly today) => new(
        today,
        SamplePortal.FileNumber,
        "DÉCOLLETAGE FICTIF ARVE",
        new("Décolletage Fictif Arve construit un atelier à Cluses ; ouverture visée le 1er septembre 2028.",
            "Décolletage Fictif Arve is building a workshop in Cluses, to open on 1 September 2028."),
        new("en_instruction", new("en instruction", "under instruction"), Tone.Active),
        [
            new(new("Entreprise", "Firm"), Text.Same("Décolletage Fictif Arve, SAS, SIRET 123 451 312 00019")),
            new(new("Contact", "Contact"), Text.Same("Camille Exemple, +33 6 12 34 56 05")),
            new(new("Terrain", "Site"), new("Cluses, parcelles 74081 AB 123 et AB 124, 5 200 m², zone UX", "Cluses, plots 74081 AB 123 and AB 124, 5,200 m², zone UX")),
            new(new("Travaux", "Works"), new("2 400 m² de plancher, hauteur 9 m", "2,400 m² of floor, 9 m high")),
            new(new("Régime ICPE", "ICPE regime"), new("enregistrement (2560, 2564)", "registration (2560, 2564)")),
            new(new("Énergie et eau", "Power and water"), new("630 kVA, 12 m³ par jour", "630 kVA, 12 m³ a day")),
            new(new("Emplois", "Jobs"), new("22 créés d’ici juin 2028", "22 created by June 2028")),
            new(new("Investissement", "Investment"), new("4,2 M€", "€4.2 m")),
        ],
        new(
            new("L’enregistrement ICPE retient l’ouverture : le préfet a jusqu’au vendredi 11 juin 2027. Sans réponse, c’est un refus le 12 juin.",
                "The ICPE registration holds the opening: the préfet has until Friday 11 June 2027. Without an answer it is a refusal on 12 June."),
            new(false, new(
                "Le permis est accordé, mais il ne peut pas être exécuté avant l’enregistrement.",
                "The permit is granted but may not be executed before the registration.")),
            [
                new("Demander à l’inspection si le rapport est prêt.", "Ask the inspectorate whether its report is ready."),
                new("Déposer la demande de raccordement : la copie du permis est là.", "Deposit the grid request: the copy of the permit is there."),
            ],
            [
                new("Une observation de la mairie de Scionzier reçue après le 20 mai ne compterait plus.", "An observation of Scionzier received after 20 May would no longer count."),
            ]),
        Procedures,
        [
            new("t1", "Mairie de Cluses", new("Instruire le permis de construire", "Examine the building permit"), new(2027, 1, 12), new(2027, 4, 11),
                new("repondue", new("répondue", "answered"), Tone.Good), new("Accordé le 2 avril, deux prescriptions", "Granted on 2 April, two prescriptions"), new("tâche Microsoft 365", "Microsoft 365 task")),
            new("t2", "SDIS de la Haute-Savoie", new("Avis sur la défense incendie", "Opinion on fire protection"), new(2027, 4, 8), new(2027, 5, 8),
                new("relancee", new("relancée", "reminded"), Tone.Danger), null, new("courriel avec lien de réponse", "mail with an answer link")),
            new("t3", "CCI Haute-Savoie", new("Proposer un accompagnement au recrutement", "Offer help with recruitment"), new(2027, 1, 18), new(2027, 2, 1),
                new("repondue", new("répondue", "answered"), Tone.Good), new("Favorable : un conseiller est nommé", "Favourable: an adviser is named"), new("tâche Microsoft 365", "Microsoft 365 task")),
        ],
        [
            new("c1", new("L’avis du SDIS est réputé favorable : constater.", "The fire service’s opinion is reputed favourable: confirm."), new(2027, 5, 9),
                new("L’instructeur peut alors s’appuyer dessus.", "The instructor may then rely on it.")),
        ],
        [
            new(new(2027, 4, 2, 14, 5, 0, TimeSpan.Zero), new("le guichet", "the desk"), new("l’entreprise", "the firm"),
                "Votre permis de construire est accordé",
                "Bonjour,\n\nLa mairie de Cluses a accordé votre permis le 2 avril 2027.\n\nAffichez le panneau sur le terrain dès maintenant : les voisins ont alors deux mois pour un recours. Ne commencez pas les travaux avant l’enregistrement ICPE.",
                Sent),
            new(new(2027, 1, 11, 8, 5, 0, TimeSpan.Zero), new("le guichet", "the desk"), new("l’entreprise", "the firm"),
                "Nous avons reçu votre dossier IMP-2027-74-000005", "Bonjour,\n\nVotre dossier est arrivé le 11 janvier 2027.", Sent),
        ],
        [
            new("PC4_NOTICE", new("Notice du projet", "Project notice"), "pc4_notice.pdf", 129092, Received, new(2027, 1, 11)),
            new("PC2_MASSE", new("Plan de masse", "Site layout"), "pc2_masse.pdf", 2_418_311, Received, new(2027, 1, 11)),
            new("ICPE_CONFORMITE_PG", new("Conformité aux prescriptions générales", "Conformity to the general prescriptions"), null, null,
                new("manquante", new("manquante", "missing"), Tone.Attention), null),
        ],
        [
            new(4, new(2027, 4, 6, 7, 0, 0, TimeSpan.Zero), new(2027, 4, 6), new("La préfecture a reçu le permis.", "The prefecture received the permit."), new("mairie, lien de réponse", "town hall, answer link"), "9c1e55d0", true),
            new(3, new(2027, 4, 5, 9, 12, 0, TimeSpan.Zero), new(2027, 4, 5), new("Le panneau est affiché sur le terrain.", "The panel stands on the site."), new("entreprise, courriel", "firm, mail"), "41b07aa2", true),
            new(2, new(2027, 4, 2, 13, 58, 0, TimeSpan.Zero), new(2027, 4, 2), new("Permis accordé avec prescriptions.", "Permit granted with prescriptions."), new("mairie, tâche Microsoft 365", "town hall, Microsoft 365 task"), "d27f3c81", true),
            new(1, new(2027, 1, 11, 8, 4, 0, TimeSpan.Zero), new(2027, 1, 11), new("Dossier reçu par le formulaire.", "File received by the form."), new("entreprise, Tally", "firm, Tally"), "0a5d91be", true),
        ],
        new(true, 4));

    public static TrackingPage Tracking(DateOnly today, HelpContact help) => new(
        today,
        SamplePortal.FileNumber,
        "Décolletage Fictif Arve",
        new("Votre permis est accordé ; il manque encore l’enregistrement du préfet.", "Your permit is granted; the préfet’s registration is still missing."),
        new(new(2027, 6, 11), new(
            "Dernier jour du préfet pour répondre. Sans réponse, la demande est refusée le 12 juin : nous le relançons avant.",
            "Last day for the préfet to answer. Without an answer the request is refused on 12 June: we remind him before.")),
        new(false, new("Le permis ne peut pas être exécuté avant l’enregistrement.", "The permit may not be executed before the registration.")),
        [
            new(new("Déposer la demande de raccordement auprès d’Enedis", "Send the grid request to Enedis"), new(2027, 5, 31),
                new("Sinon, l’électricité arrivera après la fin du chantier.", "Otherwise the power comes after the end of works.")),
        ],
        [
            new("Préfet de la Haute-Savoie", new("examine l’enregistrement ICPE.", "examines the ICPE registration."), new(2027, 6, 11)),
            new("SDIS de la Haute-Savoie", new("donne son avis sur la défense incendie.", "gives its opinion on fire protection."), new(2027, 5, 8)),
        ],
        [
            new(new("Permis de construire", "Building permit"), Granted, new("Accordé le 2 avril 2027. Recours possible jusqu’au 7 juin 2027.", "Granted on 2 April 2027. Appeal possible until 7 June 2027.")),
            new(new("Enregistrement ICPE", "ICPE registration"), Complete, new("Dossier complet le 11 janvier 2027.", "File complete on 11 January 2027.")),
            new(new("Aide de la Région", "Regional aid"), new("a_deposer", new("à déposer", "to deposit"), Tone.Neutral), new("Nous préparons la demande avec vous.", "We prepare the request with you.")),
        ],
        Page(today).Messages,
        help);

    public static AnswerPage Answer(DateOnly today, HelpContact help) => new(
        today,
        SamplePortal.FileNumber,
        "SDIS de la Haute-Savoie",
        new("La défense incendie de l’atelier de Cluses est-elle suffisante ?", "Is the fire protection of the Cluses workshop sufficient?"),
        [.. Page(today).Facts.Where(fact => fact.Label.French is not "Contact" and not "Investissement")],
        ["74081 000 AB 0123", "74081 000 AB 0124"],
        new(2027, 5, 20),
        new("votre avis sera réputé favorable le vendredi 21 mai 2027.", "your opinion will be reputed favourable on Friday 21 May 2027."),
        Late: false,
        Given: null,
        help);
}
