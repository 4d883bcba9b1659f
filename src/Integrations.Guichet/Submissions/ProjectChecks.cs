using System.Text.RegularExpressions;

namespace Integrations.Guichet.Submissions;

/// <summary>What is wanted: kind, jobs, opening, aid, trades.</summary>
internal static partial class ProjectChecks
{
    private const decimal JobsPer100M2 = 10;

    internal static FindingList Of(InstallationRequest request, DateOnly today)
    {
        var findings = new FindingList();
        var project = request.Project ?? new();
        findings.RejectUnknownWord(project.Kind, ["existing_building", "new_building", "extension", "zone"], "project.kind", "project.kind");
        findings.RejectNegative(project.InvestmentEur, "project.investmentEur");
        findings.RejectNegative(project.JobsCreated, "project.jobsCreated");
        findings.RejectNegative(project.JobsKept, "project.jobsKept");
        findings.WarnIf(
            IsCrowded(project, request.Works), "project.jobsCreated", "project.jobs_per_area",
            "Plus de 10 emplois pour 100 m² de plancher : vérifier le nombre d'emplois ou la surface.");
        findings.WarnIf(
            project.TargetOpening < today.AddMonths(1), "project.targetOpening", "project.opening_too_soon",
            "L'ouverture visée est dans moins d'un mois.");
        CheckAid(findings, request);
        CheckSkills(findings, request);
        return findings;
    }

    private static bool IsCrowded(Project project, Works? works)
    {
        var area = (works?.NewFloorAreaM2 ?? 0) + (works?.ExistingFloorAreaM2 ?? 0);
        var jobs = (project.JobsCreated ?? 0) + (project.JobsKept ?? 0);
        return area > 0 && jobs * 100 > JobsPer100M2 * area;
    }

    private static void CheckAid(FindingList findings, InstallationRequest request)
    {
        foreach (var (index, aid) in request.Aid.Index())
        {
            findings.RejectIf(
                string.IsNullOrWhiteSpace(aid.Scheme), $"aid[{index}].scheme", "aid.scheme", "Le nom de l'aide demandée manque.");
            findings.RejectNegative(aid.AmountEur, $"aid[{index}].amountEur");
            findings.WarnIf(
                aid.Scheme is not (null or "" or "AIDE_IMMO" or "AIDE_REGION"), $"aid[{index}].scheme", "aid.unknown_scheme",
                "Aide inconnue du guichet : la demande est adressée à la Région, qui oriente.");
        }
    }

    private static void CheckSkills(FindingList findings, InstallationRequest request)
    {
        foreach (var (index, skill) in request.Skills.Index())
        {
            findings.RejectIf(
                skill.Rome is null || !RomeCode().IsMatch(skill.Rome), $"skills[{index}].rome", "skill.rome",
                "Le code ROME du métier s'écrit avec une lettre de A à N et quatre chiffres, par exemple H2903.");
            findings.RejectIf(skill.Count is < 1, $"skills[{index}].count", "skill.count", "Il faut au moins une personne par métier.");
        }
    }

    [GeneratedRegex(@"^[A-N][0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RomeCode();
}
