using Integrations.Host.Access;
using Integrations.Host.Access.Sessions;
using Integrations.Host.Api;
using Integrations.Host.Demo;
using Integrations.Host.ElsaApi;
using Integrations.Host.Functions;
using Integrations.Host.Hosting.Interruptions;
using Integrations.Host.Hosting.Starting;
using Integrations.Host.HttpWorkflows;
using Integrations.Host.Portal;
using Integrations.Host.Settings;
using Integrations.Host.Studio;
using Integrations.Host.Telemetry;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Hosting;

/// <summary>The service: HTTP, pages and the runtime in one process.</summary>
internal static class GuichetHost
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>
    /// 0 after a stop that was asked for, 1 when something must be mended first (settings, the administrators' folder, the store),
    /// <see cref="FunctionsHandler.EndedByItself"/> when a part of it failed; never 0 under Azure Functions.
    /// </returns>
    public static async Task<int> RunAsync(string[] arguments, bool demo, CancellationToken cancellation)
    {
        try
        {
            await using var world = demo ? await DemoWorld.StartAsync(arguments, cancellation) : null;
            await using var app = Build(arguments, world);
            return await RunAsync(app, cancellation);
        }
        catch (WorkspaceException faults)
        {
            return CommandLine.Report.Fail(faults.Problems);
        }
        catch (DefinitionRefusedException refused)
        {
            return CommandLine.Report.Fail(refused.Reasons);
        }
        catch (Exception fault) when (fault is OptionsValidationException or ArgumentException or DirectoryNotFoundException or StoreRefusedException or StoreInUseException)
        {
            return CommandLine.Report.Fail(fault.Message);
        }
    }

    /// <summary>Runs what was built, until it is told to stop.</summary>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken cancellation)
    {
        var underFunctions = app.Services.GetService<FunctionsHandler>() is not null;
        var told = app.Lifetime.ApplicationStopping;
        try
        {
            await app.StartAsync(cancellation);
            await app.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || told.IsCancellationRequested)
        {
            // It was told to end before it had begun.
        }

        if (BackgroundWork.HasFailed(app.Services)) return FunctionsHandler.EndedByItself;
        if (!underFunctions) return 0;
        return cancellation.IsCancellationRequested ? FunctionsHandler.RestartWanted : FunctionsHandler.EndedByItself;
    }

    /// <summary>Builds the service.</summary>
    /// <param name="arguments">Arguments for ASP.NET.</param>
    /// <param name="world">The simulated world of a demonstration; null: the real one.</param>
    /// <param name="replace">Puts other parts in place of ours, for example a clock that stands still; null: none.</param>
    public static WebApplication Build(string[] arguments, DemoWorld? world = null, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        builder.Configuration.AddInMemoryCollection(world?.Settings ?? new Dictionary<string, string?>());
        SecretReferences.Check(builder.Configuration);
        builder.Services.ConfigureOptions<ServerLimits>();
        WebhookLimits.AddTo(builder.Services);
        var functions = FunctionsHandler.From(builder.Configuration);
        functions?.Listen(builder.WebHost);
        // Their lines hold whole addresses, and an address may be a right here: a signed link, the secret of a form. At Debug they also hold
        // what people write into forms. So a wish for more of our own lines does not bring theirs.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.AddTelemetry(demonstration: world is not null);
        builder.Services.AddProblemDetails();
        var ways = world is null ? SignInWays.From(builder.Configuration, builder.Environment.IsDevelopment()) : SignInWays.OfDemonstration;
        builder.Services.AddAccess(ways);
        builder.Services.AddPortal();
        builder.Services.AddSingleton<InterruptionAnswer>();
        builder.Services.AddStudio();
        builder.Services.AddDesk(builder.Configuration, world, functions);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTimes.Service);
        replace?.Invoke(builder.Services);
        builder.Services.LoadSessionKeysWhenNeeded();

        var app = builder.Build();
        foreach (var warning in ways.Warnings.Concat(functions is null ? [] : FunctionsServices.Warnings(builder.Configuration))) app.Logger.LogError("{Warning}", warning);
        if (functions is not null) app.UseFunctionsHost();
        // Named, since without it routes are matched before everything else, and the host is answered without them.
        app.UseRouting();
        app.UsePortalErrors("/webhooks", "/health", AccessRefusals.Elsa, app.Services.GetRequiredService<IOptions<HttpWorkflowSettings>>().Value.BasePath);
        app.UseSecurityHeadersOfPages(ways);
        app.UseMiddleware<StartGate>();
        app.UseMiddleware<StoreGate>();
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        app.UseAccess();
        app.UseAntiforgery();
        app.MapFormWebhooks();
        app.MapHttpWorkflows();
        app.MapElsaApi();
        app.MapHealth();
        app.MapTelemetry();
        app.MapAccess();
        app.MapPortal();
        app.MapStudio();
        return app;
    }
}
