using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Reading;

/// <summary>Names of the pieces of a file by their codes.</summary>
public static class PieceNames
{
    /// <summary>The name; the code itself for a piece the portal does not know.</summary>
    public static Text Of(string code) => code switch
    {
        "CERFA_13409" => new("Demande de permis de construire", "Building permit form"),
        "CERFA_13410" => new("Demande de certificat d’urbanisme", "Planning certificate form"),
        "CERFA_13824" => new("Demande d’autorisation de travaux", "Works authorisation form"),
        "CERFA_14734" => new("Demande d’examen au cas par cas", "Case-by-case form"),
        "CERFA_15271" => new("Déclaration ICPE", "ICPE declaration form"),
        "CERFA_15679" => new("Demande d’enregistrement ICPE", "ICPE registration form"),
        "CERFA_15964" => new("Demande d’autorisation environnementale", "Environmental authorisation form"),
        "CERFA_16297" => new("Demande de permis d’aménager", "Development permit form"),
        "CERFA_16702" => new("Déclaration préalable", "Prior declaration form"),
        "PC1_SITUATION" or "PA1_SITUATION" or "DP1_SITUATION" => new("Plan de situation", "Location plan"),
        "ICPE_SITUATION" => new("Plan de situation de l’installation", "Location plan of the installation"),
        "PC2_MASSE" or "DP2_MASSE" => new("Plan de masse", "Site layout"),
        "PC3_COUPE" => new("Plan en coupe", "Section plan"),
        "PC4_NOTICE" or "PA2_NOTICE" => new("Notice du projet", "Project notice"),
        "PC5_FACADES" or "DP4_FACADES" => new("Plan des façades et toitures", "Facades and roofs"),
        "PC6_INSERTION" => new("Insertion dans le paysage", "View in the landscape"),
        "PC7_PHOTO_PROCHE" => new("Photographie de près", "Close photograph"),
        "PC8_PHOTO_LOIN" => new("Photographie de loin", "Distant photograph"),
        "PC25_ICPE_DEPOT" => new("Preuve du dépôt ICPE", "Proof of the ICPE deposit"),
        "ICPE_ENSEMBLE" => new("Plan d’ensemble", "General plan"),
        "ICPE_CONFORMITE_PG" => new("Conformité aux prescriptions générales", "Conformity to the general prescriptions"),
        "CAPACITES_TECH_FIN" => new("Capacités techniques et financières", "Technical and financial capacity"),
        "ETUDE_DANGERS" => new("Étude de dangers", "Hazard study"),
        "ETUDE_IMPACT_OU_INCIDENCE" => new("Étude d’impact ou d’incidence", "Impact study"),
        "NOTE_NON_TECHNIQUE" => new("Note non technique", "Plain summary"),
        "IOTA_INCIDENCES" => new("Document d’incidences sur l’eau", "Water incidence document"),
        "ERP_ACCESSIBILITE" => new("Notice d’accessibilité", "Accessibility notice"),
        "ERP_SECURITE" => new("Notice de sécurité", "Safety notice"),
        "MAITRISE_FONCIERE" => new("Preuve de la maîtrise du terrain", "Proof of control of the land"),
        "MANDAT" => new("Mandat", "Mandate"),
        "BAIL" => new("Bail", "Lease"),
        "STATUTS" => new("Statuts", "Articles of association"),
        "DECISION" or "ARRETE" => new("Décision", "Decision"),
        "PREUVE_DEPOT" => new("Preuve de dépôt", "Proof of deposit"),
        "AR_ELECTRONIQUE" => new("Accusé de réception électronique", "Electronic acknowledgement"),
        "AVIS" => new("Avis", "Opinion"),
        _ => Text.Same(code),
    };

    /// <summary>Several pieces in a sentence, each with its code's number where it has one: "notice du projet (PC4)".</summary>
    public static Text Listed(IEnumerable<string> codes)
    {
        var names = codes.Select(code => (Name: Of(code), Number: code.Split('_')[0])).ToList();
        return new Text(
            string.Join(", ", names.Select(piece => Numbered(piece.Name.French, piece.Number))),
            string.Join(", ", names.Select(piece => Numbered(piece.Name.English, piece.Number))));
    }

    private static string Numbered(string name, string number) => number.Any(char.IsAsciiDigit) ? $"{name} ({number})" : name;
}
