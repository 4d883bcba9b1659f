using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.DataFiles;

namespace Integrations.Guichet.Planning;

/// <summary>Reads the clock of a procedure.</summary>
internal static class ClockTermsReader
{
    /// <summary>The words of the data for each meaning of silence.</summary>
    internal static readonly IReadOnlyDictionary<string, SilenceMeaning> Silences = new Dictionary<string, SilenceMeaning>
    {
        ["none"] = SilenceMeaning.None,
        ["tacit_permit"] = SilenceMeaning.TacitPermit,
        ["no_opposition"] = SilenceMeaning.NoOpposition,
        ["tacit_certificate_limited"] = SilenceMeaning.TacitCertificateLimited,
        ["implicit_refusal"] = SilenceMeaning.ImplicitRefusal,
        ["implicit_rejection"] = SilenceMeaning.ImplicitRejection,
        ["deemed_favourable_opinion"] = SilenceMeaning.DeemedFavourableOpinion,
        ["deemed_agreement"] = SilenceMeaning.DeemedAgreement,
        ["waiver"] = SilenceMeaning.Waiver,
        ["impact_study_required"] = SilenceMeaning.ImpactStudyRequired,
        ["rejection_for_missing_pieces"] = SilenceMeaning.RejectionForMissingPieces,
    };

    private static readonly Dictionary<string, ClockStart> Starts = new()
    {
        ["never"] = ClockStart.Never,
        ["reception"] = ClockStart.Reception,
        ["complete_file"] = ClockStart.CompleteFile,
        ["declared_complete_and_regular"] = ClockStart.DeclaredCompleteAndRegular,
        ["environmental_phases"] = ClockStart.EnvironmentalPhases,
    };

    private static readonly Dictionary<string, IncompletenessEffect> Effects = new()
    {
        ["none"] = IncompletenessEffect.None,
        ["restarts_when_asked_in_time"] = IncompletenessEffect.RestartsWhenAskedInTime,
        ["restarts"] = IncompletenessEffect.Restarts,
        ["suspends"] = IncompletenessEffect.Suspends,
    };

    private static readonly Dictionary<string, PlanDeadlineKind> DeadlineKinds = new()
    {
        ["permit"] = PlanDeadlineKind.Permit,
        ["registration"] = PlanDeadlineKind.Registration,
        ["authorisation"] = PlanDeadlineKind.Authorisation,
    };

    private static readonly Dictionary<string, Func<int, Period>> Units = new()
    {
        ["month"] = count => new Period.Months(count),
        ["franc_month"] = count => new Period.FrancMonths(count),
        ["week"] = count => new Period.CalendarDays(7 * count),
        ["day"] = count => new Period.CalendarDays(count),
        ["working_day"] = count => new Period.WorkingDays(count),
    };

    internal static ClockTerms Read(DataNode node)
    {
        var terms = new ClockTerms
        {
            Start = node.Word("start", Starts),
            Decisions = ReadDecisions(node),
            Silence = node.Word("silence", Silences),
            Completeness = ReadPeriodOrNull(node, "completeness"),
            WhenIncomplete = node.Has("whenIncomplete") ? node.Word("whenIncomplete", Effects) : IncompletenessEffect.None,
            FirmAnswer = ReadPeriodOrNull(node, "firmAnswer"),
            ShownExtension = ReadPeriodOrNull(node, "shownExtension"),
            Phases = node.ObjectOrNull("phases") is { } phases ? ReadPhases(phases) : null,
            Shown = node.Has("planDeadline") ? node.Word("planDeadline", DeadlineKinds) : null,
        };
        RefuseHalfClocks(node, terms);
        node.RefuseUnknown();
        return terms;
    }

    /// <summary>A period such as <c>{"count":3,"unit":"month"}</c>, or null.</summary>
    internal static Period? ReadPeriodOrNull(DataNode owner, string name)
    {
        if (owner.ObjectOrNull(name) is not { } node)
            return null;
        var period = ReadPeriod(node);
        node.RefuseUnknown();
        return period;
    }

    private static Period ReadPeriod(DataNode node)
    {
        var count = node.Integer("count");
        if (count < 0)
            node.Fault("count", "un délai n'est pas négatif.");
        return node.Word("unit", Units)(Math.Max(count, 0));
    }

    private static List<DecisionPeriod> ReadDecisions(DataNode node)
    {
        var decisions = node.Items("decision").Select(item =>
        {
            var decision = new DecisionPeriod(
                ConditionReader.ReadOptional(item, "when"), ReadPeriod(item), item.Text("reason"), item.TextOrNull("ref"));
            item.RefuseUnknown();
            return decision;
        }).ToList();
        if (decisions.Count > 0 && decisions[^1].When != Condition.Always)
            node.Fault("decision", "le dernier délai de la liste ne doit pas avoir de condition « when » : il en faut toujours un.");
        return decisions;
    }

    private static PhaseTerms ReadPhases(DataNode node)
    {
        Period Phase(string name) => ReadPeriod(node.Object(name));
        var phases = new PhaseTerms(
            Phase("completeAndRegular"), Phase("consultationOpens"), Phase("consultation"), Phase("report"), Phase("stateContributions"));
        node.RefuseUnknown();
        return phases;
    }

    private static void RefuseHalfClocks(DataNode node, ClockTerms terms)
    {
        if (terms.Start != ClockStart.Never && terms.Decisions.Count == 0)
            node.Fault("decision", "une horloge qui démarre a besoin d'un délai de décision.");
        if (terms.Shown is PlanDeadlineKind.Permit && terms.Decisions.Any(decision => decision.Period is not Period.Months))
            node.Fault("decision", "un délai de permis se compte en mois.");
        if (terms.Shown is PlanDeadlineKind.Authorisation && terms.Phases is null)
            node.Fault("phases", "les phases manquent.");
    }
}
