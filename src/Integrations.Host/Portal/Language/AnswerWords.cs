using Integrations.Guichet.Files.Facts;

namespace Integrations.Host.Portal.Language;

/// <summary>Words of the partner's answer page.</summary>
public static class AnswerWords
{
    public static readonly Text FileInBrief = new("Le dossier en bref", "The file in brief");
    public static readonly Text Parcels = new("Parcelles", "Plots");
    public static readonly Text YourAnswer = new("Votre réponse", "Your answer");
    public static readonly Text Comment = new("Commentaire", "Comment");
    public static readonly Text CommentHint = new(
        "Obligatoire pour une prescription, un avis défavorable ou une pièce manquante.",
        "Required for a prescription, an unfavourable opinion or a missing piece.");
    public static readonly Text Name = new("Votre nom", "Your name");
    public static readonly Text NameHint = new(
        "Gardé avec la réponse, dans le dossier.", "Kept with the answer, in the file.");
    public static readonly Text Send = new("Envoyer la réponse", "Send the answer");
    public static readonly Text ChooseOne = new("Choisissez une des cinq réponses.", "Choose one of the five answers.");
    public static readonly Text CommentMissing = new(
        "Écrivez en une phrase ce qu’il faut, ou pourquoi.", "Write in one sentence what is needed, or why.");
    public static readonly Text CommentTooLong = new(
        "Le commentaire dépasse 4 000 caractères : raccourcissez-le.", "The comment is over 4,000 characters: shorten it.");
    public static readonly Text NameMissing = new("Écrivez votre nom.", "Write your name.");
    public static readonly Text LateNotice = new(
        "Le délai est passé. Votre réponse sera gardée pour information ; elle ne change plus l’avis.",
        "The period has ended. Your answer will be kept for information; it no longer changes the opinion.");
    public static readonly Text DoneTitle = new("Merci, votre réponse est enregistrée", "Thank you, your answer is recorded");
    public static readonly Text DoneNext = new(
        "Le guichet est prévenu. Vous n’avez rien d’autre à faire.", "The desk has been told. There is nothing else to do.");
    public static readonly Text CannotChange = new(
        "Ce lien ne sert qu’une fois. Une erreur ? Appelez le guichet.", "This link serves once. A mistake? Call the desk.");
    public static readonly Text NothingMeans = new("Sans réponse", "Without an answer");

    /// <summary>The five answers, in the order of the page.</summary>
    public static IReadOnlyList<AnswerKind> Offered { get; } =
    [
        AnswerKind.Favourable, AnswerKind.FavourableWithPrescriptions, AnswerKind.Unfavourable, AnswerKind.NeedsPieces, AnswerKind.NotCompetent,
    ];

    /// <summary>The first answer counts and the link is spent; the desk can still correct it until the last day.</summary>
    public static Text CorrectableUntil(DateOnly day)
    {
        var date = Dates.Long(day);
        return new Text(
            $"Ce lien ne sert qu’une fois. Une erreur ? Appelez le guichet : il peut corriger votre réponse jusqu’au {date.French}.",
            $"This link serves once. A mistake? Call the desk: it can correct your answer until {date.English}.");
    }

    public static Text Choice(AnswerKind choice) => choice switch
    {
        AnswerKind.Favourable => new Text("Favorable", "Favourable"),
        AnswerKind.FavourableWithPrescriptions => new Text("Favorable avec prescriptions", "Favourable with prescriptions"),
        AnswerKind.Unfavourable => new Text("Défavorable", "Unfavourable"),
        AnswerKind.NeedsPieces => new Text("Il manque des pièces", "Pieces are missing"),
        AnswerKind.NotCompetent => new Text("Nous ne sommes pas compétents", "We are not competent"),
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, null),
    };

    public static Text Explanation(AnswerKind choice) => choice switch
    {
        AnswerKind.Favourable => new Text("Rien à ajouter.", "Nothing to add."),
        AnswerKind.FavourableWithPrescriptions => new Text("Oui, à des conditions à écrire.", "Yes, on conditions to be written."),
        AnswerKind.Unfavourable => new Text("Non, avec la raison.", "No, with the reason."),
        AnswerKind.NeedsPieces => new Text("Dire lesquelles.", "Say which."),
        AnswerKind.NotCompetent => new Text("Dire qui l’est, si vous le savez.", "Say who is, if you know."),
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, null),
    };

    public static string Icon(AnswerKind choice) => choice switch
    {
        AnswerKind.Favourable => "circle-check",
        AnswerKind.FavourableWithPrescriptions => "pencil",
        AnswerKind.Unfavourable => "circle-x",
        AnswerKind.NeedsPieces => "file-plus",
        AnswerKind.NotCompetent => "ban",
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, null),
    };

    /// <summary>Whether the answer says nothing without a comment.</summary>
    public static bool NeedsComment(AnswerKind choice) =>
        choice is AnswerKind.FavourableWithPrescriptions or AnswerKind.Unfavourable or AnswerKind.NeedsPieces;
}
