using Deque.AxeCore.Commons;
using Integrations.Host.Access;
using Integrations.Host.Portal;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.ReadModels;
using Integrations.Host.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Portal;

/// <summary>The pages on a real port with the sample desk, and one Chromium for all tests.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    // The policy that the host sends; a page that needed more would show it here as a console error.
    private const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self'; img-src 'self' data:; script-src 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'";

    private WebApplication? app;
    private IPlaywright? playwright;

    public SamplePortal Sample { get; } = new();

    public string Address { get; private set; } = "";

    public IBrowser Browser { get; private set; } = null!;

    public string Axe { get; } = new BundledAxeScriptProvider().GetScript();

    public async ValueTask InitializeAsync()
    {
        app = Build();
        await app.StartAsync();
        Address = app.Urls.Single();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Integrations.Host" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Portal:Authority"] = "Communauté de communes Cluses Arve";
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new ServiceSettings());
        builder.Services.AddAccess(SignInWays.OfDemonstration);
        builder.Services.AddPortal();
        builder.Services.AddSingleton<IPortalSource>(Sample);
        builder.Services.AddSingleton<DeskActs>(Sample.Do);
        builder.Services.AddSingleton<PartnerAnswers>(Sample.Take);
        builder.Services.AddSingleton<OperatorActs>(Sample.Replay);
        var host = builder.Build();
        host.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            return next(context);
        });
        host.UsePortalErrors("/api", "/webhooks");
        host.UseAccess();
        host.MapPortal();
        return host;
    }
}

[CollectionDefinition(Name)]
public sealed class PortalCollection : ICollectionFixture<PortalFixture>
{
    public const string Name = "portal";
}
