using Integrations.Guichet.Activities;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Host.Api;
using Integrations.Host.Desk.Deliveries;
using Integrations.Host.Desk.Messages;
using Integrations.Host.Settings;
using Integrations.Partners.Forms;
using Integrations.Partners.Notifications;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Host.Desk;

/// <summary>
/// The whole desk without its web face: the guichet bound to a durable runtime. The host, the simulator and the scenarios of the tests
/// are made from it; only the clock, the store and the mailboxes differ.
/// </summary>
internal sealed record DeskParts
{
    /// <summary>Where everything lasts.</summary>
    public required IWorkflowStore Store { get; init; }

    /// <summary>The clock of the file.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What the administrators own, taken up anew when it changes.</summary>
    public required LiveWorkspace Workspace { get; init; }

    /// <summary>Who signs.</summary>
    public required DeskProfile Desk { get; init; }

    /// <summary>Signed addresses.</summary>
    public required LinkFactory Links { get; init; }

    /// <summary>Sends mails.</summary>
    public required SendMail Send { get; init; }

    /// <summary>Posts tasks.</summary>
    public required PartnerTasks Tasks { get; init; }

    /// <summary>Makes the HTTP calls of workflows; null: none is made, and one that a workflow asks for is a dead letter.</summary>
    public CommandAdapter? Call { get; init; }

    /// <summary>The documents of a file: what lists show.</summary>
    public Func<InstallationFile, IReadOnlyList<Document>> Project { get; init; } = static _ => [];

    /// <summary>Gives ids; a simulation gives a counter.</summary>
    public Func<string>? NewId { get; init; }

    /// <summary>The activities that a designer finds: Elsa's and the guichet's.</summary>
    public static ActivityRegistry Activities { get; } = ActivityRegistry.WithElsa().AddGuichet();

    /// <summary>The options of the runtime; the caller may still set workers, periods and logging.</summary>
    public RuntimeOptions ToRuntime()
    {
        var newId = NewId ?? (() => OrderedId.New(Time.GetUtcNow()));
        var domain = new GuichetDomain(() => Workspace.Knowledge, Project, newId);
        var streams = new StreamTransaction(Store, domain, Time);
        var files = new FileReader(Store);
        var reception = new FileReception(streams, Store, Time);
        var opened = new OpenedFiles(Store);
        var forms = new FormMessages(() => Workspace.Forms, () => Workspace.Knowledge, reception, Time);
        var openings = new OpeningMessages(opened, reception, Time);
        var answers = new AnswerMessages(streams, Time);
        var agenda = new AgendaMessages(streams);
        var letters = new LetterMessages(streams);
        var notices = new NoticeDelivery(files, () => Workspace.Notices, Links, () => Workspace.Knowledge, Desk, Send, Time);
        var free = new FreeLetter(files, Send, Time);
        var tasks = new TaskDelivery(files, Links, () => Workspace.Knowledge, Tasks, Time);
        return new RuntimeOptions
        {
            Store = Store,
            Time = Time,
            Activities = Activities,
            DefinitionsFolder = Workspace.Folder.Definitions,
            Domain = domain,
            // Ours hold whole forms: the workflows of some hundred files, those that move now. The others are read when they are resumed.
            CachedInstances = 1_000,
            NewId = NewId,
            OrderingKey = OrderingKey,
            Routes = new Dictionary<string, MessageRoute>
            {
                [FormWebhooks.MessageKind] = new(forms.HandleAsync),
                [FileToOpen.MessageKind] = new(openings.HandleAsync),
                [AnswerReceived.MessageKind] = new(answers.HandleAsync, FileLane<AnswerReceived>(answer => answer.FileId)),
                [LetterLeft.MessageKind] = new(letters.HandleAsync, FileLane<LetterLeft>(letter => letter.FileId)),
                [LetterUnsent.MessageKind] = new(letters.AskForAnotherWayAsync, FileLane<LetterUnsent>(letter => letter.FileId)),
                [MessageKinds.StreamDue] = new(agenda.HandleAsync, static (message, _) => ValueTask.FromResult<string?>(StreamDueNotice.Of(message).StreamId)),
            },
            Adapters = new Dictionary<string, CommandAdapter>(Call is null ? [] : [new(HttpCommands.Call, Call)])
            {
                [DeskCommands.Notify] = notices.DeliverAsync,
                [OpenFile.CommandKind] = new FileOpening(opened, () => Workspace.Knowledge, Time).DeliverAsync,
                [FreeLetter.CommandKind] = free.DeliverAsync,
                [Email.CommandKind] = new EmailDelivery(Send, Desk.Email, Time).DeliverAsync,
                [DeskCommands.PostTask] = tasks.DeliverAsync,
                [DeskCommands.RemindTask] = tasks.DeliverAsync,
                [DeskCommands.CompleteTask] = tasks.DeliverAsync,
            },
        };
    }

    /// <summary>What one recipient gets about one file comes in order; a recipient who cannot be reached holds nobody else back.</summary>
    private static string? OrderingKey(Command command, string? fileId)
    {
        var recipient = command.Payload["to"] ?? command.Payload["partnerId"];
        return fileId is null || recipient is null ? null : $"{fileId}|{command.Kind.Split('.')[1]}|{recipient}";
    }

    private static Func<InboxMessage, CancellationToken, ValueTask<string?>> FileLane<T>(Func<T, string> fileOf) =>
        (message, _) => ValueTask.FromResult<string?>(fileOf(System.Text.Json.JsonSerializer.Deserialize<T>(message.Payload.Span)!));
}
