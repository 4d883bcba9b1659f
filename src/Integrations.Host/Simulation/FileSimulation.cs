using System.Globalization;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Submissions;
using Integrations.Host.Api;
using Integrations.Host.Desk;
using Integrations.Host.Desk.Deliveries;
using Integrations.Host.Desk.Messages;
using Integrations.Host.Settings;
using Integrations.Partners.Answers;
using Integrations.Partners.Microsoft365;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores.Sqlite;

namespace Integrations.Host.Simulation;

/// <summary>
/// Lives a file through virtual time: the same workflows, engine and rules as in the real desk, with a clock that jumps from one due
/// instant to the next and mailboxes that only note what arrives.
/// </summary>
internal static class FileSimulation
{
    private const string SimulationKey = "simulation-only-key-of-the-links-000001";

    /// <summary>Simulates.</summary>
    /// <param name="request">The file.</param>
    /// <param name="workspace">Definitions, letters, rules, directory.</param>
    /// <param name="desk">Who signs.</param>
    /// <param name="days">How many days after reception to look ahead.</param>
    /// <param name="answerAfter">Days after which every partner answers "favourable"; null: all stay silent.</param>
    /// <param name="cancellation">Stops between two instants.</param>
    public static async Task<SimulatedCourse> RunAsync(
        InstallationRequest request, LiveWorkspace workspace, DeskProfile desk, int days, int? answerAfter, CancellationToken cancellation)
    {
        var start = (request.Source?.ReceivedAt ?? TimeProvider.System.GetUtcNow()).ToUniversalTime();
        var clock = new VirtualClock(start);
        var steps = new List<SimulatedStep>();
        var counter = 0;
        var tokens = new LinkTokens(LinkKeys.Of(SimulationKey));
        var parts = new DeskParts
        {
            Store = SqliteWorkflowStore.InMemory(),
            Time = clock,
            Workspace = workspace,
            Desk = desk,
            Links = new LinkFactory(tokens, new Uri("https://guichet.example/")),
            Send = (mail, _) => Note(new SimulatedStep(clock.GetUtcNow(), "mail", string.Join(", ", mail.To), mail.Subject)),
            Tasks = new PartnerTasks(
                (task, _) => Note(new SimulatedStep(clock.GetUtcNow(), "task", task.Mailbox, task.Title) { DueOn = task.DueOn }),
                (mailbox, _, _, _) => Note(new SimulatedStep(clock.GetUtcNow(), "task-reminder", mailbox, "Relance")),
                (mailbox, _, _) => Note(new SimulatedStep(clock.GetUtcNow(), "task-done", mailbox, "Tâche close"))),
            NewId = () => (++counter).ToString("D8", CultureInfo.InvariantCulture),
        };
        await using var runtime = await WorkflowRuntime.StartAsync(parts.ToRuntime() with { Workers = 0, Chance = static () => 0.5 }, cancellation);
        var number = request.Id is { } id && FileNumber.IsValid(id) ? id : "IMP-2026-00-000001";
        await runtime.ReceiveAsync(Delivery(request with { Id = number }, start), cancellation);

        var end = start.AddDays(days);
        var answered = new HashSet<string>();
        while (true)
        {
            await runtime.DrainAsync(cancellation);
            var file = await new FileReader(runtime.Store).ReadAsync(number, long.MaxValue, cancellation);
            if (answerAfter is { } delay)
                foreach (var task in file.Tasks.Where(task => task.IsOpen && task.SentAt.AddDays(delay) <= clock.GetUtcNow() && answered.Add(task.Id)))
                    await runtime.ReceiveAsync(new AnswerReceived(file.Id, task.Id, task.PartnerId, AnswerKind.Favourable, task.PartnerName, null, null, "simulation").ToMessage(clock.GetUtcNow()), cancellation);
            await runtime.DrainAsync(cancellation);
            file = await new FileReader(runtime.Store).ReadAsync(number, long.MaxValue, cancellation);
            var next = new[] { await runtime.NextDueAtAsync(cancellation), NextAnswer(file, answerAfter, answered) }.Min();
            if (next is not { } instant || instant > end) break;
            clock.MoveTo(instant);
        }

        var events = (await runtime.Store.ReadStreamAsync(number, 0, cancellation)).Events.Select(stored => FileJson.Read(stored.Payload)).ToList();
        var dead = await runtime.Store.ListCommandsAsync(Runtime.Outbox.OutboxState.Dead, null, Runtime.Stores.PageRequest.First, cancellation);
        var quarantine = await runtime.Store.ListMessagesAsync(InboxState.Quarantined, Runtime.Stores.PageRequest.First, cancellation);
        return new SimulatedCourse(
            InstallationFile.Fold(events), events, [.. steps.OrderBy(step => step.At)],
            [.. quarantine.Items.Select(message => $"{message.ReasonCode} : {message.Reason}"), .. dead.Items.Select(command => $"{command.ReasonCode} : {command.Reason}")]);

        Task<MailboxResult> Note(SimulatedStep step)
        {
            steps.Add(step);
            return Task.FromResult<MailboxResult>(new MailboxResult.Done(""));
        }
    }

    private static DateTimeOffset? NextAnswer(InstallationFile file, int? delay, HashSet<string> answered) => delay is { } days
        ? file.Tasks.Where(task => task.IsOpen && !answered.Contains(task.Id)).Select(task => (DateTimeOffset?)task.SentAt.AddDays(days)).Min()
        : null;

    private static NewInboxMessage Delivery(InstallationRequest request, DateTimeOffset at) =>
        new(new DedupeKey("form:generic", "simulation"), FormWebhooks.MessageKind, System.Text.Encoding.UTF8.GetBytes(request.ToJson()))
        {
            Headers = new Dictionary<string, string> { [FormWebhooks.SourceHeader] = "generic" },
            ReceivedAt = at,
        };
}

/// <summary>The course of a file.</summary>
/// <param name="File">The file at the end.</param>
/// <param name="Events">Its events.</param>
/// <param name="Steps">Mails and tasks, in order.</param>
/// <param name="Problems">What could not be done, in French.</param>
internal sealed record SimulatedCourse(
    InstallationFile File, IReadOnlyList<FileEvent> Events, IReadOnlyList<SimulatedStep> Steps, IReadOnlyList<string> Problems);

/// <summary>Something that would leave.</summary>
/// <param name="At">Virtual instant, UTC.</param>
/// <param name="Kind">mail, task, task-reminder or task-done.</param>
/// <param name="To">Addresses or mailbox.</param>
/// <param name="What">Subject or title.</param>
internal sealed record SimulatedStep(DateTimeOffset At, string Kind, string To, string What)
{
    /// <summary>Last day of a task.</summary>
    public DateOnly? DueOn { get; init; }
}
