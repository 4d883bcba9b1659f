using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Acts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>Scenario 3: a permit without its notice and its insertion (sample 07).</summary>
public sealed class MissingPiecesTests
{
    private const string Firm = "thirion@pc-incomplet.example";
    private static readonly string[] Missing = ["PC4_NOTICE", "PC6_INSERTION"];

    [Fact]
    public async Task Scenario_3_pieces_asked_in_time_are_awaited_until_26_March_and_the_clock_starts_with_the_last_one()
    {
        await using var desk = await DeskInVirtualTime.WithSampleAsync("07", "2026-12-02 09:07");
        var sent = await desk.Do("2026-12-28 10:00", file => new RequestPiecesAct(file, "PC", Missing, new(2026, 12, 28), NotificationChannel.Electronic, Courtesy: false));
        Assert.IsType<ActResult.Ok>(sent);
        await AwaitsThePiecesUntil26March(desk);

        await desk.Do("2027-01-10 10:00", file => new PiecesReceivedAct(file, "PC", ["PC4_NOTICE"], new(2027, 1, 10)));
        Assert.Null((await desk.Procedure("PC")).Clock.StartedOn);
        await desk.Do("2027-01-15 10:00", file => new PiecesReceivedAct(file, "PC", ["PC6_INSERTION"], new(2027, 1, 15)));
        var clock = (await desk.Procedure("PC")).Clock;
        Assert.Equal((new DateOnly(2027, 1, 15), new DateOnly(2027, 4, 15)), (clock.StartedOn, clock.LastDay));
        Assert.Contains("réponse au plus tard le jeudi 15 avril 2027", desk.MailsTo(Firm)[^1].Subject, StringComparison.Ordinal);

        await desk.Until("2027-04-16 00:04");
        Assert.False((await desk.Procedure("PC")).Status.IsEnd());
        await desk.Until("2027-04-16 00:05");
        Assert.Equal(ProcedureStatus.TacitlyGranted, (await desk.Procedure("PC")).Status);
        Assert.StartsWith("Permis tacite", desk.MailsTo(Firm)[^1].Subject, StringComparison.Ordinal);
        await desk.NothingIsStuckOrDoubled();
    }

    [Fact]
    public async Task Scenario_3_the_town_hall_asks_for_pieces_by_its_answer_link_and_the_firm_reads_the_same()
    {
        await using var desk = await DeskInVirtualTime.WithSampleAsync("07", "2026-12-02 09:07");
        var task = await desk.TaskFor("PC", TaskKind.Decision, "mairie");
        await desk.Answer("2026-12-28 10:00", task, AnswerKind.NeedsPieces, "Il manque PC4_NOTICE et PC6_INSERTION.");
        await AwaitsThePiecesUntil26March(desk);
        await desk.NothingIsStuckOrDoubled();
    }

    private static async Task AwaitsThePiecesUntil26March(DeskInVirtualTime desk)
    {
        var permit = await desk.Procedure("PC");
        Assert.Equal(ProcedureStatus.Incomplete, permit.Status);
        Assert.Equal(Missing, permit.MissingPieces.Order());
        Assert.Equal(
            (new DateOnly(2026, 12, 29), new DateOnly(2027, 3, 29), new DateOnly(2027, 3, 26)),
            (permit.PiecesRequest!.ReputedNotifiedOn, permit.PiecesRequest.DueOn, permit.PiecesRequest.ShownDueOn));
        var letter = desk.MailsTo(Firm)[^1];
        Assert.Equal("2026-12-28 10:00", letter.At);
        Assert.Equal("Il manque 2 pièces à votre dossier : à envoyer au plus tard le vendredi 26 mars 2027", letter.Subject);
        Assert.Contains("26 mars 2027", await desk.FirmPage(), StringComparison.Ordinal);
    }
}
