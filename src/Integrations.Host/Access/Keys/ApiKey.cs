namespace Integrations.Host.Access.Keys;

/// <summary>A key by which a machine signs in, as it is kept: its secret is not among it.</summary>
/// <param name="Id">Public part of the key, in lists and logs.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="SecretHash">SHA-256 of the secret, lower-case hexadecimal. The secret has 256 bits of chance, so a slow hash would add nothing.</param>
/// <param name="CreatedAt">When, UTC.</param>
/// <param name="CreatedBy">Who made it.</param>
internal sealed record ApiKey(string Id, string Name, DeskRole Role, string SecretHash, DateTimeOffset CreatedAt, string CreatedBy)
{
    /// <summary>From when on it is refused, UTC; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, UTC; null: it is not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who revoked it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>Whether it opens anything at this instant.</summary>
    public bool IsOpenAt(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is not { } end || now < end);
}
