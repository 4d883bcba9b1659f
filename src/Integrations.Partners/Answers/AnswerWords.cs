using Integrations.Guichet.Files.Facts;

namespace Integrations.Partners.Answers;

/// <summary>The answers a partner may give, as the form and the letters write them.</summary>
public static class AnswerWords
{
    /// <summary>The five answers of the page, in the order in which it offers them.</summary>
    public static IReadOnlyList<AnswerKind> Offered { get; } =
    [
        AnswerKind.Favourable, AnswerKind.FavourableWithPrescriptions, AnswerKind.Unfavourable, AnswerKind.NeedsPieces, AnswerKind.NotCompetent,
    ];

    /// <summary>Value in the form field <c>answer</c>: <c>favourable-with-prescriptions</c>.</summary>
    public static string FormValue(this AnswerKind answer) => answer switch
    {
        AnswerKind.Favourable => "favourable",
        AnswerKind.FavourableWithPrescriptions => "favourable-with-prescriptions",
        AnswerKind.Unfavourable => "unfavourable",
        AnswerKind.NeedsPieces => "needs-pieces",
        AnswerKind.NotCompetent => "not-competent",
        AnswerKind.Done => "done",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    /// <summary>The answer of a form field; null when it is none.</summary>
    public static AnswerKind? FromFormValue(string? value)
    {
        foreach (var answer in Enum.GetValues<AnswerKind>())
        {
            if (answer.FormValue() == value)
                return answer;
        }

        return null;
    }

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

    /// <summary>An answer that says nothing without words: prescriptions, grounds, pieces, or who is competent.</summary>
    public static bool NeedsComment(this AnswerKind answer) =>
        answer is AnswerKind.FavourableWithPrescriptions or AnswerKind.Unfavourable or AnswerKind.NeedsPieces;
}
