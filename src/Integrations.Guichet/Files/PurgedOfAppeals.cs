using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Files;

/// <summary>Is the permit "purgé de tout recours"? Banks and notaries ask.</summary>
/// <param name="Purged">Yes or no.</param>
/// <param name="Until">Last day on which an appeal is possible; null when it is not known.</param>
/// <param name="Sentence">French answer: "non, jusqu'au 30 mars 2027".</param>
/// <param name="Reservation">What the file does not know, in French; null when it knows all.</param>
public sealed record PurgedOfAppeals(bool Purged, DateOnly? Until, string Sentence, string? Reservation = null)
{
    private static readonly string[] Permits = ["PC", "PA", "DP"];

    /// <summary>The answer on a day, for all the permits of the file together.</summary>
    public static PurgedOfAppeals Of(InstallationFile file, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(file);
        var permits = file.Procedures.Where(procedure => Permits.Contains(procedure.Code) && procedure.Status != ProcedureStatus.NotNeeded).ToList();
        if (permits.Count == 0)
            return new(true, null, "oui, aucun permis n'est nécessaire");
        if (permits.Find(permit => !permit.Status.IsGranted()) is { } pending)
            return new(false, null, $"non, {pending.WithArticle()} n'est pas accordé");
        if (permits.Find(permit => permit.Appeals.ThirdPartyUntil is null) is { } unposted)
            return new(false, null, $"non, l'affichage {unposted.AfterDe()} sur le terrain n'est pas constaté");
        var until = permits.Max(permit => Later(permit.Appeals.ThirdPartyUntil!.Value, permit.Appeals.LegalityUntil));
        var reservation = permits.Exists(permit => permit.Appeals.LegalityUntil is null)
            ? "La date de réception par le contrôle de légalité n'est pas connue."
            : null;
        return day > until
            ? new(true, until, $"oui, depuis le {Since(until, day)}", reservation)
            : new(false, until, $"non, jusqu'au {until.InWords()}", reservation);
    }

    private static string Since(DateOnly until, DateOnly day)
    {
        var from = until.AddDays(1);
        return from.Year == day.Year ? from.WithoutYear() : from.InWords();
    }

    private static DateOnly Later(DateOnly one, DateOnly? other) => other is { } second && second > one ? second : one;
}
