using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Planning;

/// <summary>Works out the procedures of a project from the facts of its file and the rules of its day of deposit.</summary>
public static class ProcedurePlanner
{
    /// <summary>
    /// Plans a file. The same file, day and rules always give the same plan; a file that says little gets a short plan, with
    /// findings for what could not be worked out.
    /// </summary>
    /// <param name="request">Content of the file; run <see cref="SubmissionValidator"/> first.</param>
    /// <param name="depositDate">Local date of the deposit at the authority: it picks the rules.</param>
    /// <param name="rules">Dated rules.</param>
    /// <param name="territory">Communes and their authorities.</param>
    public static ProcedurePlan Plan(InstallationRequest request, DateOnly depositDate, GuichetRules rules, TerritoryTable territory)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(rules);
        var setting = PlanSetting.Of(request, territory, rules.Chambers);
        var facts = ProjectFacts.Of(request, setting.Communes, rules);
        var inForce = rules.Procedures.InForce(depositDate);
        var planned = PlannedCodes(inForce, facts);
        var draft = new PlanDraft(request, depositDate, setting, facts, planned);
        var procedures = inForce
            .Where(rule => planned.Contains(rule.Code))
            .SelectMany(rule => setting.SitesOf(rule).Select(communes => draft.Draw(rule, communes)))
            .ToList();
        return new()
        {
            RuleSet = rules.Procedures.Version,
            DepositDate = depositDate,
            IcpeMaxRegime = facts.Icpe.Strictest,
            IotaMaxRegime = facts.Iota.Strictest,
            Procedures = procedures,
            PermitCompetent = inForce.FirstOrDefault(rule => rule.Code == "PC") is { } permit ? draft.AuthorityOf(permit).Name : "",
            Communes = setting.Communes,
            Departments = setting.Departments,
            Lead = setting.Lead,
            Regions = setting.Regions,
            Chambers = setting.Chambers,
            Place = setting.Place,
            MissingDocuments = [.. procedures.SelectMany(procedure => procedure.MissingDocuments).Distinct()],
            Findings =
            [
                .. setting.Findings,
                .. FindingsOfRules(inForce, rules.Procedures, depositDate),
                .. procedures.SelectMany(draft.WarningsOf).Distinct(),
                .. FindingsOfOpening(request.Project?.TargetOpening, procedures),
            ],
        };
    }

    /// <summary>
    /// The legal date on which a file was received: the instant of reception in the local time of the leading part of the
    /// project. Null when the file does not say when it came.
    /// </summary>
    public static DateOnly? DepositDate(InstallationRequest request, GuichetRules rules, TerritoryTable territory)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(rules);
        return request.Source?.ReceivedAt is { } instant ? PlanSetting.Of(request, territory, rules.Chambers).Place.DateOf(instant) : null;
    }

    // A trigger may ask for other procedures; the rules hold no circle, so each question is settled on first need.
    private static HashSet<string> PlannedCodes(IReadOnlyList<ProcedureRule> inForce, ProjectFacts facts)
    {
        var triggers = inForce.ToDictionary(rule => rule.Code, rule => rule.Trigger);
        var settled = new Dictionary<string, bool>();
        bool IsPlanned(string code)
        {
            if (!settled.TryGetValue(code, out var answer))
                settled[code] = answer = triggers.TryGetValue(code, out var trigger) && trigger.Holds(facts, IsPlanned);
            return answer;
        }

        return [.. triggers.Keys.Where(IsPlanned)];
    }

    private static IEnumerable<Finding> FindingsOfRules(IReadOnlyList<ProcedureRule> inForce, ProcedureRules rules, DateOnly deposit) =>
        rules.All.Select(rule => rule.Code).Distinct().Except(inForce.Select(rule => rule.Code)).Select(code => Finding.Warn(
            "", "rules.none_in_force", $"Aucune règle « {code} » n'est connue pour un dépôt le {deposit.InWords()} : à vérifier par un agent."));

    private static IEnumerable<Finding> FindingsOfOpening(DateOnly? opening, IEnumerable<PlannedProcedure> procedures)
    {
        if (procedures.MaxBy(procedure => procedure.Deadline?.AnsweredBy) is { Deadline.AnsweredBy: { } earliest } last && opening < earliest)
        {
            yield return Finding.Warn(
                "project.targetOpening", "plan.opening_too_early",
                $"L'ouverture visée précède la fin des procédures : la réponse « {last.Label} » peut n'arriver que le {earliest.InWords()}.");
        }
    }
}
