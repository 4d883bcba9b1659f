using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Directory;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Identifiers;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// Posts a task to a partner: into its Microsoft To Do where it has one, and always by mail with a signed answer link. The partner is
/// found in the directory by its role and the commune. A question that the end of the file or of the procedure has overtaken is not asked:
/// the outcome is <c>Moot</c>.
/// </summary>
[Activity("Guichet.PostPartnerTask", Category = GuichetActivities.Category, Fr = "Poster une tâche à un partenaire", En = "Post a task to a partner",
    DescriptionFr = "Pose une question à un partenaire, avec son échéance et ce que vaut son silence. Exemple : rôle authority et nature decision pour la mairie qui instruit le permis.",
    DescriptionEn = "Asks a partner a question, with the due day and what silence means. Example: role authority and kind decision for the town hall that instructs the permit.")]
[Outcomes("Done", "Moot")]
public sealed class PostPartnerTask : Activity
{
    [Input(Fr = "Procédure", En = "Procedure", DescriptionFr = "Clé de la procédure ; vide pour une tâche du dossier entier.", DescriptionEn = "Key of the procedure; empty for a task of the whole file.")]
    public readonly Input<string?> Procedure = new();

    [Input(Fr = "Nature", En = "Kind", UIHint = "dropdown", Options = ["decision", "completeness", "opinion", "advice", "check"], Required = true)]
    public readonly Input<string> Kind = new();

    [Input(Fr = "Rôle", En = "Role", Required = true, DescriptionFr = "authority : l'autorité de la procédure ; sinon un rôle de l'annuaire.", DescriptionEn = "authority: that of the procedure; else a role of the directory.")]
    public readonly Input<string> Role = new();

    [Input(Fr = "Question", En = "Question", UIHint = "multiline", DescriptionFr = "Vide : la question habituelle pour cette nature.", DescriptionEn = "Empty: the usual question for this kind.")]
    public readonly Input<string?> Question = new();

    [Output(Fr = "Tâche", En = "Task")]
    public readonly Output<string> TaskId = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var key = context.Get(Procedure);
        var procedure = string.IsNullOrEmpty(key) ? null : desk.RequireProcedure(context, key);
        if (IsMoot(desk, procedure, context.Get(Kind)))
        {
            context.Complete("Moot");
            return;
        }

        var partner = FindPartner(desk, procedure, context.Get(Role));
        var terms = TaskTerms.Of(desk, procedure, context.Get(Kind), context.Get(Role));
        if (context.Get(Question) is { Length: > 0 } question) terms = terms with { Question = question };

        var taskId = context.NewId();
        context.Require(desk.Acts.SendTask(new TaskRequest(taskId, partner.Id, partner.Name, partner.RoleFor(context.Get(Role)), terms.Kind, terms.Question)
        {
            Procedure = procedure?.Key,
            Within = terms.Within,
            DueOn = terms.DueOn,
            Silence = terms.Silence,
            InPlaceOf = desk.File.Tasks.LastOrDefault(task => task.Procedure == procedure?.Key && task.Answer?.Kind == AnswerKind.NotCompetent)?.Id,
        }));
        context.Set(TaskId, taskId);
        if (partner.TodoMailbox is not null) context.EmitTask(desk, DeskCommands.PostTask, partner.Id, taskId);
        context.EmitNotice(desk, "partner-task", partner.Id, procedure?.Key, taskId);
        context.Complete("Done");
    }

    /// <summary>A workflow of its own asks each opinion, and may begin after the answer that made it pointless.</summary>
    private static bool IsMoot(DeskSession desk, ProcedureState? procedure, string kind) =>
        desk.File.End is not null || (kind == "opinion" && procedure?.AnsweredOn is not null);

    internal static Partner FindPartner(DeskSession desk, ProcedureState? procedure, string role)
    {
        var insee = procedure?.Commune ?? (desk.File.Request?.Sites is [var site, ..] ? site.CommuneInsee : null);
        var wanted = role == "authority" ? procedure?.AuthorityRole : role;
        if (role == "authority" && procedure?.AuthorityId is { } id && desk.Knowledge.Partners.Get(id) is { } authority) return authority;
        return desk.Knowledge.Partners.Find(wanted ?? "desk", insee);
    }
}

/// <summary>What a task of one kind asks, until when, and what silence means.</summary>
internal sealed record TaskTerms(TaskKind Kind, string Question)
{
    public Period? Within { get; init; }

    public DateOnly? DueOn { get; init; }

    public SilenceMeaning Silence { get; init; }

    public static TaskTerms Of(DeskSession desk, ProcedureState? procedure, string kind, string role)
    {
        var convention = new Period.WorkingDays(desk.Knowledge.Profile.AdviceWorkingDays);
        return kind switch
        {
            "decision" => Decision(desk, procedure, convention),
            "completeness" => new(TaskKind.Instruction, $"Le dossier {Named(desk, procedure)} est-il complet et régulier ? Sinon, quelles pièces manquent ?") { Within = new Period.WorkingDays(15) },
            "opinion" => Opinion(desk, procedure, role, convention),
            "advice" => new(TaskKind.Advice, "Pouvez-vous prendre contact avec l'entreprise : conseil, locaux, formalités, apprentissage ?") { Within = convention },
            "check" => new(TaskKind.Check, Check(procedure)) { Within = convention },
            _ => new(TaskKind.Information, "Pour information.") { Within = convention },
        };
    }

    private static TaskTerms Decision(DeskSession desk, ProcedureState? procedure, Period convention)
    {
        if (procedure is null) return new(TaskKind.Decision, "Quelle est votre décision ?") { Within = convention };
        var missing = procedure.MissingPieces.Count > 0 && procedure.CompletenessLimit is { } limit
            ? $" Il semble manquer : {string.Join(", ", procedure.MissingPieces)}. Une demande de pièces doit être reçue par l'entreprise au plus tard le {limit.InWords()}."
            : "";
        return new(TaskKind.Decision, QuestionOn(desk, procedure) + missing)
        {
            // The statutory clock may still move: the day is the one known today, and the clock of the file is the one that counts.
            DueOn = procedure.Clock.LastDay ?? (procedure is { Rule.Decision: { } period, DepositedOn: { } deposit } ? period.Evaluate(deposit, procedure.Place.Zone).LastDay : null),
            Within = procedure.Rule.Decision is null ? Commitment(desk, procedure) ?? convention : null,
        };
    }

    /// <summary>A length that no law makes a clock of, such as what the grid promises (ten working days, three months).</summary>
    private static Period? Commitment(DeskSession desk, ProcedureState procedure) =>
        desk.Knowledge.Rules.Procedures.InForce(desk.File.ReceivedOn).FirstOrDefault(rule => rule.Code == procedure.Code)?.Clock?.Decisions is [.., var usual]
            ? usual.Period
            : null;

    private static TaskTerms Opinion(DeskSession desk, ProcedureState? procedure, string role, Period convention)
    {
        var rule = procedure is null ? null : DeskKnowledge.OpinionsOf(desk.File, procedure.Key).FirstOrDefault(opinion => opinion.Role == role);
        return new(TaskKind.Opinion, $"Quel est votre avis sur {On(desk, procedure)} ?")
        {
            Within = rule?.Within ?? convention,
            Silence = rule?.Within is null ? SilenceMeaning.None : rule.Silence,
        };
    }

    private static string Check(ProcedureState? procedure) => procedure?.SilenceEffect is { } effect
        ? $"{effect.Meaning.TitleOfCheck()} ({procedure.Label}), né le {effect.From.InWords()} : confirmez, ou dites ce que nous ne savons pas."
        : "Pouvez-vous vérifier ce point et nous répondre ?";

    private static string QuestionOn(DeskSession desk, ProcedureState procedure) => procedure.Rule.Start == ClockStart.Never && procedure.Code == "ICPE_D"
        ? $"Pouvez-vous confirmer le dépôt et transmettre la preuve de dépôt pour {On(desk, procedure)} ?"
        : $"Quelle est votre réponse sur {On(desk, procedure)} ?";

    private static string Named(DeskSession desk, ProcedureState? procedure) => procedure is null ? "d'implantation" : procedure.AfterDe() + At(desk, procedure);

    private static string On(DeskSession desk, ProcedureState? procedure) => procedure is null ? "le projet" : procedure.WithArticle() + At(desk, procedure);

    /// <summary>Where two communes have a permit each, the question says which.</summary>
    private static string At(DeskSession desk, ProcedureState procedure) =>
        procedure.Key != procedure.Code && CommuneCode.TryParse(procedure.Commune, out var code, out _) && desk.Knowledge.Territory.Find(code) is { } commune
            ? $" ({commune.Name})"
            : "";
}
