namespace Integrations.Guichet.Activities;

/// <summary>Which workflow a procedure belongs to.</summary>
internal static class ProcedureFamilies
{
    /// <summary>Procedures that another event opens, or that the firm leads itself: nothing is deposited for them on the first day.</summary>
    public const string FollowUp = "follow-up";

    /// <summary>urbanism (town hall), environment (State), partner (one partner decides: aid, grid, PINM), follow-up (opened by another event or led by the firm).</summary>
    public static string Of(string code) => code switch
    {
        "CU_B" or "DP" or "PC" or "PA" or "AT_ERP" => "urbanism",
        "ICPE_D" or "ICPE_E" or "AE" or "IOTA_D" or "CAS_PAR_CAS" or "ARCHEO" => "environment",
        "AIDE_IMMO" or "AIDE_REGION" or "PINM_ACCORD" => "partner",
        _ when code.StartsWith("RACC_", StringComparison.Ordinal) => "partner",
        _ => FollowUp,
    };
}
