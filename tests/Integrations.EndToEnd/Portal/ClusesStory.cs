using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.EndToEnd.Portal;

/// <summary>
/// The worked example of a permit and a registration side by side (sample 05): deposited at Cluses on 11 January 2027, the permit
/// granted on 2 April, told act by act as the desk lives it.
/// </summary>
internal sealed class ClusesStory
{
    public const string FileNumber = "IMP-2027-74-000005";

    private readonly List<FileEvent> events = [];
    private int ids;

    public IReadOnlyList<FileEvent> Events => events;

    public InstallationFile File { get; private set; } = InstallationFile.Empty;

    /// <summary>The story as it stands on 10 May 2027.</summary>
    public static ClusesStory UntilMay()
    {
        var story = new ClusesStory();
        story.Received();
        story.On(new(2027, 1, 12), "desk", "Claire Desk", session =>
        {
            Accepted(session.SendTask(new("t-mairie", "mairie-74081", "Mairie de Cluses", "mairie", TaskKind.Instruction, "Instruire le permis de construire")
            {
                Procedure = "PC",
                DueOn = new(2027, 4, 11),
            }));
            Accepted(session.SendTask(new("t-cci", "cci-74", "CCI Haute-Savoie", "cci", TaskKind.Advice, "Proposer un accompagnement au recrutement")
            {
                DueOn = new(2027, 2, 1),
            }));
            Accepted(session.SendTask(new("t-sdis", "sdis-74", "SDIS de la Haute-Savoie", "sdis", TaskKind.Opinion, "La défense incendie de l’atelier est-elle suffisante ?")
            {
                Procedure = "PC",
                Within = new Period.Months(1),
                Silence = SilenceMeaning.DeemedFavourableOpinion,
            }));
        });
        story.On(new(2027, 1, 20), "todo", "Julie Conseil", session =>
            Accepted(session.AnswerTask("t-cci", new(AnswerKind.Done, new(2027, 1, 20), "Julie Conseil") { Comment = "Un conseiller est nommé" })));
        story.On(new(2027, 2, 9), "answer-link", "Capitaine Roux", session =>
            Accepted(session.AnswerTask("t-sdis", new(AnswerKind.FavourableWithPrescriptions, new(2027, 2, 9), "Capitaine Roux") { Comment = "Deux poteaux à 150 m" })));
        story.Time(new(2027, 2, 13));
        story.On(new(2027, 4, 2), "todo", "Mairie de Cluses", session =>
        {
            Accepted(session.AnswerTask("t-mairie", new(AnswerKind.FavourableWithPrescriptions, new(2027, 4, 2), "Mairie de Cluses")));
            Accepted(session.RecordDecision("PC", DecisionKind.FavourableWithPrescriptions, new(2027, 4, 2), new(2027, 4, 2)));
            Accepted(session.RecordMessage("m-2", "firm-decision", "entreprise", "Votre permis de construire est accordé",
                "Bonjour,\n\nLa mairie de Cluses a accordé votre permis le 2 avril 2027.\n\nAffichez le panneau sur le terrain dès maintenant : les voisins ont alors deux mois pour un recours. Ne commencez pas les travaux avant l’enregistrement ICPE."));
        });
        story.On(new(2027, 4, 6), "desk", "Claire Desk", session =>
        {
            Accepted(session.PostPanel("PC", new(2027, 4, 5)));
            Accepted(session.ReceiveLegality("PC", new(2027, 4, 6)));
            Accepted(session.SendTask(new("t-scionzier", "mairie-74264", "Mairie de Scionzier", "mairie", TaskKind.Opinion, "Avez-vous des observations sur l’enregistrement ?")
            {
                Procedure = "ICPE_E",
                DueOn = new(2027, 5, 20),
                Silence = SilenceMeaning.DeemedFavourableOpinion,
            }));
            Accepted(session.SendTask(new("t-ars", "ars-ara", "ARS Auvergne-Rhône-Alpes", "ars", TaskKind.Opinion, "Le projet appelle-t-il une remarque sanitaire ?")
            {
                Procedure = "ICPE_E",
                DueOn = new(2027, 5, 7),
                Silence = SilenceMeaning.DeemedFavourableOpinion,
            }));
            Accepted(session.SendTask(new("t-enedis", "enedis", "Enedis", "enedis", TaskKind.Check, "Étudier le raccordement de 1 800 kVA")
            {
                DueOn = new(2027, 5, 6),
            }));
        });
        story.Time(new(2027, 5, 10));
        return story;
    }

    /// <summary>The day of reception: both procedures deposited, the registration complete and regular at once.</summary>
    public void Received()
    {
        var request = InstallationRequest.FromJson(Repository.Bytes("workflows", "samples", "05-pc-icpe-e.json"));
        On(new(2027, 1, 11), "form", null, session =>
        {
            Accepted(session.Receive("file-05", FileNumber, request));
            Accepted(session.PlanProcedures(ProcedurePlanner.Plan(
                request, new(2027, 1, 11), GuichetRules.Load(Repository.Folder("workflows", "rules")), TerritoryTable.Current)));
            Accepted(session.Acknowledge(AcknowledgementKind.Recording));
            Accepted(session.Acknowledge(AcknowledgementKind.Reception));
            Accepted(session.RecordMessage("m-1", "firm-received", "entreprise", "Nous avons reçu votre dossier " + FileNumber,
                "Bonjour,\n\nVotre dossier est arrivé le 11 janvier 2027. Nous ouvrons le permis de construire et l’enregistrement ICPE côte à côte."));
            foreach (var line in session.File.Plan)
                Accepted(session.OpenPlanned(line.Key));
            Accepted(session.Deposit("ICPE_E", new(2027, 1, 11), "0100012345"));
            Accepted(session.DeclareCompleteAndRegular("ICPE_E", "inspection des installations classées", new(2027, 1, 11)));
            Accepted(session.Deposit("PC", new(2027, 1, 11), "PC0740812700012", []));
            Accepted(session.PromiseService("ICPE_E", 20));
        });
    }

    /// <summary>Acts on a morning, by a person or the form.</summary>
    public void On(DateOnly day, string channel, string? person, Action<FileSession> acts)
    {
        var actor = person is null ? new Actor("entreprise") : new Actor("developpeur_economique", null, person);
        var session = new FileSession(File, new FileSessionContext(
            new DateTimeOffset(day.ToDateTime(new TimeOnly(8, 4)), TimeSpan.Zero), actor, channel, () => $"id-{++ids:0000}"));
        session.RunAgenda();
        acts(session);
        events.AddRange(session.NewEvents);
        File = session.File;
    }

    /// <summary>Time alone, until a morning.</summary>
    public void Time(DateOnly day) => On(day, "clock", null, _ => { });

    private static void Accepted(Refusal? refusal) => Assert.Null(refusal);
}

/// <summary>Files of the repository that a person may open too.</summary>
internal static class Repository
{
    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Folder(params string[] parts) => Path.Combine([Root, .. parts]);

    public static byte[] Bytes(params string[] parts) => System.IO.File.ReadAllBytes(Folder(parts));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException("Integrations.sln is in no folder above the tests."),
        _ when System.IO.File.Exists(Path.Combine(folder.FullName, "Integrations.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
