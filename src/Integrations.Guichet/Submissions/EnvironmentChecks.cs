using Integrations.Guichet.Environment;
using Integrations.Guichet.Planning;

namespace Integrations.Guichet.Submissions;

/// <summary>What the site does to its surroundings.</summary>
internal static class EnvironmentChecks
{
    private const string GroundwaterRubrique = "1.1.2.0";

    // 10 000 m³ a year, the threshold of rubrique 1.1.2.0, spread over the year.
    private const decimal DailyGroundwater = 27;

    internal static FindingList Of(InstallationRequest request, GuichetRules rules)
    {
        var findings = new FindingList();
        var environment = request.Environment ?? new();
        CheckLines(findings, environment.Icpe, rules.Icpe, "environment.icpe", "icpe");
        CheckLines(findings, environment.Iota, rules.Iota, "environment.iota", "iota");
        findings.RejectUnknownWord(
            environment.ImpactStudy, ["none", "cas_par_cas", "systematic"], "environment.impactStudy", "environment.impact_study");
        CheckWater(findings, environment, request.Utilities);
        return findings;
    }

    private static void CheckLines(FindingList findings, IReadOnlyList<RubriqueLine> lines, Nomenclature nomenclature, string list, string code)
    {
        foreach (var (index, assessed) in RegimeAssessment.Of(lines, nomenclature).Lines.Index())
        {
            var (line, rubrique) = assessed;
            var path = $"{list}[{index}]";
            findings.RejectIf(string.IsNullOrWhiteSpace(line.Rubrique), $"{path}.rubrique", $"{code}.rubrique_missing", "Le numéro de rubrique manque.");
            findings.WarnIf(
                !string.IsNullOrWhiteSpace(line.Rubrique) && rubrique is null, $"{path}.rubrique", $"{code}.unknown_rubrique",
                "Cette rubrique n'est pas dans la table du guichet : son régime est à vérifier dans AIDA ; le régime déclaré est retenu en attendant.");
            findings.RejectIf(line.Value is null or <= 0, $"{path}.value", $"{code}.value", "La taille de l'activité doit être plus grande que zéro.");
            findings.WarnIf(
                !assessed.HasUnitOfRubrique, $"{path}.unit", $"{code}.unit", $"L'unité de cette rubrique est {rubrique?.Unit} : vérifier la valeur.");
            findings.RejectUnknownWord(line.Regime, Enum.GetNames<Regime>(), $"{path}.regime", $"{code}.regime_unknown");
            findings.WarnIf(
                rubrique is not null && assessed.Declared is { } declared && declared != assessed.Regime, $"{path}.regime", $"{code}.regime_differs",
                $"Le régime déclaré est {line.Regime} ; d'après la taille donnée, c'est {assessed.Regime}, qui est retenu.");
        }
    }

    private static void CheckWater(FindingList findings, EnvironmentalFacts environment, Utilities? utilities)
    {
        const string range = "Le volume d'eau va de 0 à 50 000 m³ par jour.";
        findings.RejectIf(environment.WaterM3PerDay is < 0 or > 50_000, "environment.waterM3PerDay", "water.range", range);
        findings.RejectIf(environment.EffluentM3PerDay is < 0 or > 50_000, "environment.effluentM3PerDay", "water.range", range);
        var water = environment.WaterM3PerDay ?? utilities?.WaterM3PerDay;
        findings.WarnIf(
            water > DailyGroundwater && environment.OwnWell != false && environment.Iota.All(line => line.Rubrique != GroundwaterRubrique),
            "environment.waterM3PerDay", "water.groundwater",
            "Plus de 27 m³ par jour (10 000 m³ par an) : si l'eau vient d'un forage, la rubrique 1.1.2.0 de la loi sur l'eau s'applique.");
        findings.WarnIf(
            environment.WaterM3PerDay is { } site && utilities?.WaterM3PerDay is { } supply && site != supply,
            "utilities.waterM3PerDay", "water.differs", "Deux besoins en eau différents sont donnés.");
    }
}
