using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;

namespace Integrations.Host.Desk.Letters;

/// <summary>What silence will mean, as one says it to the firm or to a partner. The rule is another for each procedure.</summary>
internal static class SilenceSentences
{
    /// <summary>To the firm, about the answer of an authority. Null when silence has no effect or no date yet.</summary>
    /// <param name="meaning">What the silence means.</param>
    /// <param name="from">Local date on which the effect is born.</param>
    public static string? ToFirm(SilenceMeaning meaning, DateOnly? from)
    {
        if (from is not { } day) return null;
        const string without = "Si vous ne recevez pas de réponse, ";
        return meaning switch
        {
            SilenceMeaning.None => null,
            SilenceMeaning.TacitPermit => $"{without}votre permis sera accordé automatiquement le {day.InWords()}.",
            SilenceMeaning.NoOpposition => $"{without}vous pourrez réaliser votre projet à partir du {day.InWords()} : personne ne s'y sera opposé.",
            SilenceMeaning.TacitCertificateLimited => $"{without}un certificat tacite naîtra le {day.InWords()} : il fige les règles pendant dix-huit mois, rien de plus.",
            SilenceMeaning.ImplicitRefusal => $"{without}votre demande sera refusée automatiquement le {day.InWords()}.",
            SilenceMeaning.ImplicitRejection => $"{without}votre demande d'aide sera rejetée automatiquement le {day.InWords()}.",
            SilenceMeaning.DeemedFavourableOpinion => $"{without}l'avis sera réputé favorable le {day.InWords()}.",
            SilenceMeaning.DeemedAgreement => $"{without}l'accord sera réputé donné le {day.InWords()}.",
            SilenceMeaning.Waiver => $"{without}l'État renoncera au diagnostic archéologique le {day.InWords()}.",
            SilenceMeaning.ImpactStudyRequired => $"{without}une étude d'impact sera exigée à partir du {day.InWords()}.",
            SilenceMeaning.RejectionForMissingPieces => $"Sans les pièces demandées, votre demande sera rejetée automatiquement le {day.InWords()}.",
            _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, null),
        };
    }

    /// <summary>To a partner, about its own answer.</summary>
    /// <param name="meaning">What its silence means.</param>
    /// <param name="from">Local date on which the effect is born; null when none is.</param>
    public static string ToPartner(SilenceMeaning meaning, DateOnly? from)
    {
        const string without = "Sans réponse de votre part, ";
        if (from is not { } day || meaning == SilenceMeaning.None) return without + "nous vous relancerons, puis nous vous appellerons.";
        return without + meaning switch
        {
            SilenceMeaning.TacitPermit => $"un permis tacite naîtra le {day.InWordsWithWeekday()}.",
            SilenceMeaning.NoOpposition => $"vous serez réputé ne pas vous opposer au projet le {day.InWordsWithWeekday()}.",
            SilenceMeaning.TacitCertificateLimited => $"un certificat tacite naîtra le {day.InWordsWithWeekday()}.",
            SilenceMeaning.ImplicitRefusal => $"la demande sera refusée par votre silence le {day.InWordsWithWeekday()}.",
            SilenceMeaning.ImplicitRejection => $"la demande sera rejetée par votre silence le {day.InWordsWithWeekday()}.",
            SilenceMeaning.DeemedFavourableOpinion => $"votre avis sera réputé favorable le {day.InWordsWithWeekday()}.",
            SilenceMeaning.DeemedAgreement => $"votre accord sera réputé donné le {day.InWordsWithWeekday()}.",
            SilenceMeaning.Waiver => $"vous serez réputé renoncer au diagnostic le {day.InWordsWithWeekday()}.",
            SilenceMeaning.ImpactStudyRequired => $"une étude d'impact sera exigée à partir du {day.InWordsWithWeekday()}.",
            SilenceMeaning.RejectionForMissingPieces => $"la demande sera rejetée faute de pièces le {day.InWordsWithWeekday()}.",
            _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, null),
        };
    }

    /// <summary>What a silence has brought about, to the firm: title and sentence.</summary>
    public static (string Title, string Sentence) Born(SilenceMeaning meaning, DateOnly from, string procedure)
    {
        var day = from.InWords();
        return meaning switch
        {
            SilenceMeaning.TacitPermit => ("Permis tacite", $"Votre demande ({procedure}) est accordée depuis le {day}, par le silence de l'administration."),
            SilenceMeaning.NoOpposition => ("Pas d'opposition", $"Personne ne s'est opposé à votre projet ({procedure}) : vous avez l'accord depuis le {day}."),
            SilenceMeaning.TacitCertificateLimited => ("Certificat tacite", $"Un certificat tacite est né le {day} ({procedure}) : il fige les règles pendant dix-huit mois, rien de plus."),
            SilenceMeaning.ImplicitRefusal => ("Refus par silence", $"Votre demande ({procedure}) est refusée depuis le {day}, par le silence de l'administration."),
            SilenceMeaning.ImplicitRejection => ("Rejet par silence", $"Votre demande d'aide ({procedure}) est rejetée depuis le {day}, par le silence de l'administration."),
            SilenceMeaning.DeemedFavourableOpinion => ("Avis réputé favorable", $"L'avis demandé ({procedure}) est réputé favorable depuis le {day}."),
            SilenceMeaning.DeemedAgreement => ("Accord réputé donné", $"L'accord demandé ({procedure}) est réputé donné depuis le {day}."),
            SilenceMeaning.Waiver => ("Pas de diagnostic", $"L'État a renoncé au diagnostic ({procedure}) le {day}."),
            SilenceMeaning.ImpactStudyRequired => ("Étude d'impact exigée", $"Une étude d'impact est exigée depuis le {day} ({procedure})."),
            SilenceMeaning.RejectionForMissingPieces => ("Rejet faute de pièces", $"Votre demande ({procedure}) est rejetée depuis le {day} : les pièces demandées ne sont pas arrivées à temps."),
            SilenceMeaning.None => throw new ArgumentException("A silence without effect is told to nobody.", nameof(meaning)),
            _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, null),
        };
    }
}
