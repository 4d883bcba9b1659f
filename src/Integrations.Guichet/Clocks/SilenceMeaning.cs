using System.Text.Json.Serialization;

namespace Integrations.Guichet.Clocks;

/// <summary>What the silence of an authority or of a consulted service means once its period is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SilenceMeaning>))]
public enum SilenceMeaning
{
    /// <summary>Silence has no effect: INPI, the grid, a declaration ICPE.</summary>
    None,

    /// <summary>Permit granted (C. urb. L424-2); also the authorisation for works in a building open to the public.</summary>
    TacitPermit,

    /// <summary>No objection to a declaration (DP, IOTA).</summary>
    NoOpposition,

    /// <summary>Certificate with only the effects of a plain certificate: rules frozen for 18 months (R*410-12).</summary>
    TacitCertificateLimited,

    /// <summary>Refusal: ICPE registration, environmental authorisation (R181-42).</summary>
    ImplicitRefusal,

    /// <summary>Rejection of a financial request (CRPA L231-4 3°).</summary>
    ImplicitRejection,

    /// <summary>Opinion reputed favourable (R*423-59).</summary>
    DeemedFavourableOpinion,

    /// <summary>Agreement reputed given: architect of historic buildings (R*423-67), commune of a project of major national interest.</summary>
    DeemedAgreement,

    /// <summary>The State waives an archaeological diagnostic (R523-18).</summary>
    Waiver,

    /// <summary>An impact study is required ("cas par cas").</summary>
    ImpactStudyRequired,

    /// <summary>Request rejected because the missing pieces did not come in time (R*423-39 b).</summary>
    RejectionForMissingPieces,
}

/// <summary>The words for a silence.</summary>
public static class SilenceMeanings
{
    /// <summary>True when the firm may go on as if the answer were yes.</summary>
    public static bool IsFavourable(this SilenceMeaning meaning) => meaning is
        SilenceMeaning.TacitPermit or SilenceMeaning.NoOpposition or SilenceMeaning.TacitCertificateLimited
        or SilenceMeaning.DeemedFavourableOpinion or SilenceMeaning.DeemedAgreement or SilenceMeaning.Waiver;

    /// <summary>A short French name: "permis tacite", "refus implicite".</summary>
    public static string InFrench(this SilenceMeaning meaning) => meaning switch
    {
        SilenceMeaning.None => "sans effet",
        SilenceMeaning.TacitPermit => "permis tacite",
        SilenceMeaning.NoOpposition => "non-opposition",
        SilenceMeaning.TacitCertificateLimited => "certificat tacite",
        SilenceMeaning.ImplicitRefusal => "refus implicite",
        SilenceMeaning.ImplicitRejection => "rejet implicite",
        SilenceMeaning.DeemedFavourableOpinion => "avis réputé favorable",
        SilenceMeaning.DeemedAgreement => "accord réputé donné",
        SilenceMeaning.Waiver => "renonciation au diagnostic",
        SilenceMeaning.ImpactStudyRequired => "étude d'impact requise",
        SilenceMeaning.RejectionForMissingPieces => "rejet tacite pour pièces manquantes",
        _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, null),
    };
}
