using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Planning;

namespace Integrations.Guichet.Files;

/// <summary>What a file keeps of its plan: enough to open its procedures without the rules, which may change.</summary>
internal static class PlanFact
{
    internal static ProceduresPlanned Of(ProcedurePlan plan) => new(plan.RuleSet, [.. plan.Procedures.Select(Line)])
    {
        PermitCompetent = plan.PermitCompetent,
        IcpeMaxRegime = plan.IcpeMaxRegime.ToString(),
        LeadDepartment = plan.Lead?.Code,
        Chambers = plan.Chambers,
        Findings = [.. plan.Findings.Select(finding => finding.Message)],
    };

    private static PlannedLine Line(PlannedProcedure planned) =>
        new(planned.Key, planned.Code, planned.Label, planned.Clock, planned.Place, planned.Authority.Role, planned.Authority.Name)
        {
            Communes = [.. planned.Communes.Select(commune => commune.Code.ToString())],
            Why = planned.Rule.Why,
            RequiredPieces = [.. planned.Documents.Select(document => document.Code)],
            MissingPieces = planned.MissingDocuments,
            Opinions = [.. planned.Opinions.Select(opinion => new PlannedOpinion(opinion.Role, opinion.Label, opinion.Period, opinion.Silence))],
            Dependencies =
            [
                .. planned.Dependencies.Select(other => new PlannedDependency(other.Procedure, other.Kind.ToString(), other.Note)),
            ],
        };
}
