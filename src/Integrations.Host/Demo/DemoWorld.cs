using Integrations.Host.Settings;
using Integrations.Simulators.Graph;
using Integrations.Simulators.PartnerAgents;

namespace Integrations.Host.Demo;

/// <summary>
/// The world of a demonstration: a fast clock, simulated Microsoft 365 mailboxes and people in them who answer. Everything it holds is
/// on disk before it is answered, so that killing the process loses nothing.
/// </summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    /// <summary>Secret of the demonstration's forms. Not a secret: it opens nothing outside a demonstration.</summary>
    public const string WebhookSecret = "demo-secret-public";

    private static readonly DateTimeOffset FirstMorning = new(2026, 11, 30, 8, 0, 0, TimeSpan.FromHours(1));

    private readonly WebApplication _mailboxes;
    private readonly GraphSimulator _graph;

    private DemoWorld(AcceleratedTimeProvider time, WebApplication mailboxes, GraphSimulator graph, SimulatedPartners people, Uri mailboxUrl, string folder, string publicUrl)
    {
        Time = time;
        _mailboxes = mailboxes;
        _graph = graph;
        People = people;
        Settings = new Dictionary<string, string?>
        {
            ["Service:DataFolder"] = folder,
            ["Service:PublicUrl"] = publicUrl,
            ["Urls"] = publicUrl.TrimEnd('/'),
            ["Links:Key"] = "demonstration-only-key-of-the-links-0001",
            ["Microsoft365:BaseUrl"] = new Uri(mailboxUrl, "v1.0").ToString(),
            ["Microsoft365:Credential"] = "None",
            ["Portal:Authority"] = "Agglomération de démonstration",
            ["Desk:Name"] = "Guichet unique de l'industrie (démonstration)",
            ["Desk:Phone"] = "04 50 00 12 34",
            ["Desk:Email"] = "guichet@guichet-unique.example",
            ["Desk:Hours"] = "du lundi au vendredi, de 9 h à 17 h",
            ["Desk:Referee"] = "Camille Référent",
            ["Webhooks:Tally"] = WebhookSecret,
            ["Webhooks:Typeform"] = WebhookSecret,
            ["Webhooks:Generic"] = WebhookSecret,
        };
    }

    /// <summary>The fast clock.</summary>
    public AcceleratedTimeProvider Time { get; }

    /// <summary>Who sits at the mailboxes.</summary>
    public SimulatedPartners People { get; }

    /// <summary>Virtual seconds per real second.</summary>
    public double Factor => Time.Factor;

    /// <summary>Settings of the service in this world; they win over all others.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Starts the world. Settings: Demo:Folder, Demo:SecondsPerDay, Demo:MailboxUrl, Demo:PublicUrl, Demo:Behaviours (a file).</summary>
    public static async Task<DemoWorld> StartAsync(string[] arguments, CancellationToken cancellation)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build().GetSection("Demo");
        var folder = settings["Folder"] ?? "var/demo";
        var secondsPerDay = settings.GetValue("SecondsPerDay", 0.5);
        var mailboxUrl = settings.GetValue("MailboxUrl", new Uri("http://localhost:5090"))!;
        var publicUrl = settings["PublicUrl"] ?? "http://localhost:5080/";
        var behaviours = settings["Behaviours"] is { } file ? AgentBehaviours.Load(file) : AgentBehaviours.OfTheDemonstration();
        var time = new AcceleratedTimeProvider(folder, FirstMorning, TimeSpan.FromDays(1).TotalSeconds / secondsPerDay, TimeProvider.System);

        var graph = new GraphSimulator(new GraphSimulatorOptions
        {
            Mailboxes = Mailboxes(WorkspaceFolder.Find()),
            JournalFile = Path.Combine(folder, "mailboxes.jsonl"),
            Time = time,
        });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(mailboxUrl.ToString());
        var mailboxes = builder.Build();
        graph.Map(mailboxes);
        mailboxes.MapGet("/", () => Results.Redirect("/_simulateur"));
        await mailboxes.StartAsync(cancellation);
        return new DemoWorld(time, mailboxes, graph, new SimulatedPartners(graph, behaviours, time), mailboxUrl, folder, publicUrl);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _mailboxes.DisposeAsync();
        People.Dispose();
        _graph.Dispose();
    }

    /// <summary>The mailboxes of Microsoft 365 that the directory names; a template names none.</summary>
    internal static Dictionary<string, string> Mailboxes(WorkspaceFolder folder)
    {
        using var directory = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(folder.Partners));
        var mailboxes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var partner in directory.RootElement.GetProperty("partners").EnumerateArray())
            foreach (var channel in partner.GetProperty("channels").EnumerateArray())
                if (channel.GetProperty("type").GetString() == "todo" && channel.GetProperty("mailbox").GetString() is { } mailbox && !mailbox.Contains('{', StringComparison.Ordinal))
                    mailboxes.TryAdd(mailbox, partner.GetProperty("name").GetString() ?? mailbox);
        return mailboxes;
    }
}
