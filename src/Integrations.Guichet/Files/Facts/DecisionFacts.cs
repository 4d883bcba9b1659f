using System.Text.Json.Serialization;

namespace Integrations.Guichet.Files.Facts;

/// <summary>The authority decided.</summary>
/// <param name="Kind">How.</param>
/// <param name="On">Date of the decision.</param>
public sealed record DecisionRecorded(DecisionKind Kind, DateOnly On) : ProcedureFact
{
    /// <summary>Day on which the firm was notified; appeals of the firm run from then.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>Last day of the firm's appeal to the tribunal (two months franc), for a refusal or prescriptions.</summary>
    public DateOnly? TribunalUntil { get; init; }

    /// <summary>Reference of the order.</summary>
    public string? Reference { get; init; }

    /// <summary>What it says, in short.</summary>
    public string? Summary { get; init; }
}

/// <summary>How an authority may decide.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>Yes.</summary>
    Favourable,

    /// <summary>Yes, with prescriptions.</summary>
    FavourableWithPrescriptions,

    /// <summary>No.</summary>
    Refused,

    /// <summary>Rejected because pieces are missing; a person confirms it.</summary>
    RejectedForMissingPieces,

    /// <summary>The favourable decision was withdrawn (L424-5).</summary>
    Withdrawn,
}

/// <summary>The decision went to the State's legality control.</summary>
public sealed record DecisionTransmitted(DateOnly On) : ProcedureFact;

/// <summary>The State received the decision.</summary>
/// <param name="On">Day of reception.</param>
/// <param name="Until">Last day of the "déféré": two months franc, carried over.</param>
public sealed record LegalityReceived(DateOnly On, DateOnly Until) : ProcedureFact;

/// <summary>The permit panel stands on the ground.</summary>
/// <param name="From">First day of two months without break (R600-2).</param>
/// <param name="Until">Last day of appeals by third parties.</param>
public sealed record PanelPosted(DateOnly From, DateOnly Until) : ProcedureFact;

/// <summary>No appeal is possible any more, by the dates that the file knows.</summary>
public sealed record AppealPurged(DateOnly From) : ProcedureFact;

/// <summary>An aid was granted or not.</summary>
public sealed record AidDecided(bool Granted, decimal? AmountEur, DateOnly On) : ProcedureFact;
