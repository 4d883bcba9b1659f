using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Acts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>Scenario 5: a building permit and an ICPE registration side by side (sample 05).</summary>
public sealed class PermitAndRegistrationTests
{
    private const string Firm = "favre@pc-icpe-e.example";
    private const string Prefecture = "environnement@prefecture-haute-savoie.example";

    [Fact]
    public async Task Scenario_5_with_the_permit_granted_the_registration_still_holds_the_works()
    {
        await using var desk = await GrantedPermit();
        var appeals = (await desk.Procedure("PC")).Appeals;
        Assert.Equal((new DateOnly(2027, 6, 7), new DateOnly(2027, 6, 7)), (appeals.ThirdPartyUntil, appeals.LegalityUntil));

        var works = WorksAllowed.Of(await desk.Installation());
        Assert.False(works.Allowed);
        var page = await desk.FirmPage();
        Assert.Contains("Pas encore", page, StringComparison.Ordinal);
        Assert.Contains("En attente de l'enregistrement ICPE (réponse au plus tard le 11 juin 2027).", page, StringComparison.Ordinal);
        Assert.Contains("7 juin 2027", page, StringComparison.Ordinal);

        await desk.Until("2027-06-11 23:59");
        var alerts = (await desk.Facts<AlertRaised>()).Where(alert => alert.Fact is { About: AlertAbout.Authority, Procedure: "ICPE_E" });
        Assert.Equal(["2027-05-28 06:00", "2027-06-08 06:00"], alerts.Select(alert => alert.At));
        Assert.False((await desk.Procedure("ICPE_E")).Status.IsEnd());
        await desk.NothingIsStuckOrDoubled();
    }

    [Fact]
    public async Task Scenario_5_an_extension_is_told_to_the_firm_and_silence_is_then_a_refusal_and_never_an_agreement()
    {
        await using var desk = await GrantedPermit();
        Assert.IsType<ActResult.Ok>(await desk.Do("2027-06-01 10:00", file => new PeriodModifiedAct(file, "ICPE_E", "R512-46-18", null, new(2027, 6, 1))));
        Assert.Equal(new DateOnly(2027, 8, 11), (await desk.Procedure("ICPE_E")).Clock.LastDay);
        var notice = desk.MailsTo(Firm)[^1];
        Assert.Equal("2027-06-01 10:00", notice.At);
        Assert.Equal("Votre enregistrement ICPE : la réponse viendra au plus tard le mercredi 11 août 2027", notice.Subject);
        Assert.Contains("au lieu du vendredi 11 juin 2027", notice.Text, StringComparison.Ordinal);

        await desk.Until("2027-08-12 00:04");
        Assert.False((await desk.Procedure("ICPE_E")).Status.IsEnd());
        await desk.Until("2027-08-12 00:05");
        Assert.Equal(ProcedureStatus.TacitlyRefused, (await desk.Procedure("ICPE_E")).Status);
        Assert.Equal(SilenceMeaning.ImplicitRefusal, Assert.Single(await desk.Facts<SilenceEffect>(), effect => effect.Fact.Procedure == "ICPE_E").Fact.Meaning);
        var letter = desk.MailsTo(Firm)[^1];
        Assert.Equal("2027-08-12 00:05", letter.At);
        Assert.Contains("refus", letter.Subject, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("accord", letter.Subject + letter.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Constater le refus implicite", desk.TasksOf(Prefecture)[^1].Title, StringComparison.Ordinal);
        Assert.Contains("Votre projet est arrêté", await desk.FirmPage(), StringComparison.Ordinal);
        await desk.NothingIsStuckOrDoubled();
    }

    /// <summary>Both deposited on 11 January, the registration complete and regular that day, the permit granted on 2 April.</summary>
    private static async Task<DeskInVirtualTime> GrantedPermit()
    {
        var desk = await DeskInVirtualTime.WithSampleAsync("05", "2027-01-11 09:05");
        await desk.Answer("2027-01-11 10:00", await desk.TaskFor("ICPE_E", TaskKind.Instruction, "prefecture"), AnswerKind.Favourable);
        await desk.Answer("2027-04-02 10:00", await desk.TaskFor("PC", TaskKind.Decision, "mairie"), AnswerKind.Favourable);
        Assert.Equal(new DateOnly(2027, 4, 2), (await desk.Procedure("PC")).Decision?.On);
        await desk.Do("2027-04-05 10:00", file => new PanelPostedAct(file, "PC", new(2027, 4, 5)));
        await desk.Do("2027-04-06 10:00", file => new LegalityReceivedAct(file, "PC", new(2027, 4, 6)));
        return desk;
    }
}
