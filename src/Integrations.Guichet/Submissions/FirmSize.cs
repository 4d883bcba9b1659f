namespace Integrations.Guichet.Submissions;

/// <summary>Size of a firm in the sense of loi 2008-776 art. 51 and décret 2008-1354.</summary>
public static class FirmSize
{
    /// <summary>
    /// True for a small or medium firm: fewer than 250 persons, and a turnover of at most 50 M€ or a balance of at most 43 M€.
    /// Null when the file does not say enough.
    /// </summary>
    public static bool? IsSmallOrMedium(this Firm firm)
    {
        ArgumentNullException.ThrowIfNull(firm);
        if (firm.Workforce >= 250 || (firm.TurnoverEur > 50_000_000 && firm.BalanceEur > 43_000_000))
            return false;
        return firm.Workforce is null || (firm.TurnoverEur is null && firm.BalanceEur is null) ? null : true;
    }
}
