using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Desk.Deliveries;
using Integrations.Host.Tests.HttpWorkflows;
using Integrations.Partners.Microsoft365;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Simulators.Graph;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Integrations.Host.Tests.Desk;

/// <summary>SendEmail from the workflow to the mailbox: a real runtime, the real SDK, the simulated Microsoft 365.</summary>
public sealed class EmailDeliveryTests : IAsyncLifetime
{
    private const string Desk = "guichet@cluses.example";
    private const string Firm = "favre@pc-icpe-e.example";

    private readonly GraphSimulator _graph = new(new GraphSimulatorOptions { Mailboxes = new Dictionary<string, string> { [Desk] = "Guichet unique", [Firm] = "Favre" } });
    private readonly WebApplication _mailboxes;
    private readonly VirtualClock _clock = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private WorkflowRuntime _runtime = null!;

    public EmailDeliveryTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _mailboxes = builder.Build();
        _graph.Map(_mailboxes);
    }

    public async ValueTask InitializeAsync()
    {
        await _mailboxes.StartAsync();
        var mailbox = new PartnerMailbox(new GraphSettings { BaseUrl = new Uri(_mailboxes.Urls.Single() + "/v1.0"), Credential = GraphCredential.None, SenderMailbox = Desk });
        _runtime = await WorkflowRuntime.StartAsync(new RuntimeOptions
        {
            Store = SqliteWorkflowStore.InMemory(),
            Time = _clock,
            Activities = ActivityRegistry.WithElsa(),
            Workers = 0,
            Adapters = new Dictionary<string, CommandAdapter> { [Email.CommandKind] = new EmailDelivery(mailbox.SendAsync, Desk, _clock).DeliverAsync },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _mailboxes.DisposeAsync();
        _graph.Dispose();
    }

    [Fact]
    public async Task A_mail_reaches_its_recipients_with_its_attachment()
    {
        var attachment = """{"fileName":"plan.pdf","contentType":"application/pdf","length":3,"content":"AAEC"}""";
        Assert.Equal(WorkflowSubStatus.Finished, await RunAsync(Mail().With("bcc", Drawn.Literal("List<String>", Desk)).With("attachments", Drawn.Wrapped("Object", "Object", attachment))));

        var mail = Assert.Single(_graph.Inspection.Inbox(Firm));
        Assert.Equal(("Votre dossier", "<p>Bonjour</p>", Desk), (mail.Subject, mail.Html, mail.From));
        Assert.Single(_graph.Inspection.Inbox(Desk));
        using var http = new HttpClient();
        var files = await http.GetFromJsonAsync<JsonObject>($"{_mailboxes.Urls.Single()}/v1.0/users/{Firm}/messages/{Uri.EscapeDataString(mail.Id)}/attachments");
        Assert.Equal(("plan.pdf", "AAEC"), ((string?)files!["value"]![0]!["name"], (string?)files["value"]![0]!["contentBytes"]));
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(0, true)]
    [InlineData(503, false)]
    public async Task A_mail_leaves_once_whatever_fails_on_the_way(int status, bool afterWork)
    {
        _graph.Faults.FailNext(2, status, afterWork, $"POST /v1.0/users/{Desk}/messages");

        await RunAsync(Mail());
        await _runtime.AdvanceAsync(_clock, _clock.GetUtcNow().AddHours(2));

        Assert.Equal(WorkflowSubStatus.Finished, await SubStatusAsync());
        Assert.Single(_graph.Inspection.Inbox(Firm));
        Assert.Empty(_graph.Inspection.Doubles());
    }

    [Fact]
    public async Task A_mail_from_another_mailbox_or_refused_by_it_goes_on_by_the_error()
    {
        var error = Drawn.Of("e", "Elsa.SetOutput").With("outputName", Drawn.Literal("String", "why")).With("outputValue", Drawn.Wrapped("Object", "JavaScript", "getError()"));

        Assert.Equal(WorkflowSubStatus.Finished, await RunAsync(Mail().With("from", Drawn.Literal("String", "maire@cluses.example")).With("error", error)));

        Assert.Empty(_graph.Inspection.Inbox(Firm));
        var state = InstanceStateSerializer.Read((await _runtime.Store.GetInstanceAsync("i1"))!.State.Span);
        Assert.Contains("boîte du guichet", Values.ToText(state.Output["why"]), StringComparison.Ordinal);
        Assert.Equal(0, (await _runtime.Store.ListCommandsAsync(OutboxState.Dead, null, PageRequest.First)).Total);
    }

    private static JsonObject Mail() => Drawn.Of("m", "Elsa.SendEmail")
        .With("to", Drawn.Wrapped("List<String>", "Object", $"[\"{Firm}\"]")).With("subject", Drawn.Literal("String", "Votre dossier")).With("body", Drawn.Literal("String", "<p>Bonjour</p>"));

    private async Task<WorkflowSubStatus> RunAsync(JsonObject mail)
    {
        await _runtime.Definitions.PublishAsync(Drawn.Sequence("mails", mail).ToJsonString());
        await _runtime.StartInstanceAsync(new StartInstance("mails", "i1"));
        await _runtime.DrainAsync();
        return await SubStatusAsync();
    }

    private async Task<WorkflowSubStatus> SubStatusAsync() => (await _runtime.Store.GetInstanceAsync("i1"))!.Header.SubStatus;
}
