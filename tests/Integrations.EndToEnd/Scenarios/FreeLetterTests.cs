using Integrations.Host.Portal.Acts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>A case worker writes to the firm in words of their own.</summary>
public sealed class FreeLetterTests
{
    [Fact]
    public async Task A_letter_that_a_case_worker_writes_reaches_the_firm_once_and_stays_in_the_file()
    {
        await using var desk = await DeskInVirtualTime.WithSampleAsync("04", "2026-12-02 09:04");
        var sent = await desk.Do("2026-12-03 10:00", file => new SendMessageAct(file, "Visite du terrain", "Bonjour,\nnous passons mardi <à 10 h>."));
        Assert.IsType<ActResult.Ok>(sent);
        await desk.Until("2026-12-04 10:00");

        var letter = Assert.Single(desk.MailsTo("benali@pc-icpe-d.example"), mail => mail.Subject == "Visite du terrain");
        Assert.Equal("2026-12-03 10:00", letter.At);
        Assert.Contains("nous passons mardi <à 10 h>.", letter.Text, StringComparison.Ordinal);
        Assert.Contains("Visite du terrain", await desk.FirmPage(), StringComparison.Ordinal);
        await desk.NothingIsStuckOrDoubled();
    }
}
