using Integrations.Partners.Microsoft365;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Integrations.Simulators.Tests.Graph;

/// <summary>The real SDK against the simulator, over HTTP, with everything that may go wrong on the way.</summary>
public sealed class PartnerMailboxContractTests
{
    private static readonly MailboxTask Task1 = new()
    {
        Mailbox = RunningGraph.Sdis,
        Key = "IMP-2027-74-000005/t-1/it's",
        Title = "Avis demandé : atelier de décolletage, Cluses",
        Body = "Quel est votre avis sur la défense contre l'incendie du projet ?",
        DueOn = new DateOnly(2027, 2, 15),
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
        Link = new Uri("https://guichet.example/reponse/abc"),
        LinkName = "IMP-2027-74-000005",
    };

    private static readonly MailboxMail Mail1 = new()
    {
        Key = "IMP-2027-74-000005/n-1",
        To = ["favre@pc-icpe-e.example", RunningGraph.Sdis],
        Subject = "Votre dossier est bien arrivé",
        Html = "<html><body><p>Bonjour</p></body></html>",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_lands_in_the_partners_to_do_with_its_date_and_link()
    {
        await using var graph = await RunningGraph.StartAsync();

        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.PostTaskAsync(Task1, Cancellation));

        var task = Assert.Single(graph.Simulator.Inspection.Tasks(RunningGraph.Sdis));
        Assert.Equal(Task1.Title, task.Title);
        Assert.Equal(Task1.Body, task.Body);
        Assert.Equal("2027-02-15T00:00:00", task.Due);
        Assert.Equal(Task1.Link.ToString(), task.Link);
        Assert.Equal(Task1.Key, task.Key);
        Assert.Equal("normal", task.Importance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_task_posted_again_is_the_same_task(bool filtersByLinkedResource)
    {
        await using var graph = await RunningGraph.StartAsync(options => options with { FiltersByLinkedResource = filtersByLinkedResource });

        var first = await graph.Mailbox.PostTaskAsync(Task1, Cancellation);
        var second = await new PartnerMailbox(graph.Settings).PostTaskAsync(Task1, Cancellation);

        Assert.Equal(first, second);
        Assert.Single(graph.Simulator.Inspection.Tasks(RunningGraph.Sdis));
    }

    [Fact]
    public async Task A_task_is_found_among_hundreds_where_the_server_cannot_filter()
    {
        await using var graph = await RunningGraph.StartAsync(options => options with { FiltersByLinkedResource = false });
        await graph.Mailbox.PostTaskAsync(Task1 with { Key = "k0" }, Cancellation);
        for (var i = 1; i < 230; i++)
            await graph.AddTaskAsync($"k{i}");

        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.CompleteTaskAsync(RunningGraph.Sdis, "k217", Cancellation));

        Assert.Equal("k217", Assert.Single(graph.Simulator.Inspection.Tasks(RunningGraph.Sdis), task => task.Status == "completed").Key);
        Assert.Empty(graph.Simulator.Inspection.Doubles());
    }

    [Theory]
    [InlineData("POST /v1.0/users/prevision@sdis74.example/todo/lists", 0)]
    [InlineData("POST /v1.0/users/prevision@sdis74.example/todo/lists", 503)]
    [InlineData("/tasks", 0)]
    [InlineData("/tasks", 500)]
    public async Task An_answer_lost_on_the_way_never_makes_a_second_task(string request, int status)
    {
        await using var graph = await RunningGraph.StartAsync();
        graph.Simulator.Faults.FailNext(1, status, afterWork: true, request);

        Assert.IsNotType<MailboxResult.Done>(await graph.Mailbox.PostTaskAsync(Task1, Cancellation));
        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.PostTaskAsync(Task1, Cancellation));

        Assert.Single(graph.Simulator.Inspection.Tasks(RunningGraph.Sdis));
    }

    [Fact]
    public async Task A_reminder_makes_the_task_important_and_shows_the_new_text()
    {
        await using var graph = await RunningGraph.StartAsync();
        await graph.Mailbox.PostTaskAsync(Task1, Cancellation);

        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.RemindTaskAsync(RunningGraph.Sdis, Task1.Key, "Rappel", Cancellation));

        var task = Assert.Single(graph.Simulator.Inspection.Tasks(RunningGraph.Sdis));
        Assert.Equal(("high", "Rappel", "notStarted"), (task.Importance, task.Body, task.Status));
    }

    [Fact]
    public async Task A_task_that_the_partner_deleted_cannot_be_reminded_and_needs_no_completion()
    {
        await using var graph = await RunningGraph.StartAsync();

        var reminded = await graph.Mailbox.RemindTaskAsync(RunningGraph.Sdis, Task1.Key, "Rappel", Cancellation);

        Assert.Equal("graph.task-gone", Assert.IsType<MailboxResult.Failed>(reminded).Code);
        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.CompleteTaskAsync(RunningGraph.Sdis, Task1.Key, Cancellation));
    }

    [Fact]
    public async Task A_mail_reaches_each_addressee_once()
    {
        await using var graph = await RunningGraph.StartAsync();

        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.SendAsync(Mail1, Cancellation));
        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.SendAsync(Mail1, Cancellation));

        foreach (var address in Mail1.To)
        {
            var mail = Assert.Single(graph.Simulator.Inspection.Inbox(address));
            Assert.Equal((Mail1.Subject, Mail1.Html, RunningGraph.Desk), (mail.Subject, mail.Html, mail.From));
        }

        Assert.Equal(1, Assert.Single(graph.Simulator.Inspection.Counts()).Count);
    }

    [Theory]
    [InlineData("POST /v1.0/users/guichet@cluses.example/messages", 0, true)]
    [InlineData("POST /v1.0/users/guichet@cluses.example/messages", 504, true)]
    [InlineData("POST /v1.0/users/guichet@cluses.example/messages", 0, false)]
    [InlineData("/send", 0, true)]
    [InlineData("/send", 503, true)]
    [InlineData("/send", 0, false)]
    [InlineData("POST /v1.0/users/guichet@cluses.example/messages", 200, false)]
    [InlineData("/send", 200, false)]
    [InlineData("GET /v1.0/users/guichet@cluses.example/messages", 500, false)]
    [InlineData("GET /v1.0/users/guichet@cluses.example/messages", 200, false)]
    public async Task A_crash_at_any_point_of_sending_never_sends_twice_and_never_loses_the_mail(string request, int status, bool afterWork)
    {
        await using var graph = await RunningGraph.StartAsync();
        graph.Simulator.Faults.FailNext(1, status, afterWork, request);

        Assert.IsNotType<MailboxResult.Done>(await graph.Mailbox.SendAsync(Mail1, Cancellation));
        Assert.IsType<MailboxResult.Done>(await new PartnerMailbox(graph.Settings).SendAsync(Mail1, Cancellation));

        Assert.Single(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
        Assert.Empty(graph.Simulator.Inspection.Doubles());
    }

    [Theory]
    [InlineData("POST /v1.0/users/guichet@cluses.example/messages", true)]
    [InlineData("POST /v1.0/users/guichet@cluses.example/messages", false)]
    [InlineData("/send", true)]
    [InlineData("/send", false)]
    public async Task An_answer_that_does_not_come_in_time_is_not_waited_for_and_the_mail_is_sent_once(string request, bool afterWork)
    {
        await using var graph = await RunningGraph.StartAsync();
        var impatient = graph.Settings with { Timeout = TimeSpan.FromSeconds(1) };
        graph.Simulator.Faults.HangNext(1, TimeSpan.FromSeconds(30), afterWork, request);

        var waited = System.Diagnostics.Stopwatch.StartNew();
        var late = Assert.IsType<MailboxResult.Failed>(await new PartnerMailbox(impatient).SendAsync(Mail1, Cancellation));

        Assert.False(late.Permanent);
        Assert.InRange(waited.Elapsed, TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(20));
        Assert.IsType<MailboxResult.Done>(await new PartnerMailbox(graph.Settings).SendAsync(Mail1, Cancellation));
        Assert.Single(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
        Assert.Empty(graph.Simulator.Inspection.Doubles());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task A_draft_that_another_process_has_sent_meanwhile_is_sent(int status)
    {
        await using var graph = await RunningGraph.StartAsync();
        graph.Simulator.Faults.FailNext(1, status, afterWork: true, "/send");

        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.SendAsync(Mail1, Cancellation));

        Assert.Single(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
    }

    [Fact]
    public async Task Of_two_who_have_one_mail_in_hand_the_one_who_lost_it_does_not_send()
    {
        await using var graph = await RunningGraph.StartAsync();
        var lost = Mail1 with { MayLeave = static _ => ValueTask.FromResult(false) };

        Assert.IsType<MailboxResult.Taken>(await graph.Mailbox.SendAsync(lost, Cancellation));

        Assert.Empty(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
        Assert.IsType<MailboxResult.Done>(await new PartnerMailbox(graph.Settings).SendAsync(Mail1, Cancellation));
        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.SendAsync(lost, Cancellation));
        Assert.Single(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
        Assert.Empty(graph.Simulator.Inspection.Doubles());
    }

    [Fact]
    public async Task One_who_takes_a_mail_over_finds_the_draft_of_the_one_who_still_may_send()
    {
        await using var graph = await RunningGraph.StartAsync();
        var other = new PartnerMailbox(graph.Settings);

        // The first was told that it is his; only then the other took it.
        var first = await graph.Mailbox.SendAsync(
            Mail1 with
            {
                MayLeave = async stop =>
                {
                    Assert.IsType<MailboxResult.Done>(await other.SendAsync(Mail1, stop));
                    return true;
                },
            },
            Cancellation);

        Assert.IsType<MailboxResult.Done>(first);
        Assert.Single(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
        Assert.Empty(graph.Simulator.Inspection.Doubles());
    }

    [Fact]
    public async Task A_draft_that_is_gone_is_made_again_at_the_next_attempt()
    {
        await using var graph = await RunningGraph.StartAsync();
        graph.Simulator.Faults.FailNext(1, 404, afterWork: false, "/send");

        Assert.False(Assert.IsType<MailboxResult.Failed>(await graph.Mailbox.SendAsync(Mail1, Cancellation)).Permanent);
        Assert.IsType<MailboxResult.Done>(await graph.Mailbox.SendAsync(Mail1, Cancellation));

        Assert.Single(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
    }

    [Fact]
    public async Task A_task_that_another_has_taken_meanwhile_is_not_made()
    {
        await using var graph = await RunningGraph.StartAsync();

        Assert.IsType<MailboxResult.Taken>(await graph.Mailbox.PostTaskAsync(Task1 with { MayLeave = static _ => ValueTask.FromResult(false) }, Cancellation));

        Assert.Empty(graph.Simulator.Inspection.Tasks(RunningGraph.Sdis));
    }

    [Fact]
    public async Task A_draft_that_is_refused_and_was_not_sent_is_a_failure()
    {
        await using var graph = await RunningGraph.StartAsync();
        graph.Simulator.Faults.FailNext(1, 400, afterWork: false, "/send");

        Assert.True(Assert.IsType<MailboxResult.Failed>(await graph.Mailbox.SendAsync(Mail1, Cancellation)).Permanent);
        Assert.Empty(graph.Simulator.Inspection.Inbox(Mail1.To[0]));
    }

    [Fact]
    public async Task A_throttled_wish_says_how_long_to_wait_and_is_not_repeated_by_the_sdk()
    {
        await using var graph = await RunningGraph.StartAsync();
        graph.Simulator.Faults.ThrottleNext(1, retryAfterSeconds: 7);

        var result = Assert.IsType<MailboxResult.RetryAfter>(await graph.Mailbox.PostTaskAsync(Task1, Cancellation));

        Assert.Equal((TimeSpan.FromSeconds(7), "graph.TooManyRequests"), (result.Delay, result.Code));
        Assert.Empty(graph.Simulator.Inspection.Tasks(RunningGraph.Sdis));
    }

    [Fact]
    public async Task An_unknown_mailbox_is_a_permanent_failure()
    {
        await using var graph = await RunningGraph.StartAsync();

        var result = await graph.Mailbox.PostTaskAsync(Task1 with { Mailbox = "inconnu@example.org" }, Cancellation);

        var failed = Assert.IsType<MailboxResult.Failed>(result);
        Assert.Equal(("graph.ErrorInvalidUser", true), (failed.Code, failed.Permanent));
    }

    [Fact]
    public async Task Without_consent_the_failure_says_so()
    {
        await using var graph = await RunningGraph.StartAsync(options => options with { RequireAuthorization = true });

        var failed = Assert.IsType<MailboxResult.Failed>(await graph.Mailbox.SendAsync(Mail1, Cancellation));

        Assert.Equal(("graph.InvalidAuthenticationToken", true), (failed.Code, failed.Permanent));
        Assert.Contains("consentement", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_tried_again_later()
    {
        await using var graph = await RunningGraph.StartAsync();
        graph.Simulator.Faults.Latency = TimeSpan.FromSeconds(3);
        var impatient = new PartnerMailbox(graph.Settings with { Timeout = TimeSpan.FromMilliseconds(200) });

        var failed = Assert.IsType<MailboxResult.Failed>(await impatient.SendAsync(Mail1, Cancellation));

        Assert.Equal(("graph.timeout", false), (failed.Code, failed.Permanent));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_tried_again_later()
    {
        var nowhere = new PartnerMailbox(new GraphSettings
        {
            BaseUrl = new Uri("http://127.0.0.1:9/v1.0"),
            Credential = GraphCredential.None,
            SenderMailbox = RunningGraph.Desk,
        });

        Assert.Equal(
            ("graph.unreachable", false),
            await nowhere.SendAsync(Mail1, Cancellation) is MailboxResult.Failed failed ? (failed.Code, failed.Permanent) : default);
    }

    [Fact]
    public async Task A_proxy_that_answers_in_its_own_words_is_a_failure_like_any_other()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var proxy = builder.Build();
        proxy.MapFallback(() => Results.Text("<h1>Bad gateway</h1>", "text/html", statusCode: 502));
        await proxy.StartAsync(Cancellation);
        var behind = new PartnerMailbox(new GraphSettings
        {
            BaseUrl = new Uri(new Uri(proxy.Urls.First()), "v1.0"),
            Credential = GraphCredential.None,
            SenderMailbox = RunningGraph.Desk,
        });

        Assert.Equal(
            new MailboxResult.Failed("graph.502", "Microsoft 365 a rencontré une erreur.", Permanent: false),
            await behind.SendAsync(Mail1, Cancellation));
    }

    [Theory]
    [InlineData("https://graph.example/v1.0")]
    [InlineData("http://graph.microsoft.com/v1.0")]
    [InlineData("http://127.0.0.1:5090/v1.0")]
    [InlineData("https://169.254.169.254/metadata")]
    public void The_token_of_the_desk_goes_to_Microsoft_Graph_alone(string address) =>
        Assert.Throws<ArgumentException>(() => new PartnerMailbox(new GraphSettings { BaseUrl = new Uri(address), SenderMailbox = RunningGraph.Desk }));

    [Fact]
    public void A_real_service_is_never_called_without_an_identity() =>
        Assert.Throws<ArgumentException>(() => new PartnerMailbox(
            new GraphSettings { Credential = GraphCredential.None, SenderMailbox = RunningGraph.Desk }));

    [Fact]
    public async Task A_very_long_title_is_cut_to_what_to_do_allows()
    {
        await using var graph = await RunningGraph.StartAsync();

        await graph.Mailbox.PostTaskAsync(Task1 with { Title = new string('a', 400) }, Cancellation);

        Assert.Equal(255, Assert.Single(graph.Simulator.Inspection.Tasks(RunningGraph.Sdis)).Title.Length);
    }
}
