using Integrations.Guichet.Files.Facts;

namespace Integrations.Partners.Answers;

/// <summary>The answers of partners, as letters write them.</summary>
public static class AnswerWords
{
    /// <summary>As people read it: « Favorable avec prescriptions ».</summary>
    public static string InFrench(this AnswerKind answer) => answer switch
    {
        AnswerKind.Favourable => "Favorable",
        AnswerKind.FavourableWithPrescriptions => "Favorable avec prescriptions",
        AnswerKind.Unfavourable => "Défavorable",
        AnswerKind.NeedsPieces => "Pièces nécessaires",
        AnswerKind.NotCompetent => "Non compétent",
        AnswerKind.Done => "Fait",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };
}
