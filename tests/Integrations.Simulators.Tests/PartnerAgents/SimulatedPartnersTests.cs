using Integrations.Partners.Microsoft365;
using Integrations.Simulators.PartnerAgents;
using Integrations.Simulators.Tests.Graph;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Integrations.Simulators.Tests.PartnerAgents;

public sealed class SimulatedPartnersTests
{
    private const string MairieAddress = "urbanisme@mairie-cluses.example";

    private static readonly AgentBehaviours Behaviours = new(
        new AnswerFormNames("/reponse/", "choix", "commentaire", "nom"),
        [
            new AgentBehaviour { Mailbox = RunningGraph.Sdis, Name = "SDIS", Silent = true },
            new AgentBehaviour { Mailbox = "urbanisme@*", When = "ICPE", Name = "Mairie", DelayDays = 2, Answer = "NotCompetent" },
            new AgentBehaviour { Mailbox = "urbanisme@*", Name = "Mairie", DelayDays = 10, Answer = "WithPrescriptions", Comment = "Clôture à 2 m." },
        ]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_town_hall_answers_after_its_delay_and_once()
    {
        await using var scene = await Scene.StartAsync();
        await scene.SendTask("Avis sur le permis");
        await scene.SendMail(MairieAddress, "Avis sur le permis");

        scene.Time.Advance(TimeSpan.FromDays(9.9));
        Assert.Empty(await scene.Agents.AnswerDueAsync(Cancellation));
        scene.Time.Advance(TimeSpan.FromDays(0.2));
        var visit = Assert.Single(await scene.Agents.AnswerDueAsync(Cancellation));
        Assert.Empty(await scene.Agents.AnswerDueAsync(Cancellation));
        Assert.Empty(await scene.NewAgents().AnswerDueAsync(Cancellation));

        Assert.Equal(new AgentVisit(MairieAddress, "Avis sur le permis", "WithPrescriptions", VisitOutcome.Answered), visit);
        Assert.Equal(("WithPrescriptions", "Clôture à 2 m.", "Mairie"), Assert.Single(scene.Answers));
    }

    [Fact]
    public async Task What_the_title_says_may_change_the_answer()
    {
        await using var scene = await Scene.StartAsync();
        await scene.SendTask("Avis sur le dossier ICPE");

        scene.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal("NotCompetent", Assert.Single(await scene.Agents.AnswerDueAsync(Cancellation)).Answer);
    }

    [Fact]
    public async Task A_silent_partner_never_answers()
    {
        await using var scene = await Scene.StartAsync();
        await scene.SendMail(RunningGraph.Sdis, "Avis");

        scene.Time.Advance(TimeSpan.FromDays(400));

        Assert.Empty(await scene.Agents.AnswerDueAsync(Cancellation));
    }

    [Fact]
    public async Task A_page_without_a_form_is_not_asked_again_and_a_desk_that_is_down_is()
    {
        await using var scene = await Scene.StartAsync();
        await scene.SendTask("Avis");
        scene.Time.Advance(TimeSpan.FromDays(11));

        scene.PageStatus = 503;
        Assert.Equal(VisitOutcome.TryAgain, Assert.Single(await scene.Agents.AnswerDueAsync(Cancellation)).Outcome);
        scene.PageStatus = 410;
        Assert.Equal(VisitOutcome.NothingToAnswer, Assert.Single(await scene.Agents.AnswerDueAsync(Cancellation)).Outcome);
        scene.PageStatus = 200;
        Assert.Empty(await scene.Agents.AnswerDueAsync(Cancellation));
    }

    [Fact]
    public void The_demonstration_has_prompt_late_and_silent_partners()
    {
        var agents = AgentBehaviours.OfTheDemonstration().Agents;

        Assert.Contains(agents, agent => agent.Silent);
        Assert.Contains(agents, agent => agent.DelayDays > 60);
        Assert.Contains(agents, agent => agent.Answer == "NeedsPieces");
    }

    /// <summary>The mailboxes, a desk with a protected answer form, and the agents between them.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private readonly RunningGraph _graph;
        private readonly WebApplication _desk;

        private Scene(RunningGraph graph, WebApplication desk, FakeTimeProvider time)
        {
            (_graph, _desk, Time) = (graph, desk, time);
            Agents = NewAgents();
        }

        public FakeTimeProvider Time { get; }

        public SimulatedPartners Agents { get; }

        public SimulatedPartners NewAgents() => new(_graph.Simulator, Behaviours, Time);

        public List<(string Answer, string Comment, string Name)> Answers { get; } = [];

        public int PageStatus { get; set; } = 200;

        public static async Task<Scene> StartAsync()
        {
            var time = new FakeTimeProvider(new DateTimeOffset(2027, 1, 11, 8, 0, 0, TimeSpan.Zero));
            var graph = await RunningGraph.StartAsync(options => options with
            {
                Time = time,
                Mailboxes = new Dictionary<string, string>(options.Mailboxes) { [MairieAddress] = "Mairie de Cluses" },
            });
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddAntiforgery(options => options.FormFieldName = "garde");
            var desk = builder.Build();
            var scene = new Scene(graph, desk, time);
            scene.MapAnswerPage(desk);
            await desk.StartAsync();
            return scene;
        }

        public Task<MailboxResult> SendTask(string title) => _graph.Mailbox.PostTaskAsync(
            new MailboxTask
            {
                Mailbox = MairieAddress,
                Key = title,
                Title = title,
                Body = title,
                Zone = TimeZoneInfo.Utc,
                Link = Link,
                LinkName = "Dossier",
            },
            Cancellation);

        public Task<MailboxResult> SendMail(string address, string subject) => _graph.Mailbox.SendAsync(
            new MailboxMail
            {
                Key = subject + address,
                To = [address],
                Subject = subject,
                Html = $"""<p><a href="https://guichet.example/aide">aide</a> <a href="{Link}">répondre</a></p>""",
            },
            Cancellation);

        public async ValueTask DisposeAsync()
        {
            Agents.Dispose();
            await _desk.DisposeAsync();
            await _graph.DisposeAsync();
        }

        private Uri Link => new(new Uri(_desk.Urls.First()), "/reponse/abc.def");

        private void MapAnswerPage(WebApplication desk)
        {
            desk.MapGet("/reponse/{token}", (HttpContext context, IAntiforgery antiforgery) => PageStatus == 200
                ? Results.Text(
                    $"""
                    <form action="/recherche"><input name="q"></form>
                    <form method="post" novalidate><input type="hidden" name="garde" value="{antiforgery.GetAndStoreTokens(context).RequestToken}">
                    <input type="radio" name="choix" value="Favourable"><textarea name="commentaire"></textarea><input type="text" name="nom"></form>
                    """,
                    "text/html")
                : Results.StatusCode(PageStatus));
            desk.MapPost("/reponse/{token}", async (HttpContext context, IAntiforgery antiforgery) =>
            {
                if (!await antiforgery.IsRequestValidAsync(context))
                    return Results.BadRequest();
                var form = context.Request.Form;
                Answers.Add((form["choix"]!, form["commentaire"]!, form["nom"]!));
                return Results.Redirect("/reponse/abc.def/envoyee");
            });
            desk.MapGet("/reponse/{token}/envoyee", () => "merci");
        }
    }
}
