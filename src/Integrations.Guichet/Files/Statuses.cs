namespace Integrations.Guichet.Files;

/// <summary>Where a whole file stands. Codes: brouillon, recu, incomplet, qualifie, en_instruction, decide, realise, clos...</summary>
public enum CaseStatus
{
    /// <summary>brouillon</summary>
    Draft,

    /// <summary>recu</summary>
    Received,

    /// <summary>incomplet: pieces were asked for and are awaited.</summary>
    Incomplete,

    /// <summary>qualifie: its procedures are known.</summary>
    Qualified,

    /// <summary>en_instruction</summary>
    UnderInstruction,

    /// <summary>decide: every procedure that ends by a decision has one.</summary>
    Decided,

    /// <summary>realise: works done or plant running.</summary>
    Completed,

    /// <summary>clos</summary>
    Closed,

    /// <summary>abandonne</summary>
    Abandoned,

    /// <summary>hors_perimetre</summary>
    OutOfScope,

    /// <summary>rejete_pieces_manquantes</summary>
    RejectedForMissingPieces,
}

/// <summary>Where one procedure stands.</summary>
public enum ProcedureStatus
{
    /// <summary>a_deposer</summary>
    ToDeposit,

    /// <summary>depose</summary>
    Deposited,

    /// <summary>incomplet</summary>
    Incomplete,

    /// <summary>complet</summary>
    Complete,

    /// <summary>en_avis: opinions are awaited, or the public consultation runs.</summary>
    InOpinions,

    /// <summary>proroge: the period was lengthened.</summary>
    Extended,

    /// <summary>decide_favorable</summary>
    Granted,

    /// <summary>decide_avec_prescriptions</summary>
    GrantedWithPrescriptions,

    /// <summary>refuse</summary>
    Refused,

    /// <summary>tacite_favorable</summary>
    TacitlyGranted,

    /// <summary>tacite_defavorable</summary>
    TacitlyRefused,

    /// <summary>retire</summary>
    Withdrawn,

    /// <summary>sans_objet</summary>
    NotNeeded,
}

/// <summary>Where a partner's task stands.</summary>
public enum PartnerTaskStatus
{
    /// <summary>envoyee</summary>
    Sent,

    /// <summary>livree: it is in the partner's mailbox.</summary>
    Delivered,

    /// <summary>vue: a person read it.</summary>
    Seen,

    /// <summary>relancee</summary>
    Reminded,

    /// <summary>escaladee</summary>
    Escalated,

    /// <summary>repondue</summary>
    Answered,

    /// <summary>repute_favorable: silence spoke.</summary>
    Deemed,

    /// <summary>annulee</summary>
    Cancelled,
}

/// <summary>Codes and French words of the statuses.</summary>
public static class Statuses
{
    /// <summary>The stable ASCII code of the domain: "en_instruction".</summary>
    public static string Code(this CaseStatus status) => status switch
    {
        CaseStatus.Draft => "brouillon",
        CaseStatus.Received => "recu",
        CaseStatus.Incomplete => "incomplet",
        CaseStatus.Qualified => "qualifie",
        CaseStatus.UnderInstruction => "en_instruction",
        CaseStatus.Decided => "decide",
        CaseStatus.Completed => "realise",
        CaseStatus.Closed => "clos",
        CaseStatus.Abandoned => "abandonne",
        CaseStatus.OutOfScope => "hors_perimetre",
        CaseStatus.RejectedForMissingPieces => "rejete_pieces_manquantes",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>The stable ASCII code of the domain: "decide_favorable".</summary>
    public static string Code(this ProcedureStatus status) => status switch
    {
        ProcedureStatus.ToDeposit => "a_deposer",
        ProcedureStatus.Deposited => "depose",
        ProcedureStatus.Incomplete => "incomplet",
        ProcedureStatus.Complete => "complet",
        ProcedureStatus.InOpinions => "en_avis",
        ProcedureStatus.Extended => "proroge",
        ProcedureStatus.Granted => "decide_favorable",
        ProcedureStatus.GrantedWithPrescriptions => "decide_avec_prescriptions",
        ProcedureStatus.Refused => "refuse",
        ProcedureStatus.TacitlyGranted => "tacite_favorable",
        ProcedureStatus.TacitlyRefused => "tacite_defavorable",
        ProcedureStatus.Withdrawn => "retire",
        ProcedureStatus.NotNeeded => "sans_objet",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>The stable ASCII code of the domain: "envoyee".</summary>
    public static string Code(this PartnerTaskStatus status) => status switch
    {
        PartnerTaskStatus.Sent => "envoyee",
        PartnerTaskStatus.Delivered => "livree",
        PartnerTaskStatus.Seen => "vue",
        PartnerTaskStatus.Reminded => "relancee",
        PartnerTaskStatus.Escalated => "escaladee",
        PartnerTaskStatus.Answered => "repondue",
        PartnerTaskStatus.Deemed => "repute_favorable",
        PartnerTaskStatus.Cancelled => "annulee",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>As shown to people: "en instruction".</summary>
    public static string InFrench(this CaseStatus status) => status switch
    {
        CaseStatus.Draft => "brouillon",
        CaseStatus.Received => "reçu",
        CaseStatus.Incomplete => "incomplet",
        CaseStatus.Qualified => "qualifié",
        CaseStatus.UnderInstruction => "en instruction",
        CaseStatus.Decided => "décidé",
        CaseStatus.Completed => "réalisé",
        CaseStatus.Closed => "clos",
        CaseStatus.Abandoned => "abandonné",
        CaseStatus.OutOfScope => "hors périmètre",
        CaseStatus.RejectedForMissingPieces => "rejeté, pièces manquantes",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>As shown to people: "accord tacite".</summary>
    public static string InFrench(this ProcedureStatus status) => status switch
    {
        ProcedureStatus.ToDeposit => "à déposer",
        ProcedureStatus.Deposited => "déposé",
        ProcedureStatus.Incomplete => "incomplet",
        ProcedureStatus.Complete => "complet",
        ProcedureStatus.InOpinions => "avis en cours",
        ProcedureStatus.Extended => "délai prolongé",
        ProcedureStatus.Granted => "accordé",
        ProcedureStatus.GrantedWithPrescriptions => "accordé avec prescriptions",
        ProcedureStatus.Refused => "refusé",
        ProcedureStatus.TacitlyGranted => "accord tacite",
        ProcedureStatus.TacitlyRefused => "refus tacite",
        ProcedureStatus.Withdrawn => "retiré",
        ProcedureStatus.NotNeeded => "sans objet",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>As shown to people: "relancée".</summary>
    public static string InFrench(this PartnerTaskStatus status) => status switch
    {
        PartnerTaskStatus.Sent => "envoyée",
        PartnerTaskStatus.Delivered => "livrée",
        PartnerTaskStatus.Seen => "vue",
        PartnerTaskStatus.Reminded => "relancée",
        PartnerTaskStatus.Escalated => "escaladée",
        PartnerTaskStatus.Answered => "répondue",
        PartnerTaskStatus.Deemed => "réputée favorable",
        PartnerTaskStatus.Cancelled => "annulée",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>True when the procedure has its end: granted, refused, withdrawn or not needed.</summary>
    public static bool IsEnd(this ProcedureStatus status) => status >= ProcedureStatus.Granted;

    /// <summary>True when the authority said no, by a decision or by its silence, or took its yes back.</summary>
    public static bool IsRefused(this ProcedureStatus status) => status is
        ProcedureStatus.Refused or ProcedureStatus.TacitlyRefused or ProcedureStatus.Withdrawn;

    /// <summary>True when the authority said yes, by a decision or by its silence.</summary>
    public static bool IsGranted(this ProcedureStatus status) => status is
        ProcedureStatus.Granted or ProcedureStatus.GrantedWithPrescriptions or ProcedureStatus.TacitlyGranted;
}
