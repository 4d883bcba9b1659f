using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Integrations.EndToEnd.Portal;
using Integrations.Tests.FunctionsHost;

namespace Integrations.EndToEnd.Functions;

/// <summary>What <c>dotnet publish</c> lays down is an app as it is: published once here, without compiling ahead, which takes minutes.</summary>
[Collection(AfterAllOthers.Name)]
public sealed class PublishedFolderTests(SharedServices services)
{
    [Fact]
    public async Task A_published_folder_is_a_Functions_app_as_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("guichet-published-").FullName;
        try
        {
            await PublishAsync(folder);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(folder, "Integrations.Host")).HasFlag(UnixFileMode.UserExecute));
            Assert.True(File.Exists(Path.Combine(folder, "libcoreclr.so")), "not self-contained");
            foreach (var part in new[] { "host.json", "studio/package.json", "workflows/installation-file.json", "workflows/partners.json" })
                Assert.True(File.Exists(Path.Combine(folder, part)), part);
            Assert.True(Directory.Exists(Path.Combine(folder, "wwwroot")));
            Assert.Empty(Directory.EnumerateFiles(folder, "appsettings*.json"));
            Assert.Empty(Directory.EnumerateFiles(folder, "local.settings.json"));

            var app = FunctionsApp.Published(folder);
            Assert.Equal(["daily", "tick", "work", "zz-http"], app.Functions.Select(function => function.Name));
            var (http, work) = (app.Functions[^1], app.Functions[2]);
            Assert.Equal(("{*path}", "anonymous"), ((string?)http.Trigger["route"], (string?)http.Trigger["authLevel"]));
            Assert.Equal(("work", "item", "AzureWebJobsStorage"), ((string?)work.Trigger["queueName"], (string?)work.Trigger["name"], (string?)work.Trigger["connection"]));
            var host = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "host.json")))!;
            Assert.Equal("", (string?)host["extensions"]!["http"]!["routePrefix"]);
            Assert.Equal("None", (string?)host["logging"]!["logLevel"]!["Host.Results"]);
            Assert.True(app.FunctionTimeout >= TimeSpan.FromMinutes(10) && app.VisibilityTimeout > TimeSpan.Zero);

            await using var desk = await services.TakeAsync();
            var running = await desk.StartAsync(app, ("Workflows__Folder", Path.Combine(folder, "workflows")));
            using var client = new HttpClient { BaseAddress = running.Address };
            using var answer = await FunctionsDesk.Deliveries[0].PostAsync(client);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            await FunctionsDesk.UntilAsync(running, desk.IsSettledAsync);
            Assert.Single(await desk.FilesAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PublishAsync(string folder)
    {
        string[] arguments =
        [
            "publish", Repository.Folder("src", "Integrations.Host"), "-c", "Release", "-r", "linux-x64", "--self-contained", "-o", folder,
            "-p:PublishReadyToRun=false", "-p:RunAnalyzers=false", "-v", "q", "-nodeReuse:false",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test platform sets for itself is none of the compiler's business.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var publish = Process.Start(start)!;
        var (output, errors) = (publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, await output + await errors);
    }
}
