using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Environment;

/// <summary>The regimes of a list of activities, computed from their sizes; what the firm declared is only compared.</summary>
/// <param name="Lines">One per activity given, in order.</param>
public sealed record RegimeAssessment(IReadOnlyList<AssessedLine> Lines)
{
    /// <summary>Regime of the file: the strictest of its activities.</summary>
    public Regime Strictest => Lines.Select(line => line.Regime ?? Regime.NC).DefaultIfEmpty(Regime.NC).Max();

    /// <summary>Computes the regime of each line of a file.</summary>
    public static RegimeAssessment Of(IEnumerable<RubriqueLine> lines, Nomenclature nomenclature)
    {
        ArgumentNullException.ThrowIfNull(nomenclature);
        return new([.. lines.Select(line => new AssessedLine(line, nomenclature.Find(line.Rubrique)))]);
    }
}

/// <summary>One activity with its place in the nomenclature.</summary>
/// <param name="Line">As given.</param>
/// <param name="Rubrique">Null when the nomenclature does not know the number.</param>
public sealed record AssessedLine(RubriqueLine Line, Rubrique? Rubrique)
{
    /// <summary>
    /// Computed regime. For a number that the table does not hold: the declared one (the file must not look milder than the
    /// firm itself says), authorisation for an IED number (3xxx, always under authorisation), else null: nothing is known.
    /// </summary>
    public Regime? Regime =>
        Rubrique is not null && Line.Value is { } size ? Rubrique.RegimeOf(size)
        : Rubrique is null && IsIndustrialEmission ? Environment.Regime.A
        : Declared;

    private bool IsIndustrialEmission => Line.Rubrique?.Trim() is ['3', _, _, _];

    /// <summary>What the firm believes, null if it says nothing readable.</summary>
    public Regime? Declared => Enum.TryParse<Regime>(Line.Regime, out var declared) && Enum.IsDefined(declared) ? declared : null;

    /// <summary>True when the size is given in the unit of the nomenclature.</summary>
    public bool HasUnitOfRubrique => Rubrique is null || Rubrique.Unit == "sans seuil" || Rubrique.Unit == Line.Unit?.Trim();
}
