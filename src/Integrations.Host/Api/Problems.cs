using Microsoft.AspNetCore.Http.HttpResults;

namespace Integrations.Host.Api;

/// <summary>Errors as RFC 9457 problem details: French text for people, a stable code for machines.</summary>
internal static class Problems
{
    private const string Recognised = "Ce qui aurait été enregistré malgré tout est reconnu à sa clé (numéro de l'envoi, en-tête Idempotency-Key) et n'est pas pris deux fois.";

    /// <summary>A problem with its status, its stable code and a French sentence that says what to do.</summary>
    public static ProblemHttpResult Of(int status, string code, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: $"urn:guichet:{code}",
            extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>401: the delivery cannot be trusted. Says nothing of why, so that it helps nobody to forge one.</summary>
    public static ProblemHttpResult BadSignature() =>
        Of(StatusCodes.Status401Unauthorized, "webhook.signature", "Signature refusée",
            "L'envoi n'est pas signé, ou sa signature ne correspond pas au contenu reçu. Vérifiez le secret du formulaire.");

    /// <summary>404: no mapping file of this name.</summary>
    public static ProblemHttpResult UnknownSource(string source) =>
        Of(StatusCodes.Status404NotFound, "webhook.source", "Formulaire inconnu",
            $"Aucune correspondance « {source} » n'existe dans workflows/forms.");

    /// <summary>413: more than 1 MiB.</summary>
    public static ProblemHttpResult TooLarge() =>
        Of(StatusCodes.Status413PayloadTooLarge, "webhook.too_large", "Envoi trop volumineux",
            "Un envoi ne peut pas dépasser 1 Mio. Joignez les pièces par leur adresse, pas dans l'envoi.");

    /// <summary>503: the service starts, or waits for its store.</summary>
    public static ProblemHttpResult Starting() =>
        Of(StatusCodes.Status503ServiceUnavailable, "service.starting", "Le guichet démarre",
            "Le guichet démarre, ou attend sa base de données. Renvoyez après le délai indiqué : rien n'est perdu.");

    /// <summary>503: the store does not answer. What it wrote without saying so is known when it comes again.</summary>
    public static ProblemHttpResult StoreSilent() =>
        Of(StatusCodes.Status503ServiceUnavailable, "service.store", "La base de données ne répond pas",
            $"Le guichet ne peut rien enregistrer pour l'instant. Renvoyez après le délai indiqué. {Recognised}");

    /// <summary>503: so much waits to be written that more would only wait in memory. Nothing of this request was written.</summary>
    public static ProblemHttpResult Busy() =>
        Of(StatusCodes.Status503ServiceUnavailable, "service.busy", "Trop de demandes à la fois",
            "Le guichet n'a rien pris de cette demande : trop d'autres attendent d'être enregistrées. Renvoyez après le délai indiqué.");

    /// <summary>503: a delivery was not durable in time. It may become so yet.</summary>
    public static ProblemHttpResult NotInTime() =>
        Of(StatusCodes.Status503ServiceUnavailable, "webhook.too_slow", "Envoi non enregistré à temps",
            $"L'envoi est arrivé trop lentement, ou la base de données est trop lente. Renvoyez après le délai indiqué. {Recognised}");
}
