namespace Integrations.Host.Hosting.Starting;

/// <summary>From when on an address is served; one that says nothing waits until everything is at work.</summary>
internal enum ServiceStage
{
    /// <summary>As soon as the port is open.</summary>
    Listening,

    /// <summary>As soon as the store keeps what comes in.</summary>
    Keeping,

    /// <summary>When the runtime is at work.</summary>
    AtWork,
}

/// <summary>Says it of an endpoint.</summary>
/// <param name="Stage">From when on.</param>
internal sealed record ServedFrom(ServiceStage Stage);

/// <summary>Puts it on endpoints.</summary>
internal static class ServedFromConventions
{
    /// <summary>Serves the endpoints before everything is at work.</summary>
    public static TBuilder ServedFrom<TBuilder>(this TBuilder endpoints, ServiceStage stage)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new ServedFrom(stage));
}
