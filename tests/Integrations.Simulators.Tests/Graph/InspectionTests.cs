using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integrations.Partners.Microsoft365;

namespace Integrations.Simulators.Tests.Graph;

public sealed class InspectionTests
{
    private static readonly MailboxMail Mail1 = new()
    {
        Key = "n-1",
        To = ["favre@pc-icpe-e.example"],
        Subject = "Bonjour <b>",
        Html = "<p>Bonjour</p><script>alert(1)</script>",
    };

    [Fact]
    public async Task Mailboxes_survive_the_death_of_the_process_at_any_byte()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var journal = Path.Combine(folder.FullName, "graph.jsonl");
            await using (var graph = await RunningGraph.StartAsync(options => options with { JournalFile = journal }))
                await graph.Mailbox.SendAsync(Mail1, TestContext.Current.CancellationToken);
            var whole = await File.ReadAllBytesAsync(journal);

            // The last line is the act of sending. Cut anywhere inside it, the mail is still a draft, and is sent once when asked again.
            var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
            foreach (var length in new[] { lastLine, lastLine + 1, (lastLine + whole.Length) / 2, whole.Length - 1, whole.Length })
            {
                await File.WriteAllBytesAsync(journal, whole[..length]);
                await using var graph = await RunningGraph.StartAsync(options => options with { JournalFile = journal });

                Assert.IsType<MailboxResult.Done>(await graph.Mailbox.SendAsync(Mail1, TestContext.Current.CancellationToken));

                Assert.Single(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
                Assert.Empty(graph.Simulator.Inspection.Doubles());
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Two_sends_with_one_key_are_reported()
    {
        await using var graph = await RunningGraph.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            var message = new
            {
                subject = "x",
                toRecipients = new[] { new { emailAddress = new { address = "a@example.org" } } },
                singleValueExtendedProperties = new[] { new { id = "String {8f1c2a4e-6b0d-4d37-9a55-2f0e7c1b9d63} Name GuichetKey", value = "k" } },
            };
            (await graph.Http.PostAsJsonAsync($"v1.0/users/{RunningGraph.Desk}/sendMail", new { message })).Dispose();
        }

        var doubles = (await graph.Http.GetFromJsonAsync<JsonArray>("_inspect/doubles"))!;

        Assert.Equal(("k", 2), ((string?)doubles[0]!["key"], (int)doubles[0]!["count"]!));
    }

    [Fact]
    public async Task A_visitor_reads_the_mailboxes_and_no_mail_can_act_on_the_page()
    {
        await using var graph = await RunningGraph.StartAsync();
        await graph.Mailbox.SendAsync(Mail1, TestContext.Current.CancellationToken);

        var all = await graph.Http.GetStringAsync("_simulateur");
        var one = await graph.Http.GetStringAsync($"_simulateur/boites/{Mail1.To[0]}");
        var id = graph.Simulator.Inspection.Inbox(Mail1.To[0])[0].Id;
        using var mail = await graph.Http.GetAsync($"_simulateur/messages/{Mail1.To[0]}/{Uri.EscapeDataString(id)}");

        Assert.Contains("favre@pc-icpe-e.example", all, StringComparison.Ordinal);
        Assert.Contains("Bonjour &lt;b&gt;", one, StringComparison.Ordinal);
        Assert.Equal(Mail1.Html, await mail.Content.ReadAsStringAsync());
        Assert.Contains("default-src 'none'", mail.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
