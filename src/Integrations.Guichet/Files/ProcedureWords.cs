using Integrations.Guichet.Clocks;

namespace Integrations.Guichet.Files;

/// <summary>How procedures are named in a sentence, and who usually decides them.</summary>
public static class ProcedureWords
{
    /// <summary>With its article, inside a sentence: "le permis de construire", "l'enregistrement ICPE".</summary>
    public static string WithArticle(this ProcedureState procedure)
    {
        ArgumentNullException.ThrowIfNull(procedure);
        return procedure.Code switch
        {
            "CU_B" => "le certificat d'urbanisme",
            "DP" => "la déclaration préalable",
            "PC" => "le permis de construire",
            "PA" => "le permis d'aménager",
            "AT_ERP" => "l'autorisation de travaux ERP",
            "ICPE_D" => "la déclaration ICPE",
            "ICPE_E" => "l'enregistrement ICPE",
            "AE" => "l'autorisation environnementale",
            "IOTA_D" => "la déclaration au titre de la loi sur l'eau",
            "CAS_PAR_CAS" => "l'examen au cas par cas",
            "ARCHEO" => "l'avis d'archéologie préventive",
            "PINM_ACCORD" => "l'accord sur le projet d'intérêt national majeur",
            "AIDE_IMMO" => "l'aide à l'immobilier d'entreprise",
            "AIDE_REGION" => "l'aide régionale",
            _ => $"la procédure « {procedure.Label} »",
        };
    }

    /// <summary>Without its article: "permis de construire", "enregistrement ICPE".</summary>
    public static string Name(this ProcedureState procedure)
    {
        var name = procedure.WithArticle();
        return name[(name.IndexOfAny([' ', '\'']) + 1)..];
    }

    /// <summary>The same after "de": "du permis de construire", "de l'enregistrement ICPE".</summary>
    public static string AfterDe(this ProcedureState procedure)
    {
        var name = procedure.WithArticle();
        return name.StartsWith("le ", StringComparison.Ordinal) ? $"du {name[3..]}" : $"de {name}";
    }

    /// <summary>The role that usually decides a procedure: "mairie", "prefecture", "epci", "region", "drac".</summary>
    public static string UsualAuthority(string code) => code switch
    {
        "CU_B" or "DP" or "PC" or "PA" or "AT_ERP" => "mairie",
        "AIDE_IMMO" => "epci",
        "AIDE_REGION" => "region",
        "ARCHEO" => "drac",
        "ICPE_D" or "ICPE_E" or "AE" or "IOTA_D" or "CAS_PAR_CAS" or "CTRL_LEGALITE" => "prefecture",
        _ => "developpeur_economique",
    };

    /// <summary>Title of the check that states what a silence brought about.</summary>
    public static string TitleOfCheck(this SilenceMeaning meaning) => meaning switch
    {
        SilenceMeaning.TacitPermit => "Constater le permis tacite",
        SilenceMeaning.NoOpposition => "Constater la non-opposition",
        SilenceMeaning.TacitCertificateLimited => "Constater le certificat tacite",
        SilenceMeaning.ImplicitRefusal => "Constater le refus implicite",
        SilenceMeaning.ImplicitRejection => "Constater le rejet implicite",
        SilenceMeaning.DeemedFavourableOpinion => "Constater l'avis réputé favorable",
        SilenceMeaning.DeemedAgreement => "Constater l'accord réputé donné",
        SilenceMeaning.Waiver => "Constater la renonciation au diagnostic archéologique",
        SilenceMeaning.ImpactStudyRequired => "Constater que l'étude d'impact est requise",
        SilenceMeaning.RejectionForMissingPieces => "Constater le rejet tacite",
        _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, "This silence has no effect."),
    };
}
