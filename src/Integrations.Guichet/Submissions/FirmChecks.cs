using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Planning;

namespace Integrations.Guichet.Submissions;

/// <summary>Who asks.</summary>
internal static class FirmChecks
{
    internal static FindingList Of(InstallationRequest request, GuichetRules rules)
    {
        var findings = new FindingList();
        var firm = request.Firm ?? new();
        var siren = findings.Read<SirenNumber>(firm.Siren, "firm.siren", Severity.Reject);
        var siret = findings.Read<SiretNumber>(firm.Siret, "firm.siret", Severity.Reject);
        findings.RejectIf(
            siret is not null && siren is not null && siret.Siren != siren, "firm.siret", "siret.other_siren",
            "Le SIRET n'est pas celui d'un établissement de ce SIREN : ses 9 premiers chiffres diffèrent.");
        CheckIdentity(findings, firm);
        CheckVat(findings, firm, siren ?? siret?.Siren);
        CheckActivity(findings, firm, rules);
        CheckSize(findings, firm);
        CheckContact(findings, firm);
        findings.RejectIf(
            firm.LegalName is { Length: < 2 or > 200 }, "firm.legalName", "firm.legal_name", "La raison sociale compte de 2 à 200 caractères.");
        return findings;
    }

    private static void CheckIdentity(FindingList findings, Firm firm)
    {
        var isNumbered = !string.IsNullOrWhiteSpace(firm.Siret) || !string.IsNullOrWhiteSpace(firm.Siren);
        var hasName = !string.IsNullOrWhiteSpace(firm.LegalName) || !string.IsNullOrWhiteSpace(firm.Contact?.LastName);
        var isInCreation = firm.InCreation == true;
        findings.RejectIf(
            !isNumbered && !(isInCreation && hasName), "firm", "firm.unknown",
            "Il faut savoir qui dépose : un SIRET, ou une entreprise en création avec le nom de son fondateur.");
        findings.WarnIf(
            !isNumbered && isInCreation && hasName, "firm.siret", "firm.in_creation",
            "Entreprise en création : le SIRET devra être donné avant la décision.");
        findings.WarnIf(
            string.IsNullOrWhiteSpace(firm.Siret) && !string.IsNullOrWhiteSpace(firm.Siren), "firm.siret", "firm.siret_missing",
            "Le SIREN désigne l'entreprise ; le SIRET de l'établissement manque.");
    }

    private static void CheckVat(FindingList findings, Firm firm, SirenNumber? siren)
    {
        var vat = findings.Read<VatNumber>(firm.Vat, "firm.vat", Severity.Warn);
        findings.WarnIf(
            vat is not null && siren is not null && vat.Siren != siren, "firm.vat", "vat.other_siren", "Le numéro de TVA est celui d'une autre entreprise.");
    }

    private static void CheckActivity(FindingList findings, Firm firm, GuichetRules rules)
    {
        var naf = findings.Read<NafCode>(firm.NafRev2, "firm.nafRev2", Severity.Reject);
        findings.WarnIf(
            naf is not null && !rules.Activities.ContainsKey(naf.Value), "firm.nafRev2", "naf.unknown", "Ce code n'est pas dans la nomenclature NAF rév. 2.");
        findings.Read<NafCode>(firm.Naf2025, "firm.naf2025", Severity.Reject);
    }

    private static void CheckSize(FindingList findings, Firm firm)
    {
        findings.RejectNegative(firm.Workforce, "firm.workforce");
        findings.RejectNegative(firm.TurnoverEur, "firm.turnoverEur");
        findings.RejectNegative(firm.BalanceEur, "firm.balanceEur");
        findings.RejectUnknownWord(firm.Category, ["TPE", "PME", "ETI", "GE"], "firm.category", "firm.category");
        findings.WarnIf(
            firm.Category is "TPE" or "PME" && firm.IsSmallOrMedium() == false, "firm.category", "firm.not_sme",
            "Les effectifs ou les montants donnés dépassent ceux d'une PME (250 personnes ; 50 M€ de chiffre d'affaires et 43 M€ de bilan).");
    }

    private static void CheckContact(FindingList findings, Firm firm)
    {
        findings.Read<EmailAddress>(firm.Contact?.Email, "firm.contact.email", Severity.Reject);
        findings.WarnIf(
            string.IsNullOrWhiteSpace(firm.Contact?.Email), "firm.contact.email", "email.missing",
            "Sans adresse électronique, l'entreprise ne peut pas être prévenue de l'avancement.");
        findings.Read<PhoneNumber>(firm.Contact?.Phone, "firm.contact.phone", Severity.Warn);
    }
}
