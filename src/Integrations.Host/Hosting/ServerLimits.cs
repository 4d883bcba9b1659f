using Integrations.Host.HttpWorkflows;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Hosting;

/// <summary>What one connection may ask of the server before any of our code has looked at it.</summary>
internal sealed class ServerLimits(IOptions<HttpWorkflowSettings> workflows) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>Definitions that are imported are the largest thing anybody sends, unless a workflow is allowed more.</summary>
    public const long LargestBody = 16 * 1024 * 1024;

    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = Math.Max(LargestBody, workflows.Value.MaxRequestBytes);
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // A sender who drips is let go: 1 MiB takes half an hour at this rate, and a webhook has a time limit of its own.
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 512, gracePeriod: TimeSpan.FromSeconds(5));
        options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 512, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
