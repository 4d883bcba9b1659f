using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Reading;

/// <summary>Words of the domain in both languages; where the domain has French words they are its own.</summary>
public static class DomainTexts
{
    /// <summary>Name of a procedure: "Permis de construire".</summary>
    public static Text Name(this ProcedureState procedure) =>
        new(procedure.Label, EnglishName(procedure.Code) is { } english ? char.ToUpperInvariant(english[0]) + english[1..] : procedure.Label);

    /// <summary>The same inside a sentence, with its article.</summary>
    public static Text WithArticle(ProcedureState procedure) =>
        new(procedure.WithArticle(), EnglishName(procedure.Code) is { } english ? $"the {english}" : $"the procedure “{procedure.Label}”");

    /// <summary>The same after "de" or "of".</summary>
    public static Text AfterDe(ProcedureState procedure) =>
        new(procedure.AfterDe(), $"of {WithArticle(procedure).English}");

    /// <summary>What silence means, in two or three words.</summary>
    public static Text Of(SilenceMeaning meaning) => new(meaning.InFrench(), meaning switch
    {
        SilenceMeaning.None => "no effect",
        SilenceMeaning.TacitPermit => "tacit permit",
        SilenceMeaning.NoOpposition => "no objection",
        SilenceMeaning.TacitCertificateLimited => "tacit certificate",
        SilenceMeaning.ImplicitRefusal => "implicit refusal",
        SilenceMeaning.ImplicitRejection => "implicit rejection",
        SilenceMeaning.DeemedFavourableOpinion => "opinion reputed favourable",
        SilenceMeaning.DeemedAgreement => "agreement reputed given",
        SilenceMeaning.Waiver => "diagnostic waived",
        SilenceMeaning.ImpactStudyRequired => "impact study required",
        SilenceMeaning.RejectionForMissingPieces => "tacit rejection for missing pieces",
        _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, null),
    });

    /// <summary>A role of the desk's world: "la mairie".</summary>
    public static Text Role(string role) => role switch
    {
        "entreprise" or "mandataire" => new("l’entreprise", "the firm"),
        "mairie" => new("la mairie", "the town hall"),
        "instructeur_ads" => new("le service instructeur", "the planning service"),
        "epci" => new("l’intercommunalité", "the group of communes"),
        "prefecture" => new("la préfecture", "the prefecture"),
        "region" => new("la Région", "the Région"),
        "drac" => new("la DRAC", "the DRAC"),
        "cci" => new("la CCI", "the CCI"),
        "sdis" => new("le SDIS", "the fire service"),
        "abf" => new("l’architecte des bâtiments de France", "the architect of historic buildings"),
        "enedis" => new("Enedis", "Enedis"),
        "partenaire" or "agent_partenaire" => new("un partenaire", "a partner"),
        "developpeur_economique" => new("le guichet", "the desk"),
        "horloge" => new("l’horloge", "the clock"),
        "workflow" => new("le circuit du dossier", "the file’s workflow"),
        _ => Text.Same(role),
    };

    /// <summary>The way something came.</summary>
    public static Text Channel(string channel) => channel switch
    {
        "form" => new("formulaire", "form"),
        "desk" => new("saisie au guichet", "typed at the desk"),
        "answer-link" => new("lien de réponse", "answer link"),
        "mail" => new("courriel", "mail"),
        "todo" => new("tâche Microsoft 365", "Microsoft 365 task"),
        "api" => new("interface", "interface"),
        "paper" => new("papier", "paper"),
        "clock" => new("passage du temps", "passing of time"),
        "workflow" => new("automatique", "automatic"),
        _ => Text.Same(channel),
    };

    /// <summary>An answer of a partner.</summary>
    public static Text Of(AnswerKind answer) => answer switch
    {
        AnswerKind.Done => new("Fait", "Done"),
        _ => AnswerWords.Choice(answer),
    };

    /// <summary>A decision of an authority.</summary>
    public static Text Of(DecisionKind decision) => decision switch
    {
        DecisionKind.Favourable => new("accordé", "granted"),
        DecisionKind.FavourableWithPrescriptions => new("accordé avec prescriptions", "granted with prescriptions"),
        DecisionKind.Refused => new("refusé", "refused"),
        DecisionKind.RejectedForMissingPieces => new("rejeté, pièces manquantes", "rejected, pieces missing"),
        DecisionKind.Withdrawn => new("retiré", "withdrawn"),
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, null),
    };

    private static string? EnglishName(string code) => code switch
    {
        "CU_B" => "planning certificate",
        "DP" => "prior declaration",
        "PC" => "building permit",
        "PA" => "development permit",
        "AT_ERP" => "authorisation of works open to the public",
        "ICPE_D" => "ICPE declaration",
        "ICPE_E" => "ICPE registration",
        "AE" => "environmental authorisation",
        "IOTA_D" => "water declaration",
        "CAS_PAR_CAS" => "case-by-case examination",
        "ARCHEO" => "archaeology opinion",
        "PINM_ACCORD" => "agreement on the project of national interest",
        "AIDE_IMMO" => "real estate aid",
        "AIDE_REGION" => "regional aid",
        "INPI" => "company formality",
        "CTRL_LEGALITE" => "control of legality",
        "CCI_CONSEIL" => "advice of the CCI",
        "SKILLS" => "skills plan",
        "RACC_BT36" or "RACC_BT250" or "RACC_HTA" or "RACC_RTE" => "grid connection",
        _ => null,
    };
}
