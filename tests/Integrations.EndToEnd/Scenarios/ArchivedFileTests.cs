using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Acts;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>A file from its form to the archive (sample 02): every partner says yes, and a year later the desk no longer sees it every day.</summary>
public sealed class ArchivedFileTests
{
    [Fact]
    public async Task A_closed_file_is_archived_a_year_later_found_and_read_as_before_and_refuses_any_act()
    {
        await using var desk = await DeskInVirtualTime.WithSampleAsync("02", "2027-01-21 09:02");
        for (var day = 22; day < 29 && (await desk.Installation()).End is null; day++)
            foreach (var task in (await desk.Installation()).Tasks.Where(task => task.IsOpen).ToList())
                await desk.Answer($"2027-01-{day} 10:00", task, AnswerKind.Favourable);
        var closed = (await desk.Installation()).End!.On;
        var day365 = closed.AddDays(365);

        await desk.Until($"{day365:yyyy-MM-dd} 00:04");
        Assert.Null((await desk.Installation()).ArchivedOn);
        Assert.Single(await desk.Files());

        await desk.Until($"{day365:yyyy-MM-dd} 00:05");
        Assert.Equal(day365, (await desk.Installation()).ArchivedOn);
        Assert.Empty(await desk.Files());
        Assert.Contains("Voir le dossier archivé", PlainText.Of(await desk.Browser.GetStringAsync("/dossiers")), StringComparison.Ordinal);
        Assert.Contains(desk.Number, await desk.Browser.GetStringAsync("/dossiers?etat=archive"), StringComparison.Ordinal);
        Assert.Contains(desk.Number, await desk.Browser.GetStringAsync($"/dossiers?q={desk.Number}"), StringComparison.Ordinal);
        var page = await desk.Browser.GetStringAsync($"/dossiers/{desk.Number}");
        Assert.Contains("Ce dossier est archivé", PlainText.Of(page), StringComparison.Ordinal);
        Assert.DoesNotContain("/actes/", page, StringComparison.Ordinal);

        var events = await desk.Events();
        var refused = Assert.IsType<ActResult.Refused>(await desk.Do($"{day365:yyyy-MM-dd} 10:00", file => new SendMessageAct(file, "Bonjour", "Un mot.")));
        Assert.Equal("file.archived", refused.Code);
        Assert.Equal(events, await desk.Events());
        await desk.NothingIsStuckOrDoubled();
    }
}
