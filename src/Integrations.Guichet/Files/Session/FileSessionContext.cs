using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Files;

/// <summary>What a session knows of the world.</summary>
/// <param name="Now">UTC instant of all its acts.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="Channel">By which way: "form", "desk", "answer-link", "workflow", "clock".</param>
/// <param name="NewId">Gives a new unique id, sortable by time.</param>
public sealed record FileSessionContext(DateTimeOffset Now, Actor Actor, string Channel, Func<string> NewId)
{
    /// <summary>
    /// The place of a commune's authority by its INSEE code, null where these rules do not apply. Replace it to say which communes of
    /// Alsace-Moselle work on Good Friday.
    /// </summary>
    public Func<string, LegalPlace?> PlaceOf { get; init; } = insee => LegalPlace.TryOfCommune(insee, out var place) ? place : null;
}
