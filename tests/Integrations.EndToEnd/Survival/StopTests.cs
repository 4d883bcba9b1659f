using System.Diagnostics;
using System.Net;
using Integrations.EndToEnd.Functions;
using Integrations.Host.Demo;
using Integrations.Host.Hosting;
using Integrations.Host.Settings;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Simulators.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integrations.EndToEnd.Survival;

/// <summary>How a process ends: what is in work comes to its end, and whoever watches processes sees by the code whether it was asked for.</summary>
[Collection(AfterAllOthers.Name)]
public sealed class StopTests : IDisposable
{
    /// <summary>Longer than the two seconds that System.CommandLine would give.</summary>
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guichet-stop-");

    [Fact]
    public async Task What_is_in_work_when_the_process_is_told_to_end_comes_to_its_end()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var mailboxes = await MailboxesAsync(asked);
        using var service = ServiceProcess.Start(Settings(new Uri(mailboxes.Urls.Single())));
        using var client = new HttpClient { BaseAddress = new Uri(await AddressAsync(service)) };
        using (var answer = await FunctionsDesk.Deliveries[0].PostAsync(client)) Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        var watch = Stopwatch.StartNew();
        service.Terminate();
        var code = await service.EndAsync(TestContext.Current.CancellationToken);

        Assert.True(code == 0, $"{code} {service.Output}");
        Assert.True(watch.Elapsed < StopTimes.Process, $"{watch.Elapsed}");
        await using var store = SqliteWorkflowStore.OpenFile(Path.Combine(_folder.FullName, "guichet.db"));
        Assert.NotEmpty((await store.ListCommandsAsync(OutboxState.Delivered, null, PageRequest.First)).Items);
    }

    [Fact]
    public async Task A_service_that_ends_because_a_part_of_it_failed_does_not_end_with_0()
    {
        var settings = Settings(new Uri("http://127.0.0.1:9/")).Select(pair => $"--{pair.Key.Replace("__", ":", StringComparison.Ordinal)}={pair.Value}");
        await using var app = GuichetHost.Build(["--applicationName=Integrations.Host", "--urls=http://127.0.0.1:0", .. settings], replace: services => services.AddBackgroundWork<Fails>());

        Assert.Equal(70, await GuichetHost.RunAsync(app, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> AddressAsync(ServiceProcess service)
    {
        const string before = "Now listening on: ";
        for (var patience = 1200; patience > 0; patience--)
        {
            if (service.Output is var output && output.IndexOf(before, StringComparison.Ordinal) is var at and >= 0)
            {
                var rest = output[(at + before.Length)..];
                return rest[..rest.IndexOfAny(['"', '\n', '\r'])];
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException(service.Output);
    }

    /// <summary>Mailboxes that take their time.</summary>
    private static async Task<WebApplication> MailboxesAsync(TaskCompletionSource asked)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_ => new GraphSimulator(new GraphSimulatorOptions { Mailboxes = DemoWorld.Mailboxes(WorkspaceFolder.Find()) }));
        var mailboxes = builder.Build();
        mailboxes.Use(async (HttpContext context, RequestDelegate next) =>
        {
            if (asked.TrySetResult()) await Task.Delay(Answering, context.RequestAborted);
            await next(context);
        });
        mailboxes.UseRouting();
        mailboxes.Services.GetRequiredService<GraphSimulator>().Map(mailboxes);
        await mailboxes.StartAsync();
        return mailboxes;
    }

    private Dictionary<string, string> Settings(Uri mailboxes) => new()
    {
        ["urls"] = "http://127.0.0.1:0",
        ["Service__DataFolder"] = _folder.FullName,
        ["Service__PublicUrl"] = "https://guichet.example/",
        ["Workflows__Folder"] = WorkspaceFolder.Find().Root,
        ["Links__Key"] = "key-of-the-links-in-tests-000000000001",
        ["Desk__Email"] = "guichet@guichet-unique.example",
        ["Desk__Phone"] = "01 99 00 12 34",
        ["Microsoft365__Credential"] = "None",
        ["Microsoft365__BaseUrl"] = new Uri(mailboxes, "v1.0").ToString(),
        ["Webhooks__Tally"] = SharedServices.Secret,
    };

    private sealed class Fails : IBackgroundWork
    {
        public Task RunAsync(CancellationToken stoppingToken) => throw new InvalidOperationException("as a fault would");
    }
}
