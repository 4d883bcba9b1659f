using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Files;

/// <summary>May the firm start works today?</summary>
/// <param name="Allowed">Yes or no.</param>
/// <param name="Reason">French sentence: why, and what is waited for.</param>
/// <param name="Procedure">Key of the procedure that is waited for.</param>
public sealed record WorksAllowed(bool Allowed, string Reason, string? Procedure = null)
{
    private static readonly string[] Permits = ["PC", "PA", "DP", "AT_ERP"];

    // The permit may not be executed before these are given: C. urb. L425-14, C. env. L181-30; archaeology: C. patr. R523-4.
    private static readonly string[] Others = ["ICPE_E", "AE", "IOTA_D", "CAS_PAR_CAS", "ARCHEO"];

    /// <summary>The answer by the state of the file.</summary>
    public static WorksAllowed Of(InstallationFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Exists || (file.RuleSet is null && file.Procedures.IsEmpty))
            return new(false, "Non : les procédures du projet ne sont pas encore connues.");
        var awaited = Permits.Concat(Others).SelectMany(code => file.Procedures.Where(procedure => procedure.Code == code))
            .Where(procedure => procedure.Status != ProcedureStatus.NotNeeded && !procedure.Status.IsGranted()).ToList();
        if (awaited is [var first, ..])
            return new(false, $"Non : {ReasonOf(first, awaited.Count)}", first.Key);
        var permits = file.Procedures.Where(procedure => Permits.Contains(procedure.Code) && procedure.Status.IsGranted()).ToList();
        if (permits.Count == 0)
            return new(true, "Oui : aucun permis n'est nécessaire pour ce projet.");
        return permits.Select(permit => permit.Appeals).Max(LastAppeal) is { } until
            ? new(true, $"Oui. Un recours reste possible jusqu'au {until.InWords()} : l'attendre est plus sûr.")
            : new(true, "Oui, dès que le panneau du permis est affiché sur le terrain.");
    }

    private static DateOnly? LastAppeal(Appeals appeals) =>
        appeals.LegalityUntil is { } legality && legality > appeals.ThirdPartyUntil ? legality : appeals.ThirdPartyUntil;

    private static string ReasonOf(ProcedureState procedure, int count)
    {
        var others = count > 1 ? $" (et {count - 1} autre{(count > 2 ? "s" : "")})" : "";
        return procedure switch
        {
            _ when procedure.Status.IsRefused() =>
                $"{procedure.WithArticle()} est au point « {procedure.Status.InFrench()} »{others}.",
            { DepositedOn: null } => $"{procedure.WithArticle()} : le dossier n'est pas encore déposé{others}.",
            { Clock: { Running: true, LastDay: { } lastDay, Estimated: false } } =>
                $"en attente {procedure.AfterDe()} (réponse au plus tard le {lastDay.InWords()}){others}.",
            _ => $"en attente {procedure.AfterDe()}, dont le délai n'est pas encore certain{others}.",
        };
    }
}
