using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Environment;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Planning;

/// <summary>The procedures a project meets, with who decides, on which pieces and how long. A pure result: nothing is stored in it.</summary>
public sealed record ProcedurePlan
{
    /// <summary>Version of the rules that were in force on the day of deposit.</summary>
    public required string RuleSet { get; init; }

    /// <summary>Local date of the deposit.</summary>
    public required DateOnly DepositDate { get; init; }

    /// <summary>Strictest regime of the classified installations.</summary>
    public required Regime IcpeMaxRegime { get; init; }

    /// <summary>Strictest regime of the works in water.</summary>
    public required Regime IotaMaxRegime { get; init; }

    /// <summary>In the order of the plan; a procedure that each commune has stands once for each.</summary>
    public required IReadOnlyList<PlannedProcedure> Procedures { get; init; }

    /// <summary>Who gives, or would give, the permits.</summary>
    public required string PermitCompetent { get; init; }

    /// <summary>Communes whose town halls act, in the order of the sites.</summary>
    public required IReadOnlyList<Commune> Communes { get; init; }

    /// <summary>Departments of the project, in the order of the sites.</summary>
    public required IReadOnlyList<Department> Departments { get; init; }

    /// <summary>The department of the larger part by land area, which leads (C. env. R181-2, R214-32); null when no commune is known.</summary>
    public required Department? Lead { get; init; }

    /// <summary>Regions, in the order of the sites.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Chambers of commerce and industry, in the order of the sites.</summary>
    public required IReadOnlyList<string> Chambers { get; init; }

    /// <summary>Holidays and local time of the authorities of the leading part.</summary>
    public required LegalPlace Place { get; init; }

    /// <summary>Codes of required pieces that the file does not hold, each once, in the order of the plan.</summary>
    public required IReadOnlyList<string> MissingDocuments { get; init; }

    /// <summary>What an agent must look at.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>True when a procedure with this code is part of the plan.</summary>
    public bool Holds(string code) => Procedures.Any(procedure => procedure.Code == code);
}

/// <summary>One procedure of a plan.</summary>
public sealed record PlannedProcedure
{
    /// <summary>The code; <c>PC:13108</c> when several communes have one.</summary>
    public required string Key { get; init; }

    /// <summary>The rule it follows.</summary>
    public required ProcedureRule Rule { get; init; }

    /// <summary>The commune it is about; all of them for a procedure of the whole project.</summary>
    public required IReadOnlyList<Commune> Communes { get; init; }

    /// <summary>Who decides.</summary>
    public required AuthorityChoice Authority { get; init; }

    /// <summary>Holidays and local time of that authority.</summary>
    public required LegalPlace Place { get; init; }

    /// <summary>The statutory clock it will live by.</summary>
    public required ClockRule Clock { get; init; }

    /// <summary>Stable word for the length of the period: base, ERP...; null without a clock.</summary>
    public string? PeriodReason { get; init; }

    /// <summary>Pieces of a complete file.</summary>
    public required IReadOnlyList<RequiredDocument> Documents { get; init; }

    /// <summary>Codes of pieces that the file does not hold.</summary>
    public required IReadOnlyList<string> MissingDocuments { get; init; }

    /// <summary>Opinions to ask for.</summary>
    public required IReadOnlyList<OpinionRule> Opinions { get; init; }

    /// <summary>What it waits for, among the procedures of this plan.</summary>
    public required IReadOnlyList<DependencyRule> Dependencies { get; init; }

    /// <summary>The deadline as it looks on the day of deposit; null when its start cannot be known then.</summary>
    public PlanDeadline? Deadline { get; init; }

    /// <summary>Stable code.</summary>
    public string Code => Rule.Code;

    /// <summary>French name.</summary>
    public string Label => Rule.Label;
}
