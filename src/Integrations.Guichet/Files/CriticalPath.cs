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
        if (holding.Find(procedure => procedure.Status is ProcedureStatus.Refused or ProcedureStatus.TacitlyRefused or ProcedureStatus.Withdrawn) is { } refused)
            return new(refused.Key, refused.AnsweredOn, false, $"Le projet est bloqué : {refused.WithArticle()} est au point « {refused.Status.InFrench()} ».", []);
        var steps = holding.Where(procedure => !procedure.Status.IsEnd()).Select(StepOf)
            .OrderByDescending(step => step.Day ?? DateOnly.MaxValue).ToList();
        if (steps is not [var last, ..])
            return new(null, null, false, holding.Count == 0 ? "Aucune autorisation ne retient l'ouverture." : "Toutes les autorisations attendues sont acquises.", []);
        return new(last.Procedure, last.Day, last.Estimated, SentenceOf(file.Procedure(last.Procedure)!, last), steps);
    }

    /// <summary>True for a procedure without which the plant may not be built or opened: neither an aid nor a mere certificate.</summary>
    internal static bool HoldsOpening(ProcedureState procedure) =>
        procedure.Rule.EndsByDecision && procedure.Rule.Silence is not (SilenceMeaning.ImplicitRejection or SilenceMeaning.TacitCertificateLimited)
        && procedure.Status != ProcedureStatus.NotNeeded;

    private static CriticalStep StepOf(ProcedureState procedure)
    {
        var (day, estimated) = procedure switch
        {
            { Clock: { Running: true, LastDay: { } lastDay, Estimated: var provisional } } => (lastDay, provisional),
            { Rule.Start: ClockStart.EnvironmentalPhases, DepositedOn: { } deposit } => (EnvironmentalDates.Of(deposit, null, null, null).DecisionLastDay.Day, true),
            { PiecesRequest: { ShownDueOn: { } due }, Status: ProcedureStatus.Incomplete } => (procedure.Rule.Decision!.Evaluate(due, procedure.Place.Zone).LastDay, true),
            { Clock.LastDay: { } suspended } => (suspended, true),
            { DepositedOn: { } deposit } => (procedure.Rule.Decision!.Evaluate(deposit, procedure.Place.Zone).LastDay, true),
            _ => ((DateOnly?)null, true),
        };
        return new(procedure.Key, day, estimated);
    }

    private static string SentenceOf(ProcedureState procedure, CriticalStep step)
    {
        var name = procedure.WithArticle();
        var subject = char.ToUpperInvariant(name[0]) + name[1..];
        return (procedure, step) switch
        {
            ({ DepositedOn: null }, _) => $"{subject} tient la date d'ouverture : le dossier n'est pas encore déposé.",
            ({ Status: ProcedureStatus.Incomplete }, { Day: { } day }) =>
                $"{subject} tient la date d'ouverture : des pièces sont attendues ; réponse vers le {day.InWords()} (estimation).",
            ({ Rule.Start: ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases, IsComplete: false }, { Day: { } day }) =>
                $"{subject} tient la date d'ouverture : le préfet n'a pas encore déclaré le dossier complet et régulier ; réponse vers le {day.InWords()} (estimation).",
            (_, { Day: { } day, Estimated: true }) => $"{subject} tient la date d'ouverture : réponse vers le {day.InWords()} (estimation).",
            (_, { Day: { } day }) => $"{subject} tient la date d'ouverture : réponse au plus tard le {day.InWords()}.",
            _ => $"{subject} tient la date d'ouverture.",
        };
    }
}

/// <summary>A procedure that the opening waits for.</summary>
/// <param name="Procedure">Its key.</param>
/// <param name="Day">When its answer is due at the latest; null when that cannot be said yet.</param>
/// <param name="Estimated">True when the day rests on something that has not happened.</param>
public sealed record CriticalStep(string Procedure, DateOnly? Day, bool Estimated);
