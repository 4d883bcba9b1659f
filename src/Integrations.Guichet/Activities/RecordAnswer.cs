using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Turns the authority's answer to its task into an event of the procedure: a decision, a request for pieces, completeness.</summary>
[Activity("Guichet.RecordAnswer", Category = GuichetActivities.Category, Fr = "Enregistrer la réponse", En = "Record the answer",
    DescriptionFr = "Lit la dernière réponse de l'autorité et la porte au dossier : décision, pièces demandées, dossier complet. Une demande de pièces trop tardive part comme courrier de courtoisie, sans effet.",
    DescriptionEn = "Reads the last answer of the authority and records it: decision, pieces requested, complete. A request for pieces that is too late leaves as a courtesy, without effect.")]
[Outcomes("Decided", "Complete", "PiecesRequested", "Courtesy", "NotCompetent", "Nothing")]
public sealed class RecordAnswer : Activity
{
    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var procedure = desk.RequireProcedure(context, context.Get(Procedure));
        var task = desk.File.Tasks.LastOrDefault(task => task.Procedure == procedure.Key && task is { Answer: not null, Kind: TaskKind.Decision or TaskKind.Instruction });
        if (task?.Answer is not { } answer)
        {
            // Somebody else may have stated it meanwhile, and the question was withdrawn.
            context.Complete(procedure is { IsComplete: true, Rule.Start: ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases } ? "Complete" : "Nothing");
            return;
        }

        if (procedure.Status.IsEnd() && !CameInTime(procedure, answer))
        {
            context.Complete("Nothing");
            return;
        }

        context.Complete(answer.Kind switch
        {
            AnswerKind.NotCompetent => NotCompetent(context, desk, procedure, task),
            AnswerKind.NeedsPieces => RequestPieces(context, desk, procedure, answer),
            AnswerKind.Favourable or AnswerKind.FavourableWithPrescriptions or AnswerKind.Done when task.Kind == TaskKind.Instruction =>
                DeclareComplete(context, desk, procedure, task, answer),
            AnswerKind.Favourable or AnswerKind.Done => Decide(context, desk, procedure, DecisionKind.Favourable, answer),
            AnswerKind.FavourableWithPrescriptions => Decide(context, desk, procedure, DecisionKind.FavourableWithPrescriptions, answer),
            AnswerKind.Unfavourable => Decide(context, desk, procedure, DecisionKind.Refused, answer),
            _ => throw new InvalidOperationException($"Unknown answer {answer.Kind}."),
        });
    }

    /// <summary>An answer dated within the period counts even when the silence spoke before it was handled.</summary>
    private static bool CameInTime(ProcedureState procedure, PartnerAnswer answer) =>
        procedure is { Decision: null, SilenceEffect: { } effect } && answer.On <= effect.LastDay && answer.Kind != AnswerKind.NeedsPieces;

    /// <summary>The town hall passes an urbanism file on to its EPCI (CRPA L114-2); for any other a person finds who is competent.</summary>
    private static string NotCompetent(ActivityContext context, DeskSession desk, ProcedureState procedure, PartnerTask task)
    {
        if (task.Role == "mairie") return "NotCompetent";
        context.Require(desk.Acts.OpenCheck(
            CheckKind.Competence, $"Trouver l'autorité compétente pour {procedure.WithArticle()} : {task.PartnerName} dit ne pas l'être", "developpeur_economique", procedure.Key, task.Id));
        return "Nothing";
    }

    private static string Decide(ActivityContext context, DeskSession desk, ProcedureState procedure, DecisionKind kind, PartnerAnswer answer)
    {
        context.Require(desk.Acts.RecordDecision(procedure.Key, kind, answer.On, summary: answer.Comment));
        return "Decided";
    }

    private static string DeclareComplete(ActivityContext context, DeskSession desk, ProcedureState procedure, PartnerTask task, PartnerAnswer answer)
    {
        if (procedure.IsComplete) return "Complete";
        context.Require(procedure.Rule.Start is ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases
            ? desk.Acts.DeclareCompleteAndRegular(procedure.Key, task.PartnerName, answer.On)
            : desk.Acts.DeclareComplete(procedure.Key, task.PartnerName, answer.On));
        return "Complete";
    }

    /// <summary>"PC4" in a comment is the piece "PC4_NOTICE" of the plan.</summary>
    private static string Resolve(DeskSession desk, string procedure, string code) =>
        desk.File.Plan.Find(line => line.Key == procedure)?.RequiredPieces
            .FirstOrDefault(required => required == code || required.StartsWith(code + "_", StringComparison.Ordinal)) ?? code;

    private static string RequestPieces(ActivityContext context, DeskSession desk, ProcedureState procedure, PartnerAnswer answer)
    {
        var pieces = answer.Pieces is { Count: > 0 } named ? [.. named.Select(code => Resolve(desk, procedure.Key, code)).Distinct()] : procedure.MissingPieces.Count > 0 ? procedure.MissingPieces : [answer.Comment ?? "Pièces précisées par l'autorité"];
        var dueOn = procedure.Rule.FirmAnswer is null ? new Period.Months(2).Evaluate(answer.On, procedure.Place.Zone).LastDay : (DateOnly?)null;
        context.Require(desk.Acts.RequestPieces(procedure.Key, pieces, NotificationChannel.Electronic, answer.On, dueOn, asCourtesy: true));
        if (desk.Acts.NewEvents.Any(recorded => recorded.Fact is PiecesRequested)) return "PiecesRequested";
        context.EmitNotice(desk, "courtesy-request", DeskCommands.ToFirm, procedure.Key);
        return "Courtesy";
    }
}
