using CsCheck;
using Integrations.Guichet.DataFiles;
using Integrations.Guichet.Environment;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Tests.Environment;

public class RegimeTests
{
    [Theory]
    [InlineData("2560", 150, Regime.NC), InlineData("2560", 150.5, Regime.DC), InlineData("2560", 1000, Regime.DC), InlineData("2560", 1001, Regime.E)]
    [InlineData("1510", 4999, Regime.NC), InlineData("1510", 5000, Regime.DC), InlineData("1510", 50000, Regime.E), InlineData("1510", 900000, Regime.A)]
    [InlineData("3260", 30, Regime.NC), InlineData("3260", 30.1, Regime.A), InlineData("2661-1", 10, Regime.E), InlineData("4718", 6, Regime.DC)]
    public void A_bound_belongs_to_the_band_that_the_law_says(string rubrique, double size, Regime expected) =>
        Assert.Equal(expected, Rules.Current.Icpe.Find(rubrique)!.RegimeOf((decimal)size));

    [Theory]
    [InlineData("2.1.5.0", 1, Regime.NC), InlineData("2.1.5.0", 1.01, Regime.D), InlineData("2.1.5.0", 20, Regime.A)]
    [InlineData("3.2.2.0", 400, Regime.D), InlineData("1.1.2.0", 10000, Regime.NC)]
    public void The_water_law_has_its_own_bounds(string rubrique, double size, Regime expected) =>
        Assert.Equal(expected, Rules.Current.Iota.Find(rubrique)!.RegimeOf((decimal)size));

    [Fact]
    public void A_larger_size_never_has_a_milder_regime_than_the_bands_below_it()
    {
        var rubriques = Rules.Current.Icpe.Rubriques.Concat(Rules.Current.Iota.Rubriques)
            .Where(rubrique => rubrique.Thresholds.Any(threshold => threshold.Max is null)).ToArray();
        Gen.Select(Gen.Int[0, rubriques.Length - 1], Gen.Decimal[0, 1_000_000], Gen.Decimal[0, 1_000_000]).Sample((index, one, other) =>
            rubriques[index].RegimeOf(Math.Max(one, other)) >= rubriques[index].RegimeOf(Math.Min(one, other)));
    }

    [Fact]
    public void The_strictest_activity_gives_the_regime_of_the_file() => Assert.Equal(Regime.E, Assess(("2560", 400m, "DC"), ("2565", 4000m, "D")).Strictest);

    [Fact]
    public void A_regime_that_the_firm_believes_is_computed_anew() => Assert.Equal(Regime.DC, Assess(("2560", 400m, "NC")).Strictest);

    [Theory]
    [InlineData("9999", "E", Regime.E), InlineData("9999", null, Regime.NC), InlineData("3999", null, Regime.A)]
    public void An_activity_that_the_table_does_not_hold_is_never_taken_milder_than_declared(string rubrique, string? declared, Regime expected) =>
        Assert.Equal(expected, Assess((rubrique, 1m, declared)).Strictest);

    [Fact]
    public void A_band_turned_upside_down_is_a_fault_of_the_file()
    {
        var fault = Assert.Throws<DataFileException>(() => Nomenclature.Read(
            "rules/icpe_rubriques.json",
            """[{"rubrique":"1","libelle":"x","unite":"t","seuils":[{"regime":"D","min":5,"minInclus":true,"max":2}]}]"""u8.ToArray()));
        Assert.Equal("$[0].seuils[0]", Assert.Single(fault.Errors).Path);
    }

    private static RegimeAssessment Assess(params (string Rubrique, decimal Size, string? Declared)[] lines) =>
        RegimeAssessment.Of(lines.Select(line => new RubriqueLine(line.Rubrique, line.Size, null, line.Declared)), Rules.Current.Icpe);
}
