using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;

namespace Integrations.Guichet.Files;

/// <summary>Which procedure holds the opening of the plant.</summary>
/// <param name="Procedure">Its key; null when nothing holds it any more, or nothing is known.</param>
/// <param name="Day">When its answer is due at the latest; null when that cannot be said yet.</param>
/// <param name="Estimated">True when the day rests on something that has not happened.</param>
/// <param name="Sentence">French sentence for people; an estimate says so.</param>
/// <param name="Steps">Every procedure that the opening waits for, the latest first.</param>
public sealed record CriticalPath(string? Procedure, DateOnly? Day, bool Estimated, string Sentence, IReadOnlyList<CriticalStep> Steps)
{
    /// <summary>The critical path of a file as it stands.</summary>
    public static CriticalPath Of(InstallationFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var holding = file.Procedures.Where(HoldsOpening).ToList();
        if (holding.Find(procedure => procedure.Status.IsRefused()) is { } refused)
            return new(
                refused.Key, refused.AnsweredOn, false,
                $"Le projet est bloqué : {refused.WithArticle()} est au point « {refused.Status.InFrench()} ».", []);
        var steps = holding.Where(procedure => !procedure.Status.IsEnd()).Select(StepOf)
            .OrderByDescending(step => step.Day ?? DateOnly.MaxValue).ToList();
        if (steps is not [var last, ..])
            return new(null, null, false, NothingLeft(holding.Count), []);
        return new(last.Procedure, last.Day, last.Estimated, SentenceOf(file.Procedure(last.Procedure)!, last), steps);
    }

    /// <summary>True for a procedure without which the plant may not be built or opened: neither an aid nor a mere certificate.</summary>
    internal static bool HoldsOpening(ProcedureState procedure) =>
        procedure.Rule.EndsByDecision && procedure.Rule.Silence is not (SilenceMeaning.ImplicitRejection or SilenceMeaning.TacitCertificateLimited)
        && procedure.Status != ProcedureStatus.NotNeeded;

    private static string NothingLeft(int granted) =>
        granted == 0 ? "Aucune autorisation ne retient l'ouverture." : "Toutes les autorisations attendues sont acquises.";

    private static CriticalStep StepOf(ProcedureState procedure)
    {
        var (day, estimated) = procedure switch
        {
            { Clock: { Running: true, LastDay: { } lastDay, Estimated: var provisional } } => (lastDay, provisional),
            { Rule.Start: ClockStart.EnvironmentalPhases, DepositedOn: { } deposit } =>
                (EnvironmentalDates.Of(deposit, null, null, null).DecisionLastDay.Day, true),
            { PiecesRequest.ShownDueOn: { } due, Status: ProcedureStatus.Incomplete } => (LastDayFrom(due), true),
            { Clock.LastDay: { } suspended } => (suspended, true),
            { DepositedOn: { } deposit } => (LastDayFrom(deposit), true),
            _ => ((DateOnly?)null, true),
        };
        return new(procedure.Key, day, estimated);

        DateOnly LastDayFrom(DateOnly start) => procedure.Rule.Decision!.Evaluate(start, procedure.Place.Zone).LastDay;
    }

    private static string SentenceOf(ProcedureState procedure, CriticalStep step)
    {
        var name = procedure.WithArticle();
        var start = $"{char.ToUpperInvariant(name[0])}{name[1..]} tient la date d'ouverture";
        var answer = step switch
        {
            { Day: { } day, Estimated: true } => $"réponse vers le {day.InWords()} (estimation)",
            { Day: { } day } => $"réponse au plus tard le {day.InWords()}",
            _ => "date de réponse inconnue",
        };
        return procedure switch
        {
            { DepositedOn: null } => $"{start} : le dossier n'est pas encore déposé.",
            { Status: ProcedureStatus.Incomplete } => $"{start} : des pièces sont attendues ; {answer}.",
            { Rule.Start: ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases, IsComplete: false } =>
                $"{start} : le préfet n'a pas encore déclaré le dossier complet et régulier ; {answer}.",
            _ => $"{start} : {answer}.",
        };
    }
}

/// <summary>A procedure that the opening waits for.</summary>
/// <param name="Procedure">Its key.</param>
/// <param name="Day">When its answer is due at the latest; null when that cannot be said yet.</param>
/// <param name="Estimated">True when the day rests on something that has not happened.</param>
public sealed record CriticalStep(string Procedure, DateOnly? Day, bool Estimated);
