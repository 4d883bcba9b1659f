using Integrations.Host.Hosting.Starting;
using Integrations.Host.Portal.Store;
using Integrations.Host.Telemetry;
using Integrations.Partners.Forms;
using Integrations.Partners.Webhooks;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Integrations.Host.Api;

/// <summary>Where external forms deliver. A delivery is verified on its raw bytes, durable, and only then acknowledged.</summary>
internal static class FormWebhooks
{
    /// <summary>Kind of the inbox messages of forms.</summary>
    public const string MessageKind = "form";

    /// <summary>Prefix of the counters of refused deliveries; the source and the reason follow.</summary>
    public const string RefusedCounter = OperationsReading.RefusedCounters;

    /// <summary>Header of an inbox message that names the source.</summary>
    public const string SourceHeader = "source";

    public static void MapFormWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhooks/forms");
        group.DisableAntiforgery().AllowAnonymous().RequireRateLimiting(WebhookLimits.Section).WithRequestTimeout(WebhookLimits.InTime)
            .ServedFrom(ServiceStage.Keeping);
        group.MapPost("/{source}", ReceiveAsync);
        // Some tools cannot sign: their secret is the last segment of the address.
        group.MapPost("/{source}/{secret}", ReceiveAsync);
    }

    private static async Task<Results<Accepted<DeliveryReceipt>, ProblemHttpResult>> ReceiveAsync(
        string source, HttpRequest request, Func<FormCatalog> forms, WorkflowRuntime runtime, IConfiguration configuration, WallClock wall,
        DeskMeter meter, CancellationToken cancellation, string? secret = null)
    {
        var form = forms().Find(source);
        if (form is null) return Problems.UnknownSource(source);

        var delivery = await IncomingWebhook.ReadAsync(request, secret, cancellation);
        if (delivery is null)
        {
            meter.Delivery(source, "body_too_large");
            await CountRefusalAsync(runtime, source, "body_too_large", cancellation);
            return Problems.TooLarge();
        }

        var secrets = WebhookSecrets.FromConfiguration(configuration, form.SecretKey);
        if (WebhookVerifier.Verify(form.Signature, delivery, secrets, wall.Time.GetUtcNow()) is WebhookVerdict.Refused refused)
        {
            meter.Delivery(source, refused.Code);
            await CountRefusalAsync(runtime, source, refused.Code, cancellation);
            return Problems.BadSignature();
        }

        var submission = await Submission.OpenAsync(form, delivery.ContentType, delivery.Body);
        var message = new NewInboxMessage(new DedupeKey($"form:{source}", submission.DedupeKey), MessageKind, delivery.Body)
        {
            ContentType = delivery.ContentType,
            Headers = new Dictionary<string, string> { [SourceHeader] = source },
            ReceivedAt = runtime.Time.GetUtcNow(),
        };
        // A delivery that is being written is not taken back, but its sender is told in time; when he sends it again it is known by its key.
        var receipt = await runtime.ReceiveAsync(message, cancellation).WaitAsync(cancellation);
        meter.Delivery(source, receipt.Duplicate ? "duplicate" : "accepted");
        return TypedResults.Accepted((string?)null, new DeliveryReceipt(receipt.MessageId, receipt.Duplicate));
    }

    private static Task<CommitResult> CountRefusalAsync(WorkflowRuntime runtime, string source, string code, CancellationToken cancellation) =>
        runtime.CommitAsync(new UnitOfWork { Counters = [new($"{RefusedCounter}{source}:{code}")] }, cancellation);
}

/// <summary>The real clock, by which signatures are fresh or stale, whatever clock the files live by.</summary>
internal sealed record WallClock(TimeProvider Time);

/// <summary>What the sender gets with 202.</summary>
/// <param name="Id">Number of the delivery; the same for a repeated one.</param>
/// <param name="Duplicate">The delivery was known already.</param>
internal sealed record DeliveryReceipt(long Id, bool Duplicate);
