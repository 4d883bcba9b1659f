using System.Globalization;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Access;
using Integrations.Host.Api;
using Integrations.Host.CommandLine;
using Integrations.Host.Demo;
using Integrations.Host.Desk;
using Integrations.Host.Desk.Deliveries;
using Integrations.Host.Hosting;
using Integrations.Host.HttpWorkflows;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Settings;
using Integrations.Host.Tests.Access;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Simulators.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>
/// The whole desk with one file: the real host on a loopback port, the real workflows, letters and rules, the real Microsoft Graph client
/// against strict simulated mailboxes. Only the clock is ours: nine months pass in seconds. Times are local times of Paris.
/// </summary>
internal sealed class DeskInVirtualTime : IAsyncDisposable
{
    public const string Secret = "secret-of-the-forms-in-tests";
    public const string OwnMailbox = "guichet@guichet-unique.example";

    /// <summary>Who acts on files here.</summary>
    public static readonly Member CaseWorker = new("local:camille", "Camille Référent", DeskRole.CaseWorker);

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private readonly VirtualClock _clock;
    private readonly GraphSimulator _graph;
    private readonly WebApplication _mailboxes;
    private readonly WebApplication _host;
    private readonly string _folder;

    private DeskInVirtualTime(VirtualClock clock, GraphSimulator graph, WebApplication mailboxes, WebApplication host, string folder)
    {
        _clock = clock;
        _graph = graph;
        _mailboxes = mailboxes;
        _host = host;
        _folder = folder;
        Browser = new HttpClient { BaseAddress = new Uri(host.Urls.Single()) };
    }

    /// <summary>A browser, with its own cookies.</summary>
    public HttpClient Browser { get; }

    /// <summary>Number of the file.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The runtime of the desk.</summary>
    public WorkflowRuntime Runtime => _host.Services.GetRequiredService<WorkflowRuntime>();

    /// <summary>Opens the desk at a local time.</summary>
    /// <param name="at">Local time.</param>
    /// <param name="observe">Puts more into the service, for example somebody who reads its log.</param>
    /// <param name="settings">More settings, as <c>Name=value</c>.</param>
    public static async Task<DeskInVirtualTime> OpenAsync(string at, Action<IServiceCollection>? observe = null, params string[] settings)
    {
        var clock = new VirtualClock(Instant(at));
        var folder = Directory.CreateTempSubdirectory("guichet-").FullName;
        var graph = new GraphSimulator(new GraphSimulatorOptions { Mailboxes = DemoWorld.Mailboxes(WorkspaceFolder.Find()), Time = clock });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var mailboxes = builder.Build();
        graph.Map(mailboxes);
        await mailboxes.StartAsync();

        var host = GuichetHost.Build([.. Settings(folder, new Uri(mailboxes.Urls.Single())), .. settings.Select(setting => "--" + setting)], replace: services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<IWorkflowStore>(SqliteWorkflowStore.InMemory());
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
            services.AddLogging(logging => logging.ClearProviders());
            observe?.Invoke(services);
            services.AddSingleton(provider => WorkflowRuntime.Create(
                provider.GetRequiredService<DeskParts>().ToRuntime() with { Workers = 0, Chance = static () => 0.5, Answer = provider.GetRequiredService<PendingAnswers>().Give }));
        });
        await host.StartAsync();
        var desk = new DeskInVirtualTime(clock, graph, mailboxes, host, folder);
        using var signedIn = await desk.Browser.SignInAsync(DeskRole.CaseWorker);
        return desk;
    }

    /// <summary>Opens the desk on the morning of a sample file and receives it by a signed webhook.</summary>
    public static async Task<DeskInVirtualTime> WithSampleAsync(string sample, string at, Action<IServiceCollection>? observe = null, params string[] settings)
    {
        var desk = await OpenAsync(at, observe, settings);
        var body = await File.ReadAllBytesAsync(Directory.EnumerateFiles(WorkspaceFolder.Find().Samples, sample + "-*.json").Single());
        using var answer = await desk.PostFormAsync("generic", body);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        await desk.WorkAsync();
        return desk;
    }

    /// <summary>Posts a form as its tool would: signed on these bytes, unless the signature is to be wrong.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string source, byte[] body, string secret = Secret)
    {
        var form = _host.Services.GetRequiredService<LiveWorkspace>().Forms.Find(source)!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/forms/{source}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in WebhookSigner.Sign(form.Signature, secret, body, TimeProvider.System.GetUtcNow()).Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Browser.SendAsync(request);
    }

    /// <summary>Does all that is due now; whatever came in becomes the file of this desk.</summary>
    public async Task WorkAsync()
    {
        await Runtime.DrainAsync();
        if (Number.Length == 0)
            Number = (await Files()).SingleOrDefault() ?? "";
    }

    /// <summary>Lets time pass, from one due instant to the next.</summary>
    public Task Until(string at) => Runtime.AdvanceAsync(_clock, Instant(at));

    /// <summary>A case worker acts on the page of the file, at a local time.</summary>
    public async Task<ActResult> Do(string at, Func<string, DeskAct> act, string? confirmation = null)
    {
        await Until(at);
        var result = await _host.Services.GetRequiredService<CaseWorkerActs>().DoAsync(act(Number), CaseWorker, confirmation, CancellationToken.None);
        await Runtime.DrainAsync();
        return result;
    }

    /// <summary>A partner opens the link of its task and answers, at a local time. Returns the page that it then reads.</summary>
    public async Task<string> Answer(string at, PartnerTask task, AnswerKind kind, string? comment = null, string name = "Camille Agent")
    {
        await Until(at);
        var visitor = await AnswerPageVisitor.OpenAsync(Browser, await LinkOf(task));
        var page = await visitor.SendAsync(kind, comment, name);
        await Runtime.DrainAsync();
        return page;
    }

    /// <summary>The file as it stands.</summary>
    public Task<InstallationFile> Installation() => new FileReader(Runtime.Store).ReadAsync(Number, long.MaxValue, CancellationToken.None);

    /// <summary>A procedure as it stands.</summary>
    public async Task<ProcedureState> Procedure(string key) => (await Installation()).Procedure(key)!;

    /// <summary>The task that a partner has for a procedure.</summary>
    public async Task<PartnerTask> TaskFor(string procedure, TaskKind kind, string role) =>
        (await Installation()).Tasks.Single(task => task.Procedure == procedure && task.Kind == kind && task.Role == role);

    /// <summary>Facts of one kind, with the local time at which they were recorded.</summary>
    public async Task<IReadOnlyList<(string At, T Fact)>> Facts<T>()
        where T : FileFact =>
        [.. (await new FileReader(Runtime.Store).EventsAsync(Number, CancellationToken.None))
            .Where(recorded => recorded.Fact is T)
            .Select(recorded => (Local(recorded.At), (T)recorded.Fact))];

    /// <summary>Numbers of the files that the desk sees every day.</summary>
    public async Task<IReadOnlyList<string>> Files() =>
        [.. (await _host.Services.GetRequiredService<IPortalSource>().Files(new FileQuery(), CancellationToken.None)).Rows.Select(file => file.Number)];

    /// <summary>Mails in a mailbox, oldest first.</summary>
    public IReadOnlyList<Mail> MailsTo(string address) =>
        [.. _graph.Inspection.Inbox(address).Select(mail => new Mail(Local(mail.ReceivedAt), PlainText.Of(mail.Subject), PlainText.Of(mail.Html), PlainText.LinksOf(mail.Html)))];

    /// <summary>Tasks in a To Do, oldest first.</summary>
    public IReadOnlyList<ToDo> TasksOf(string mailbox) =>
        [.. _graph.Inspection.Tasks(mailbox).Select(task => new ToDo(Local(task.CreatedAt), task.Title, task.Due?[..10], task.Status))];

    /// <summary>The page that the firm follows, and its words.</summary>
    public async Task<string> FirmPage()
    {
        var address = _host.Services.GetRequiredService<LinkFactory>().For(await Installation()).Tracking;
        return PlainText.Of(await Browser.GetStringAsync(address.AbsolutePath));
    }

    /// <summary>Path of the answer page of a task.</summary>
    public async Task<string> LinkOf(PartnerTask task) =>
        _host.Services.GetRequiredService<LinkFactory>().For(await Installation()).Answer(task).Address.AbsolutePath;

    /// <summary>How many events the file has.</summary>
    public async Task<long> Events() => (await Installation()).Version;

    /// <summary>How many deliveries are kept, whatever became of them.</summary>
    public async Task<long> Deliveries()
    {
        var kept = 0L;
        foreach (var state in Enum.GetValues<InboxState>())
            kept += (await Runtime.Store.ListMessagesAsync(state, PageRequest.First)).Items.Count(message => message.Kind == FormWebhooks.MessageKind);
        return kept;
    }

    /// <summary>Deliveries turned away, by source and reason.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Refused() =>
        await Runtime.Store.GetCountersAsync(FormWebhooks.RefusedCounter);

    /// <summary>Nothing lies in quarantine or among dead letters, and nothing was done twice in a mailbox.</summary>
    public async Task NothingIsStuckOrDoubled()
    {
        Assert.Empty((await Runtime.Store.ListMessagesAsync(InboxState.Quarantined, PageRequest.First)).Items.Select(message => message.Reason));
        Assert.Empty((await Runtime.Store.ListMessagesAsync(InboxState.Dead, PageRequest.First)).Items.Select(message => message.Reason));
        Assert.Empty((await Runtime.Store.ListCommandsAsync(OutboxState.Dead, null, PageRequest.First)).Items.Select(command => command.Reason));
        Assert.Empty(_graph.Inspection.Doubles());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _host.DisposeAsync();
        await _mailboxes.DisposeAsync();
        _graph.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static DateTimeOffset Instant(string local)
    {
        var time = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, Paris.GetUtcOffset(time)).ToUniversalTime();
    }

    private static string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Paris).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string[] Settings(string folder, Uri mailboxes) =>
    [
        "--applicationName=Integrations.Host",
        "--urls=http://127.0.0.1:0",
        $"--Service:DataFolder={folder}",
        "--Service:PublicUrl=https://guichet.example/",
        "--environment=Development",
        "--Links:Key=key-of-the-links-in-tests-000000000001",
        $"--Desk:Email={OwnMailbox}",
        "--Desk:Phone=01 99 00 12 34",
        "--Microsoft365:Credential=None",
        $"--Microsoft365:BaseUrl={new Uri(mailboxes, "v1.0")}",
        $"--Webhooks:Tally={Secret}",
        $"--Webhooks:Generic={Secret}",
    ];
}

/// <summary>A mail as its reader sees it; links as paths of the desk's own site.</summary>
internal sealed record Mail(string At, string Subject, string Text, IReadOnlyList<string> Links);

/// <summary>A task as its owner sees it.</summary>
internal sealed record ToDo(string At, string Title, string? DueOn, string Status);
