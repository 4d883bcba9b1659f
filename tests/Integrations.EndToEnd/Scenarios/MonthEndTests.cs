using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>Scenario 2: a permit whose last day is a Sunday at the end of February (sample 03).</summary>
public sealed class MonthEndTests
{
    private const string Firm = "pineau@pc-neuf-sans-icpe.example";
    private const string TownHall = "urbanisme@mairie-cholet.example";

    [Fact]
    public async Task Scenario_2_silence_on_a_permit_speaks_at_five_past_midnight_after_a_Sunday_and_nothing_carries_the_day_over()
    {
        await using var desk = await DeskInVirtualTime.WithSampleAsync("03", "2026-11-30 09:03");
        await desk.Until("2027-03-01 00:04");
        var permit = await desk.Procedure("PC");
        Assert.Equal(new DateOnly(2027, 2, 28), permit.Clock.LastDay);
        Assert.False(permit.Status.IsEnd());
        Assert.Single(desk.TasksOf(TownHall));
        Assert.DoesNotContain(desk.MailsTo(Firm), mail => mail.Subject.StartsWith("Permis tacite", StringComparison.Ordinal));

        await desk.Until("2027-03-01 00:05");
        Assert.Equal(ProcedureStatus.TacitlyGranted, (await desk.Procedure("PC")).Status);
        var silence = Assert.Single(await desk.Facts<SilenceEffect>(), effect => effect.Fact.Procedure == "PC");
        Assert.Equal("2027-03-01 00:05", silence.At);
        var check = desk.TasksOf(TownHall)[^1];
        Assert.Contains("Constater le permis tacite", check.Title, StringComparison.Ordinal);
        Assert.Equal(("2027-03-01 00:05", "2027-03-08"), (check.At, check.DueOn));
        Assert.Equal("completed", desk.TasksOf(TownHall)[0].Status);
        Assert.Empty(await desk.Facts<PeriodModified>());
        Assert.DoesNotContain(await desk.Facts<ClockStarted>(), clock => clock.Fact.LastDay == new DateOnly(2027, 3, 1));

        var letter = desk.MailsTo(Firm)[^1];
        Assert.Equal("2027-03-01 00:05", letter.At);
        Assert.StartsWith("Permis tacite : permis de construire", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("Vous pouvez demander une attestation", letter.Text, StringComparison.Ordinal);
        Assert.Contains("demander une attestation", await desk.FirmPage(), StringComparison.Ordinal);
        await desk.NothingIsStuckOrDoubled();
    }
}
