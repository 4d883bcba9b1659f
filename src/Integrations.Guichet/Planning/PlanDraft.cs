using Integrations.Guichet.Clocks;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Planning;

/// <summary>Draws the procedures of one plan, once it is known which they are.</summary>
internal sealed class PlanDraft(
    InstallationRequest request, DateOnly deposit, PlanSetting setting, ProjectFacts facts, IReadOnlySet<string> planned)
{
    internal PlannedProcedure Draw(ProcedureRule rule, IReadOnlyList<Commune> communes)
    {
        var documents = rule.Documents.Where(document => Holds(document.When)).ToList();
        var missing = documents.Where(IsMissing).Select(document => document.Code).ToList();
        var place = setting.PlaceOf(communes);
        var decision = rule.Clock?.Decisions.FirstOrDefault(choice => Holds(choice.When));
        return new()
        {
            Key = rule.PerCommune && setting.Communes.Count > 1 ? $"{rule.Code}:{communes[0].Code}" : rule.Code,
            Rule = rule,
            Communes = communes,
            Authority = AuthorityOf(rule),
            Place = place,
            Clock = ClockOf(rule, decision),
            PeriodReason = decision?.Reason,
            Documents = documents,
            MissingDocuments = missing,
            Opinions = [.. rule.Opinions.Where(opinion => Holds(opinion.When))],
            Dependencies = [.. rule.Dependencies.Where(dependency => planned.Contains(dependency.Procedure))],
            Deadline = decision is null ? null : PlanDeadline.Of(rule.Clock!, decision, deposit, missing.Count == 0, place.Zone),
        };
    }

    internal AuthorityChoice AuthorityOf(ProcedureRule rule) => rule.Authorities.First(choice => Holds(choice.When));

    internal IEnumerable<Finding> WarningsOf(PlannedProcedure procedure) => procedure.Rule.Warnings
        .Where(warning => Holds(warning.When))
        .Select(warning => Finding.Warn($"procedures.{procedure.Code}", warning.Code, warning.Message));

    // A length without a statutory start (the grid's commitment, the referral counted with the appeals) is shown from the rule
    // and never drives the file.
    private static ClockRule ClockOf(ProcedureRule rule, DecisionPeriod? decision)
    {
        var reference = decision?.Reference ?? string.Join(", ", rule.LegalRefs);
        return rule.Clock is not { Start: not ClockStart.Never } clock
            ? new() { Code = rule.Code, Version = rule.Version, Start = ClockStart.Never, Reference = reference }
            : new()
            {
                Code = rule.Code,
                Version = rule.Version,
                Start = clock.Start,
                Decision = decision?.Period,
                Silence = clock.Silence,
                Completeness = clock.Completeness,
                WhenIncomplete = clock.WhenIncomplete,
                FirmAnswer = clock.FirmAnswer,
                Reference = reference,
            };
    }

    private bool Holds(Condition condition) => condition.Holds(facts, planned.Contains);

    // A piece that another procedure of the plan produces is joined when that one is deposited; it is not missing before.
    private bool IsMissing(RequiredDocument document) =>
        document.ProducedBy.Count == 0 && !request.Documents.Any(given => IsSamePiece(given.Code, document.Code));

    // "PC4_NOTICE" and "PC4" name the same piece: the number in the bordereau decides, the rest is for people.
    private static bool IsSamePiece(string? given, string required) =>
        string.Equals(given, required, StringComparison.OrdinalIgnoreCase)
        || (NumberedPiece(required) is { } number && string.Equals(NumberedPiece(given), number, StringComparison.OrdinalIgnoreCase));

    private static string? NumberedPiece(string? code)
    {
        var head = code?.Split('_')[0];
        return head is { Length: > 2 } && char.IsAsciiDigit(head[2]) ? head : null;
    }
}
