using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Guichet.Planning;

/// <summary>The plan as one JSON document with the keys of a sample's <c>expected</c> block, so that any plan can be compared.</summary>
public static class PlanReport
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document, indented; dates are AAAA-MM-JJ.</summary>
    public static string ToJson(ProcedurePlan plan) => ToNode(plan).ToJsonString(Readable);

    /// <summary>The document as a tree.</summary>
    public static JsonObject ToNode(ProcedurePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new()
        {
            ["icpeMaxRegime"] = plan.IcpeMaxRegime.ToString(),
            ["procedures"] = Texts(plan.Procedures.Select(procedure => procedure.Code).Distinct()),
            ["permitCompetent"] = plan.PermitCompetent,
            ["prefectures"] = new JsonArray([.. plan.Departments.Select(department =>
                new JsonObject { ["departement"] = department.Code, ["prefecture"] = department.PrefectureSeat })]),
            ["leadPrefecture"] = plan.Lead?.Code,
            ["regions"] = new JsonArray([.. plan.Regions.Select(region => new JsonObject { ["code"] = region.Code, ["name"] = region.Name })]),
            ["cci"] = Texts(plan.Chambers),
            ["holidayZone"] = plan.Place.Zone.Code,
            ["missingDocuments"] = Texts(plan.MissingDocuments),
            ["deadlines"] = Deadlines(plan),
        };
    }

    // The parts of a project in several communes are deposited together: one entry stands for them.
    private static JsonObject Deadlines(ProcedurePlan plan)
    {
        var deadlines = new JsonObject();
        foreach (var procedure in plan.Procedures.DistinctBy(procedure => procedure.Code))
        {
            if (procedure.Deadline is { } deadline)
                deadlines[procedure.Code] = Deadline(deadline);
        }

        return deadlines;
    }

    private static JsonObject Deadline(PlanDeadline deadline) => deadline switch
    {
        PlanDeadline.Permit permit => Permit(permit),
        PlanDeadline.Registration registration => Registration(registration),
        PlanDeadline.Authorisation authorisation => Authorisation(authorisation),
        _ => throw new InvalidOperationException($"Unknown deadline {deadline.GetType().Name}."),
    };

    private static JsonObject Permit(PlanDeadline.Permit permit)
    {
        var node = new JsonObject { ["start"] = Day(permit.Start), ["months"] = permit.Months, ["reason"] = permit.Reason };
        if (permit.CompletenessLimit is { } limit)
            node["completenessLimit"] = Day(limit);
        if (permit.End is { } end)
        {
            node["lastDay"] = Day(end.LastDay);
            node["silenceFrom"] = Day(end.EffectFrom);
        }

        return permit.End is null ? NotStarted(node) : node;
    }

    private static JsonObject Registration(PlanDeadline.Registration registration)
    {
        var node = new JsonObject { ["start"] = Day(registration.Start) };
        if (registration.End is not { } end)
            return NotStarted(node);
        node["hypothesis"] = "complete and regular on reception";
        node["lastDay"] = Day(end.LastDay);
        node["implicitRefusalFrom"] = Day(end.EffectFrom);
        if (registration.ExtendedLastDay is { } extended)
            node["extendedLastDay"] = Day(extended);
        return node;
    }

    private static JsonObject Authorisation(PlanDeadline.Authorisation authorisation)
    {
        var node = new JsonObject { ["deposit"] = Day(authorisation.Deposit) };
        if (authorisation.Phases is not { } phases)
            return NotStarted(node);
        node["hypothesis"] = new JsonObject
        {
            ["completeAndRegular"] = Day(phases.CompleteAndRegular),
            ["consultationOpens"] = Day(phases.ConsultationOpens),
            ["reportSent"] = Day(phases.ReportSent),
        };
        node["stateContributionsDue"] = Day(phases.StateContributionsDue);
        node["consultationCloses"] = Day(phases.ConsultationCloses);
        node["decisionLastDay"] = Day(phases.Decision.LastDay);
        node["implicitRefusalFrom"] = Day(phases.Decision.EffectFrom);
        return node;
    }

    private static JsonObject NotStarted(JsonObject node)
    {
        node["clock"] = "not started: file incomplete";
        return node;
    }

    private static string Day(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
