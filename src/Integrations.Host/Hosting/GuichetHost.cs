using Integrations.Host.Access;
using Integrations.Host.Api;
using Integrations.Host.Demo;
using Integrations.Host.ElsaApi;
using Integrations.Host.Functions;
using Integrations.Host.HttpWorkflows;
using Integrations.Host.Portal;
using Integrations.Host.Settings;
using Integrations.Host.Studio;
using Integrations.Host.Telemetry;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Hosting;

/// <summary>The service: HTTP, pages and the runtime in one process.</summary>
internal static class GuichetHost
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>0 after a graceful stop, 1 when the settings or the administrators' folder have faults; never 0 under Azure Functions.</returns>
    public static async Task<int> RunAsync(string[] arguments, bool demo, CancellationToken cancellation)
    {
        try
        {
            await using var world = demo ? await DemoWorld.StartAsync(arguments, cancellation) : null;
            await using var app = Build(arguments, world);
            var underFunctions = app.Services.GetService<FunctionsHandler>() is not null;
            await app.RunAsync(cancellation);
            if (!underFunctions) return 0;
            return cancellation.IsCancellationRequested ? FunctionsHandler.RestartWanted : FunctionsHandler.EndedByItself;
        }
        catch (WorkspaceException faults)
        {
            return CommandLine.Report.Fail(faults.Problems);
        }
        catch (Exception fault) when (fault is Microsoft.Extensions.Options.OptionsValidationException or ArgumentException or DirectoryNotFoundException)
        {
            return CommandLine.Report.Fail(fault.Message);
        }
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
        builder.Services.AddStudio();
        builder.Services.AddDesk(builder.Configuration, world, functions);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        foreach (var warning in ways.Warnings) app.Logger.LogError("{Warning}", warning);
        if (functions is not null) app.UseFunctionsHost();
        app.UsePortalErrors("/webhooks", "/health", AccessRefusals.Elsa, app.Services.GetRequiredService<IOptions<HttpWorkflowSettings>>().Value.BasePath);
        app.UseSecurityHeadersOfPages(ways);
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
