using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Integrations.Simulators.Graph;

namespace Integrations.Simulators.PartnerAgents;

/// <summary>
/// Town hall, CCI, prefecture: people who look into their simulated mailbox and answer after a while, late or never. They know nothing
/// of the desk but the link they were sent, and use it as a person does: open the page, fill in the form, send it.
/// </summary>
public sealed partial class SimulatedPartners : IDisposable
{
    private readonly GraphSimulator _graph;
    private readonly AgentBehaviours _behaviours;
    private readonly TimeProvider _time;
    private readonly Func<HttpMessageHandler> _browser;
    private readonly SemaphoreSlim _round = new(1);

    /// <summary>Agents at the mailboxes of a simulator.</summary>
    /// <param name="graph">The mailboxes.</param>
    /// <param name="behaviours">Who does what.</param>
    /// <param name="time">Clock of the mailboxes.</param>
    /// <param name="browser">Makes the way to the desk for one visit; null: HTTP, with cookies of its own.</param>
    public SimulatedPartners(GraphSimulator graph, AgentBehaviours behaviours, TimeProvider time, Func<HttpMessageHandler>? browser = null)
    {
        _graph = graph;
        _behaviours = behaviours;
        _time = time;
        _browser = browser ?? (() => new SocketsHttpHandler { CookieContainer = new CookieContainer() });
    }

    /// <summary>One look into all mailboxes: answers everything whose time has come.</summary>
    /// <returns>What was done, in the order of arrival.</returns>
    public async Task<IReadOnlyList<AgentVisit>> AnswerDueAsync(CancellationToken cancellation)
    {
        await _round.WaitAsync(cancellation);
        try
        {
            var visits = new List<AgentVisit>();
            foreach (var about in Letters().GroupBy(letter => (letter.Mailbox, letter.Link)).OrderBy(group => group.Min(letter => letter.At)).ToList())
            {
                // Task, mail and reminders hold one link: it is one question, and it came with the first of them.
                var first = about.MinBy(letter => letter.At)!;
                if (_behaviours.For(first.Mailbox, first.Title) is not { Silent: false } agent
                    || _time.GetUtcNow() < first.At + TimeSpan.FromDays(agent.DelayDays))
                    continue;
                var outcome = await Visit(first.Link, agent, cancellation);
                if (outcome != VisitOutcome.TryAgain)
                    about.ToList().ForEach(letter => letter.PutAway());
                visits.Add(new AgentVisit(first.Mailbox, first.Title, agent.Answer, outcome));
            }

            return visits;
        }
        finally
        {
            _round.Release();
        }
    }

    /// <summary>Looks again and again until cancelled.</summary>
    /// <param name="every">Pause between two looks, in real time.</param>
    /// <param name="seen">Told of every visit.</param>
    /// <param name="cancellation">Ends the watch.</param>
    public async Task WatchAsync(TimeSpan every, Action<AgentVisit> seen, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(every);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            foreach (var visit in await AnswerDueAsync(cancellation))
                seen(visit);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _round.Dispose();

    private IEnumerable<Letter> Letters()
    {
        foreach (var mailbox in _graph.Store.Mailboxes.Select(mailbox => mailbox.Address).Where(_behaviours.Attend))
        {
            foreach (var task in _graph.Inspection.Tasks(mailbox).Where(task => task.Status != "completed"))
            {
                if (AnswerLink(task.Link) is { } link)
                    yield return new Letter(mailbox, task.Title, link, task.CreatedAt, () => _graph.Store.TickOff(mailbox, task.Id));
            }

            foreach (var mail in _graph.Inspection.Inbox(mailbox).Where(mail => !mail.IsRead))
            {
                var link = Links().Matches(mail.Html).Select(match => AnswerLink(WebUtility.HtmlDecode(match.Groups[1].Value))).FirstOrDefault(uri => uri is not null);
                if (link is not null)
                    yield return new Letter(mailbox, mail.Subject, link, mail.ReceivedAt, () => _graph.Store.MarkRead(mailbox, mail.Id));
            }
        }
    }

    private Uri? AnswerLink(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var link) && link.AbsolutePath.StartsWith(_behaviours.Form.Path, StringComparison.Ordinal)
            ? link
            : null;

    private async Task<VisitOutcome> Visit(Uri link, AgentBehaviour agent, CancellationToken cancellation)
    {
        try
        {
            var names = _behaviours.Form;
            using var http = new HttpClient(_browser());
            using var page = await http.GetAsync(link, cancellation);
            if ((int)page.StatusCode >= 500)
                return VisitOutcome.TryAgain;
            if (!page.IsSuccessStatusCode || AnswerForm.Find(await page.Content.ReadAsStringAsync(cancellation), names.Answer) is not { } form)
                return VisitOutcome.NothingToAnswer;

            var fields = new Dictionary<string, string>(form.Hidden)
            {
                [names.Answer] = agent.Answer,
                [names.Comment] = agent.Comment,
                [names.Name] = agent.Name,
            };
            var action = new Uri(page.RequestMessage?.RequestUri ?? link, form.Action);
            using var content = new FormUrlEncodedContent(fields);
            using var answer = await http.PostAsync(action, content, cancellation);
            return (int)answer.StatusCode switch
            {
                < 400 => VisitOutcome.Answered,
                < 500 => VisitOutcome.Refused,
                _ => VisitOutcome.TryAgain,
            };
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            // A line that breaks while it is made comes as it is.
            return VisitOutcome.TryAgain;
        }
    }

    /// <summary>Something in a mailbox that has not been dealt with; that it has been is noted there, so that it outlives the process.</summary>
    private sealed record Letter(string Mailbox, string Title, Uri Link, DateTimeOffset At, Action PutAway);

    [GeneratedRegex("""href="([^"]+)"?""", RegexOptions.IgnoreCase)]
    private static partial Regex Links();
}

/// <summary>One visit of an agent to an answer page.</summary>
/// <param name="Mailbox">Whose it was.</param>
/// <param name="Title">Title of the task or mail.</param>
/// <param name="Answer">The answer it wanted to give.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record AgentVisit(string Mailbox, string Title, string Answer, VisitOutcome Outcome);

/// <summary>What came of a visit.</summary>
public enum VisitOutcome
{
    /// <summary>The form was sent and accepted.</summary>
    Answered,

    /// <summary>The page had no form: answered already, or too late.</summary>
    NothingToAnswer,

    /// <summary>The form was sent and refused.</summary>
    Refused,

    /// <summary>The desk could not be reached.</summary>
    TryAgain,
}
