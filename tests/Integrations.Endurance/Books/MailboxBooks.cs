using System.Text.Json.Nodes;
using Integrations.Guichet.Activities;
using Integrations.Host.Desk;
using Integrations.Runtime.Outbox;
using Integrations.Simulators.Graph;
using Integrations.Workflows.Activities;

namespace Integrations.Endurance.Books;

/// <summary>What lies in the simulated mailboxes, beside what commands should have left there.</summary>
internal sealed class MailboxBooks
{
    /// <summary>Begins the text of a task of which its partner was reminded.</summary>
    private const string Reminder = "RELANCE";

    private readonly Dictionary<(string Kind, string Key), int> _received;
    private readonly Dictionary<string, InspectedTask> _tasks;
    private readonly ILookup<string, InspectedMail> _mails;
    private readonly HashSet<(string Kind, string Key)> _wished = [];

    public MailboxBooks(GraphSimulator graph)
    {
        string[] addresses = [.. graph.Store.Mailboxes.Select(mailbox => mailbox.Address)];
        _received = graph.Inspection.Counts().ToDictionary(count => (count.Kind, count.Key), count => count.Count);
        _tasks = addresses.SelectMany(graph.Inspection.Tasks).Where(task => task.Key is not null).GroupBy(task => task.Key!).ToDictionary(tasks => tasks.Key, tasks => tasks.First());
        _mails = addresses.SelectMany(graph.Inspection.Inbox).ToLookup(mail => mail.Subject);
    }

    /// <summary>Mails and tasks, however often each.</summary>
    public int Count => _received.Count;

    /// <summary>What is there more than once.</summary>
    public IEnumerable<string> Doubled => _received.Where(pair => pair.Value > 1).Select(pair => $"{pair.Key.Kind} {pair.Key.Key}");

    /// <summary>What is there although no command checked so far is about it.</summary>
    public IEnumerable<string> Unwished => _received.Keys.Except(_wished).Select(key => $"{key.Kind} {key.Key}");

    /// <summary>Mails in inboxes with this subject.</summary>
    public int MailsWith(string subject) => _mails[subject].Count();

    /// <summary>Checks that what a delivered command was to do is done; one that is not delivered may have left something, too.</summary>
    /// <returns>What is not there; null: all that can be seen is.</returns>
    public string? Check(OutboxCommand command)
    {
        var isDelivered = command.State == OutboxState.Delivered;
        switch (command.Kind)
        {
            case DeskCommands.PostTask:
                return Find("task", TaskOf(command), isDelivered);
            // A mail that its workflow was told could not be sent.
            case Email.CommandKind when IsRefused(command):
                return null;
            case DeskCommands.Notify or FreeLetter.CommandKind or Email.CommandKind:
                return Find("mail", command.IdempotencyKey, isDelivered);
            case DeskCommands.RemindTask when isDelivered:
                return !_tasks.TryGetValue(TaskOf(command), out var reminded) ? "the task is not there"
                    : reminded.Importance != "high" ? "the task is not important"
                    : reminded.Body.Split(Reminder).Length != 2 ? "the task does not say once that it is a reminder"
                    : null;
            // One that its partner has deleted needs no more, but no partner of the rig does.
            case DeskCommands.CompleteTask when isDelivered:
                return !_tasks.TryGetValue(TaskOf(command), out var completed) ? "the task is not there" : completed.Status != "completed" ? "the task is still open" : null;
            default:
                return null;
        }
    }

    private string? Find(string kind, string key, bool isDelivered)
    {
        _wished.Add((kind, key));
        return isDelivered && !_received.ContainsKey((kind, key)) ? $"no {kind} has its key" : null;
    }

    private static bool IsRefused(OutboxCommand command) => command.Reply is { } reply && JsonNode.Parse(reply) is JsonObject told && told.ContainsKey(Email.ErrorName);

    private static string TaskOf(OutboxCommand command)
    {
        var payload = JsonNode.Parse(command.Payload)!;
        return $"{payload["fileId"]}/{payload["taskId"]}";
    }
}
