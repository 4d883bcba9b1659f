namespace Integrations.Partners.Webhooks;

/// <summary>
/// How a form tool proves that a delivery comes from it. A closed set: a source names one in its definition file;
/// there is none called "no check".
/// </summary>
public abstract record SignatureScheme
{
    private SignatureScheme()
    {
    }

    /// <summary>Name in the definition files, for example <c>hmac-sha256-base64</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// HMAC-SHA256 of the raw body in one header. Tally: base64, no prefix. Typeform: base64 after <c>sha256=</c>.
    /// OpnForm and others: hexadecimal after <c>sha256=</c>. The encoding is part of the contract: the right digest in
    /// the other encoding is refused.
    /// </summary>
    /// <param name="Header">Header that carries the signature.</param>
    /// <param name="Encoding">How the digest is written.</param>
    /// <param name="Prefix">What stands before the digest, empty when nothing does.</param>
    public sealed record BodyHmac(string Header, DigestEncoding Encoding, string Prefix) : SignatureScheme
    {
        /// <inheritdoc/>
        public override string Name => Encoding == DigestEncoding.Base64 ? "hmac-sha256-base64" : "hmac-sha256-hex";
    }

    /// <summary>
    /// Our own scheme: <c>t=UNIX,v1=HEX[,v1=HEX]</c>, digest of <c>t + "." + body</c>, valid for five minutes around t.
    /// </summary>
    /// <param name="Header">Header that carries the signature, X-Guichet-Signature unless the definition says otherwise.</param>
    public sealed record Timestamped(string Header) : SignatureScheme
    {
        /// <inheritdoc/>
        public override string Name => "guichet";
    }

    /// <summary>
    /// Standard Webhooks (standardwebhooks.com): webhook-id, webhook-timestamp, webhook-signature; the secret is base64,
    /// with or without <c>whsec_</c>; valid for five minutes around the timestamp.
    /// </summary>
    public sealed record StandardWebhooks : SignatureScheme
    {
        /// <inheritdoc/>
        public override string Name => "standard-webhooks";
    }

    /// <summary>The secret itself in a header, for senders that cannot sign (Power Automate).</summary>
    /// <param name="Header">Header that carries the secret.</param>
    public sealed record SharedHeader(string Header) : SignatureScheme
    {
        /// <inheritdoc/>
        public override string Name => "shared-header";
    }

    /// <summary>The secret as last segment of the address, for senders that cannot even set a header (Jotform, Démarche Numérique).</summary>
    public sealed record SecretInPath : SignatureScheme
    {
        /// <inheritdoc/>
        public override string Name => "secret-in-path";
    }
}

/// <summary>How a digest is written in a header.</summary>
public enum DigestEncoding
{
    /// <summary>Standard base64 with padding.</summary>
    Base64,

    /// <summary>Hexadecimal, either case.</summary>
    Hex,
}
