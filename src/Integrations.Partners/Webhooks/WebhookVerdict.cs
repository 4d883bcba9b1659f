namespace Integrations.Partners.Webhooks;

/// <summary>Whether a delivery is from whom it says.</summary>
public abstract record WebhookVerdict
{
    private WebhookVerdict()
    {
    }

    /// <summary>The delivery is genuine.</summary>
    public sealed record Accepted : WebhookVerdict;

    /// <summary>Nothing of the delivery may be kept; the answer is 401 (413 for <see cref="WebhookRefusal.BodyTooLarge"/>).</summary>
    /// <param name="Reason">Why; goes to a counter, never to the sender.</param>
    public sealed record Refused(WebhookRefusal Reason) : WebhookVerdict
    {
        /// <summary>Stable code for counters and logs, for example <c>signature_mismatch</c>.</summary>
        public string Code => Reason switch
        {
            WebhookRefusal.NoSecretConfigured => "no_secret_configured",
            WebhookRefusal.BodyTooLarge => "body_too_large",
            WebhookRefusal.SignatureMissing => "signature_missing",
            WebhookRefusal.SignatureMalformed => "signature_malformed",
            WebhookRefusal.SignatureMismatch => "signature_mismatch",
            WebhookRefusal.Stale => "stale",
            _ => throw new InvalidOperationException($"Unknown refusal {Reason}."),
        };
    }
}

/// <summary>Why a delivery is refused.</summary>
public enum WebhookRefusal
{
    /// <summary>The administrator has set no secret: closed.</summary>
    NoSecretConfigured,

    /// <summary>More than 1 MiB.</summary>
    BodyTooLarge,

    /// <summary>No signature, or no secret in the address.</summary>
    SignatureMissing,

    /// <summary>The signature is not written as the scheme wants.</summary>
    SignatureMalformed,

    /// <summary>Wrong secret, or other bytes than those signed.</summary>
    SignatureMismatch,

    /// <summary>Good signature, more than five minutes away from now: a replay.</summary>
    Stale,
}
