using Integrations.EndToEnd.Intake;

namespace Integrations.EndToEnd.Studio;

/// <summary>The service, with the designer that was installed when it was built.</summary>
public sealed class StudioService : IAsyncLifetime
{
    private RunningHost? host;

    public HttpClient Client => host!.Client;

    public async ValueTask InitializeAsync() => host = await RunningHost.StartAsync(secret: null);

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
    }
}
