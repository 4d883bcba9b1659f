using System.Text.Json.Nodes;
using Integrations.Host.HttpWorkflows;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Workflows.Activities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integrations.Host.Tests.HttpWorkflows;

/// <summary>Workflows served over HTTP: a real server, a real runtime with workers, a store in a file.</summary>
internal sealed class ServedWorkflows : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private ServedWorkflows(DirectoryInfo folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/workflows/") };
    }

    public HttpClient Client { get; }

    public WorkflowRuntime Runtime => _app.Services.GetRequiredService<WorkflowRuntime>();

    /// <summary>Starts the server.</summary>
    /// <param name="options">Changes the runtime.</param>
    /// <param name="services">Adds services.</param>
    /// <param name="pipeline">Adds middleware in front, for example a sign-in.</param>
    public static async Task<ServedWorkflows> StartAsync(
        Func<RuntimeOptions, RuntimeOptions>? options = null, Action<IServiceCollection>? services = null, Action<WebApplication>? pipeline = null)
    {
        var folder = Directory.CreateTempSubdirectory("http-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpWorkflows();
        builder.Services.AddProblemDetails();
        builder.Services.AddWorkflowRuntime(provider => (options ?? (given => given))(new RuntimeOptions
        {
            Store = SqliteWorkflowStore.OpenFile(Path.Combine(folder.FullName, "store.db")),
            Activities = ActivityRegistry.WithElsa(),
            Workers = 4,
            TickPeriod = TimeSpan.FromMilliseconds(50),
            Answer = provider.GetRequiredService<PendingAnswers>().Give,
        }));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        pipeline?.Invoke(app);
        app.MapHttpWorkflows();
        await app.StartAsync();
        return new ServedWorkflows(folder, app);
    }

    /// <summary>Publishes a sequence under this id.</summary>
    public Task PublishAsync(string definitionId, params JsonObject[] activities) =>
        Runtime.Definitions.PublishAsync(Drawn.Sequence(definitionId, activities).ToJsonString());

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await Runtime.DisposeAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>Small definitions in Elsa's format.</summary>
internal static class Drawn
{
    public static JsonObject Sequence(string definitionId, params JsonObject[] activities) => new()
    {
        ["id"] = definitionId + "-draft",
        ["definitionId"] = definitionId,
        ["name"] = definitionId,
        ["variables"] = new JsonArray(new JsonObject { ["id"] = "body", ["name"] = "Body", ["typeName"] = "Object" }, new JsonObject { ["id"] = "request", ["name"] = "Request", ["typeName"] = "Object" }),
        ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray([.. activities]) },
    };

    public static JsonObject Endpoint(string path, params string[] methods) => new()
    {
        ["id"] = "h-" + path,
        ["type"] = "Elsa.HttpEndpoint",
        ["path"] = Literal("String", path),
        ["supportedMethods"] = Wrapped("String[]", "Object", System.Text.Json.JsonSerializer.Serialize(methods)),
        ["parsedContent"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "body" } },
        ["result"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "request" } },
    };

    public static JsonObject Starts(this JsonObject activity)
    {
        activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return activity;
    }

    public static JsonObject With(this JsonObject activity, string input, JsonNode value)
    {
        activity[input] = value;
        return activity;
    }

    public static JsonObject Respond(string script, string status = "OK") => new()
    {
        ["id"] = "r" + status,
        ["type"] = "Elsa.WriteHttpResponse",
        ["statusCode"] = Literal("HttpStatusCode", status),
        ["content"] = Wrapped("Object", "JavaScript", script),
    };

    public static JsonObject Of(string id, string type) => new() { ["id"] = id, ["type"] = type };

    public static JsonObject Literal(string type, string value) => Wrapped(type, "Literal", value);

    public static JsonObject Wrapped(string type, string syntax, string value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = syntax, ["value"] = value } };
}
