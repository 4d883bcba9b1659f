using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Acts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>Scenario 4: a piece asked for one day too late (sample 04).</summary>
public sealed class LateRequestTests
{
    private const string Firm = "benali@pc-icpe-d.example";

    [Fact]
    public async Task Scenario_4_a_late_request_is_stopped_before_it_leaves_and_goes_as_a_courtesy_without_effect_if_the_agent_insists()
    {
        await using var desk = await DeskInVirtualTime.WithSampleAsync("04", "2026-12-02 09:04");
        await desk.Until("2027-01-02 10:59");
        var (letters, events) = (desk.MailsTo(Firm).Count, await desk.Events());

        var warning = Assert.IsType<ActResult.Warn>(await desk.Do("2027-01-02 11:00", file => Request(file, asCourtesy: false)));
        Assert.Contains(
            "réputée reçue le 3 janvier, hors délai depuis le 2 janvier à minuit; sans effet (R*423-41)", warning.Warning.French, StringComparison.Ordinal);
        Assert.Equal((letters, events), (desk.MailsTo(Firm).Count, await desk.Events()));

        Assert.IsType<ActResult.Ok>(await desk.Do("2027-01-02 11:05", file => Request(file, asCourtesy: true), warning.Confirmation));
        Assert.Single(await desk.Facts<CourtesyRequestSent>());
        Assert.Empty(await desk.Facts<PiecesRequested>());
        var courtesy = desk.MailsTo(Firm)[^1];
        Assert.Equal(("2027-01-02 11:05", "Une précision utile pour votre permis de construire, sans effet sur le délai"), (courtesy.At, courtesy.Subject));
        Assert.Contains("Rien ne change.", courtesy.Text, StringComparison.Ordinal);
        Assert.Contains("2 mars 2027", courtesy.Text, StringComparison.Ordinal);

        await desk.Until("2027-01-03 00:05");
        var permit = await desk.Procedure("PC");
        Assert.True(permit.IsComplete);
        Assert.Equal(new DateOnly(2027, 3, 2), permit.Clock.LastDay);
        await desk.NothingIsStuckOrDoubled();
    }

    private static RequestPiecesAct Request(string file, bool asCourtesy) =>
        new(file, "PC", ["PC4_NOTICE"], new(2027, 1, 2), NotificationChannel.Electronic, asCourtesy);
}
