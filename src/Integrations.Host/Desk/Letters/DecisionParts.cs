using System.Text.Json.Nodes;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Host.Desk.Letters;

/// <summary>The parts "decision", "silence" and "transfer" of a letter.</summary>
internal static class DecisionParts
{
    public static JsonObject? Decision(InstallationFile file, ProcedureState procedure)
    {
        if (procedure.Decision is not { } decision) return null;
        var authority = ProcedureParts.Capitalised(procedure.AuthorityName ?? "l'autorité compétente");
        var (title, verb, meaning) = decision.Kind switch
        {
            DecisionKind.Favourable => ("Demande accordée", "a accordé", "Votre projet peut se faire comme vous l'avez décrit."),
            DecisionKind.FavourableWithPrescriptions => ("Demande accordée, avec des conditions", "a accordé, avec des conditions,", "Votre projet peut se faire, à condition de respecter ce qui suit."),
            DecisionKind.Refused => ("Demande refusée", "a refusé", "Votre projet ne peut pas se faire en l'état. Appelez-nous : une demande peut souvent être revue et déposée de nouveau."),
            DecisionKind.RejectedForMissingPieces => ("Demande rejetée faute de pièces", "a rejeté, faute de pièces,", "Vous pouvez déposer une nouvelle demande complète."),
            DecisionKind.Withdrawn => ("Décision retirée", "a retiré", "La décision favorable n'existe plus. Appelez-nous."),
            _ => throw new InvalidOperationException($"Unknown decision {decision.Kind}."),
        };
        var favourable = decision.Kind is DecisionKind.Favourable or DecisionKind.FavourableWithPrescriptions;
        return new JsonObject
        {
            ["title"] = title,
            ["sentence"] = $"{authority} {verb} votre demande ({procedure.Name()}) le {decision.On.InWords()}.",
            ["meaning"] = meaning,
            ["conditions"] = favourable && decision.Summary is { Length: > 0 } summary ? new JsonArray(summary) : null,
            ["nextSteps"] = favourable && procedure.Code is "PC" or "PA" or "DP"
                ? new JsonArray(
                    "Affichez l'autorisation sur le terrain, visible de la rue.",
                    "Prévenez-nous le jour de l'affichage : le délai de recours des tiers commence ce jour-là.")
                : null,
            ["worksSentence"] = WorksSentence(file),
            ["signedOn"] = FileParts.Iso(decision.On),
            ["appealUntil"] = decision.TribunalUntil is { } tribunal ? FileParts.Iso(tribunal) : null,
            ["thirdPartyAppealUntil"] = procedure.Appeals.ThirdPartyUntil is { } third ? FileParts.Iso(third) : null,
        };
    }

    public static JsonObject? Silence(InstallationFile file, ProcedureState procedure)
    {
        if (procedure.SilenceEffect is not { Meaning: not SilenceMeaning.None } effect) return null;
        var (title, sentence) = SilenceSentences.Born(effect.Meaning, effect.From, procedure.Name());
        return new JsonObject
        {
            ["title"] = title,
            ["sentence"] = sentence,
            ["favourable"] = effect.Meaning.IsFavourable(),
            ["worksSentence"] = WorksSentence(file),
            ["appealUntil"] = null,
        };
    }

    public static JsonObject? Transfer(InstallationFile file, ProcedureState procedure)
    {
        var refused = file.Tasks.LastOrDefault(task => task.Procedure == procedure.Key && task.Answer?.Kind == AnswerKind.NotCompetent);
        if (refused?.Answer is not { } answer) return null;
        return new JsonObject
        {
            ["fromAuthority"] = refused.PartnerName,
            ["toAuthority"] = file.Tasks.LastOrDefault(task => task.InPlaceOf == refused.Id)?.PartnerName ?? "l'autorité compétente",
            ["on"] = FileParts.Iso(answer.On),
            ["reason"] = answer.Comment,
            ["clockSentence"] = "Vous n'avez rien à refaire. Les dates qui comptent sont sur votre page de suivi.",
        };
    }

    private static string WorksSentence(InstallationFile file) => WorksAllowed.Of(file).Reason;
}
