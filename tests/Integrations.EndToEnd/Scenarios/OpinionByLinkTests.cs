using System.Net;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>Scenario 10: the fire service of Maine-et-Loire is asked on 15 January 2027 and has a mailbox but no account (sample 03).</summary>
public sealed class OpinionByLinkTests
{
    private const string FireService = "prevention@sdis49.example";

    [Fact]
    public async Task Scenario_10_a_scanner_that_opens_every_link_answers_nothing()
    {
        await using var desk = await Asked();
        var links = desk.MailsTo(FireService).SelectMany(mail => mail.Links).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            using var opened = await desk.Browser.GetAsync(link);
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        }

        await desk.WorkAsync();
        var task = await Opinion(desk);
        Assert.True(task.Status is PartnerTaskStatus.Sent or PartnerTaskStatus.Delivered);
        Assert.Null(task.Answer);
        Assert.Empty(await desk.Facts<PartnerTaskAnswered>());
    }

    [Fact]
    public async Task Scenario_10_a_silent_opinion_is_reminded_twice_then_reputed_favourable_and_a_late_answer_is_kept_for_information()
    {
        await using var desk = await Asked();
        await desk.Until("2027-02-16 00:04");
        Assert.True((await Opinion(desk)).IsOpen);
        Assert.Equal(
            ["2027-02-01 06:00", "2027-02-10 06:00"],
            desk.MailsTo(FireService).Where(mail => mail.Subject.StartsWith("Rappel", StringComparison.Ordinal)).Select(mail => mail.At));

        await desk.Until("2027-02-16 00:05");
        Assert.Equal("repute_favorable", (await Opinion(desk)).OpinionCode);
        var file = await desk.Installation();
        Assert.Contains(file.Checks, check => check.IsOpen && check.Opening.TaskId == Opinion(file).Id && check.Title.StartsWith("Constater l'avis réputé favorable", StringComparison.Ordinal));

        Assert.Contains("réputé favorable", PlainText.Of(await desk.Browser.GetStringAsync("/")), StringComparison.Ordinal);

        await desk.Answer("2027-02-18 10:00", await Opinion(desk), AnswerKind.Unfavourable, "Poteau d'incendie trop loin.");
        var task = await Opinion(desk);
        Assert.Equal((PartnerTaskStatus.Deemed, null), (task.Status, task.Answer));
        Assert.Equal((AnswerKind.Unfavourable, new DateOnly(2027, 2, 18)), (task.LateAnswers.Single().Kind, task.LateAnswers.Single().On));
        await desk.NothingIsStuckOrDoubled();
    }

    [Fact]
    public async Task Scenario_10_an_answer_sent_twice_is_one_with_its_name_its_time_and_its_address_and_the_link_is_then_dead()
    {
        await using var desk = await Asked();
        await desk.Until("2027-01-20 15:00");
        var link = await desk.LinkOf(await Opinion(desk));
        Assert.Contains(link, desk.MailsTo(FireService).SelectMany(mail => mail.Links));
        var agent = await AnswerPageVisitor.OpenAsync(desk.Browser, link);
        await agent.SendAsync(AnswerKind.FavourableWithPrescriptions, "Une réserve de 120 m³.", "Cne Morel");
        await agent.SendAsync(AnswerKind.FavourableWithPrescriptions, "Une réserve de 120 m³.", "Cne Morel");
        await desk.WorkAsync();

        var (at, answered) = Assert.Single(await desk.Facts<PartnerTaskAnswered>());
        Assert.Equal("2027-01-20 15:00", at);
        Assert.Equal((AnswerKind.FavourableWithPrescriptions, "Cne Morel"), (answered.Answer.Kind, answered.Answer.By));
        Assert.True(IPAddress.TryParse(answered.Answer.Origin, out _));

        var page = await agent.SendAsync(AnswerKind.Unfavourable, "Finalement non.", "Cne Morel");
        await desk.WorkAsync();
        Assert.Contains("prescriptions", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(AnswerKind.FavourableWithPrescriptions, (await Opinion(desk)).Answer!.Kind);
        Assert.DoesNotContain("name=\"choix\"", await desk.Browser.GetStringAsync(link), StringComparison.Ordinal);

        await desk.Until("2027-02-16 00:05");
        Assert.DoesNotContain(await desk.Facts<OpinionDeemed>(), deemed => deemed.Fact.TaskId == answered.TaskId);
        await desk.NothingIsStuckOrDoubled();
    }

    private static Task<DeskInVirtualTime> Asked() => DeskInVirtualTime.WithSampleAsync("03", "2027-01-15 09:00");

    private static async Task<PartnerTask> Opinion(DeskInVirtualTime desk) => Opinion(await desk.Installation());

    private static PartnerTask Opinion(InstallationFile file) => file.Tasks.Single(task => task is { Kind: TaskKind.Opinion, Role: "sdis" });
}
