using Integrations.Host.Access.Sessions;
using Integrations.Host.Api;
using Integrations.Host.Demo;
using Integrations.Host.Desk;
using Integrations.Host.Desk.Deliveries;
using Integrations.Host.ElsaApi;
using Integrations.Host.Functions;
using Integrations.Host.HttpWorkflows;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Portal.Store;
using Integrations.Host.Queues;
using Integrations.Host.Settings;
using Integrations.Partners.Answers;
using Integrations.Partners.Forms;
using Integrations.Partners.Http;
using Integrations.Partners.Microsoft365;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Hosting;

/// <summary>Puts the desk into the service.</summary>
internal static class DeskServices
{
    /// <summary>Adds the desk.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">Settings.</param>
    /// <param name="world">The simulated world of a demonstration; null: the real one.</param>
    /// <param name="functions">The handler of an Azure Functions host; null: a service of its own.</param>
    /// <exception cref="ArgumentException">Settings contradict each other; the message says what to set.</exception>
    public static IServiceCollection AddDesk(this IServiceCollection services, ConfigurationManager configuration, DemoWorld? world, FunctionsHandler? functions)
    {
        var queues = QueueServices.Settings(configuration);
        if (functions is not null) services.AddFunctionsHandler(functions, configuration, queues);
        services.AddQueues(queues, received: functions is null);
        services.AddOptions<DeskProfile>().BindConfiguration(DeskProfile.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionPeriods>().BindConfiguration(RetentionPeriods.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ServiceSettings>().BindConfiguration(ServiceSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSessionProtection(configuration);
        services.AddSingleton(world?.Time ?? TimeProvider.System);
        services.AddSingleton(new WallClock(TimeProvider.System));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DeskProfile>>().Value);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ServiceSettings>>().Value);
        services.AddSingleton(provider => LiveWorkspace.Begin(WorkspaceFolder.Find(configuration["Workflows:Folder"]), provider.GetRequiredService<DeskProfile>()));
        services.AddSingleton<Func<FormCatalog>>(provider => () => provider.GetRequiredService<LiveWorkspace>().Forms);
        services.AddSingleton(new LinkTokens(LinkKeys.FromConfiguration(configuration)));
        services.AddSingleton(provider => new LinkFactory(provider.GetRequiredService<LinkTokens>(), provider.GetRequiredService<ServiceSettings>().PublicUrl));
        services.AddStorage(StorageServices.Settings(configuration));
        services.AddSingleton(provider => new PartnerMailbox(Graph(configuration, provider.GetRequiredService<DeskProfile>())));
        services.AddOptions<HttpCallSettings>().BindConfiguration(HttpCallSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new HttpCalls(provider.GetRequiredService<IOptions<HttpCallSettings>>().Value));
        services.AddSingleton(provider => new DeskParts
        {
            Store = provider.GetRequiredService<IWorkflowStore>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Workspace = provider.GetRequiredService<LiveWorkspace>(),
            Desk = provider.GetRequiredService<DeskProfile>(),
            Links = provider.GetRequiredService<LinkFactory>(),
            Send = provider.GetRequiredService<PartnerMailbox>().SendAsync,
            Tasks = PartnerTasks.In(provider.GetRequiredService<PartnerMailbox>()),
            Call = provider.GetRequiredService<HttpCalls>().DeliverAsync,
            Project = PortalProjections.Of,
        });
        services.AddWorkflowRuntime(provider => Paced(provider.GetRequiredService<DeskParts>().ToRuntime(), world) with
        {
            Retention = world is null ? provider.GetRequiredService<IOptions<RetentionPeriods>>().Value.ToSettings() : null,
            Logging = provider.GetRequiredService<ILoggerFactory>(),
            Answer = provider.GetRequiredService<PendingAnswers>().Give,
            Hints = provider.GetService<IWorkHints>(),
            Workers = functions is null ? RuntimeOptions.DefaultWorkers : 0,
            StopTimeout = StopTimes.Work,
            Prepared = provider.GetRequiredService<LiveWorkspace>().Loaded,
        });
        services.AddHttpWorkflows();
        // The folder of a deployed handler changes only with the handler.
        if (functions is null) services.AddBackgroundWork<WorkspaceWatch>();
        if (world is not null)
        {
            services.AddSingleton(world);
            services.AddBackgroundWork<DemoDirector>();
        }

        services.AddElsaApi();
        services.AddSingleton<IPortalSource, StorePortalSource>();
        services.AddSingleton<FileHistory>(provider => new FileReader(provider.GetRequiredService<IWorkflowStore>()).EventsAsync);
        services.AddSingleton<CaseWorkerActs>();
        services.AddSingleton<AnswerIntake>();
        services.AddSingleton<OperatorActions>();
        services.AddSingleton<DeskActs>(provider => provider.GetRequiredService<CaseWorkerActs>().DoAsync);
        services.AddSingleton<PartnerAnswers>(provider => provider.GetRequiredService<AnswerIntake>().TakeAsync);
        services.AddSingleton<OperatorActs>(provider => provider.GetRequiredService<OperatorActions>().DoAsync);
        return services;
    }

    private static GraphSettings Graph(ConfigurationManager configuration, DeskProfile desk)
    {
        var section = configuration.GetSection("Microsoft365");
        return new GraphSettings
        {
            SenderMailbox = section["SenderMailbox"] ?? desk.Email,
            BaseUrl = section.GetValue<Uri?>("BaseUrl") ?? new GraphSettings { SenderMailbox = "" }.BaseUrl,
            Credential = section.GetValue("Credential", GraphCredential.Azure),
            TenantId = section["TenantId"],
        };
    }

    /// <summary>The tick is counted on the clock of the files: on a fast one it is stretched to twenty a second on the wall.</summary>
    private static RuntimeOptions Paced(RuntimeOptions options, DemoWorld? world) =>
        world is null ? options : options with { TickPeriod = TimeSpan.FromMilliseconds(50) * world.Factor };
}
