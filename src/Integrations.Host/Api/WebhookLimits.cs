using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Integrations.Host.Access;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Api;

/// <summary>
/// How many deliveries one sender may make to one form. Section <c>WebhookLimits</c>. It is counted in each process; what is beyond is told
/// to come again, and form tools do.
/// </summary>
internal sealed class WebhookLimits
{
    /// <summary>Name of the section, and of the policy.</summary>
    public const string Section = "WebhookLimits";

    /// <summary>Reading a delivery and making it durable takes no longer than this, however slowly it is sent.</summary>
    public static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries at once after a pause.</summary>
    [Range(1, 1_000_000, ErrorMessage = "WebhookLimits:Burst va de 1 à 1 000 000.")]
    public int Burst { get; set; } = 1000;

    /// <summary>Deliveries a second for long.</summary>
    [Range(1, 1_000_000, ErrorMessage = "WebhookLimits:PerSecond va de 1 à 1 000 000.")]
    public int PerSecond { get; set; } = 50;

    /// <summary>Adds the policy.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddOptions<WebhookLimits>().BindConfiguration(Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddRequestTimeouts();
        services.AddRateLimiter(options =>
        {
            options.AddPolicy(Section, Of);
            options.OnRejected = async (rejected, _) => await RefuseAsync(rejected);
        });
    }

    private static RateLimitPartition<string> Of(HttpContext context)
    {
        var limits = context.RequestServices.GetRequiredService<IOptions<WebhookLimits>>().Value;
        // By form and sender: nobody uses up what another form, or its own tool, may send.
        var sender = string.Create(CultureInfo.InvariantCulture, $"{context.Request.RouteValues["source"]} {Callers.NetworkOf(context)}");
        return RateLimitPartition.GetTokenBucketLimiter(sender, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Burst,
            TokensPerPeriod = limits.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
    }

    /// <summary>
    /// The limit of time of a delivery. What is told when it is over says that it may be recorded yet: what is being written is carried to its
    /// end, whoever waits for it.
    /// </summary>
    public static RequestTimeoutPolicy InTime { get; } = new()
    {
        Timeout = LongestDelivery,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = context =>
        {
            context.Response.Headers.RetryAfter = LongestDelivery.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Problems.NotInTime().ExecuteAsync(context);
        },
    };

    private static async Task RefuseAsync(OnRejectedContext rejected)
    {
        var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? (int)Math.Ceiling(time.TotalSeconds) : 1;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, after).ToString(CultureInfo.InvariantCulture);
        await Problems.Of(
            StatusCodes.Status429TooManyRequests, "webhook.too_many", "Trop d'envois",
            "Cet expéditeur envoie plus vite que le guichet ne l'accepte. Renvoyez après le délai indiqué : rien n'est perdu.").ExecuteAsync(rejected.HttpContext);
    }
}
