using System.Text.Json.Nodes;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Host.Desk.Letters;

/// <summary>The parts "task" and "answer" of a letter.</summary>
internal static class TaskParts
{
    public static JsonObject Task(InstallationFile file, PartnerTask task, FileLinks links)
    {
        var (address, expiresOn) = links.Answer(task);
        return new JsonObject
        {
            ["id"] = task.Id,
            ["partnerName"] = task.PartnerName,
            ["recipientName"] = null,
            ["question"] = task.Question,
            ["sentOn"] = FileParts.Iso(task.SentOn),
            ["dueOn"] = FileParts.Iso(task.DueOn ?? expiresOn),
            ["silenceSentence"] = SilenceSentences.ToPartner(task.Silence, task.SilenceFrom),
            ["deemedSentence"] = task.DeemedFrom is { } from
                ? $"L'avis demandé à {task.PartnerName} est {task.Silence.InFrench().Replace("avis ", "", StringComparison.Ordinal)} depuis le {from.InWords()} : son délai est passé sans réponse."
                : null,
            ["answerUrl"] = address.AbsoluteUri,
            ["linkExpiresOn"] = FileParts.Iso(expiresOn),
            ["facts"] = new JsonArray([.. FileSubject.Facts(file).Select(fact => (JsonNode)new JsonObject { ["label"] = fact.Label, ["value"] = fact.Value })]),
        };
    }

    public static JsonObject? Answer(PartnerTask task)
    {
        if (task.Answer is not { } answer) return null;
        return new JsonObject
        {
            ["label"] = AnswerNames.InFrench(answer.Kind),
            ["on"] = FileParts.Iso(answer.On),
            ["comment"] = answer.Comment,
            ["consequence"] = answer.Kind switch
            {
                AnswerKind.NeedsPieces => "Le guichet demande les pièces à l'entreprise et vous prévient quand elles arrivent.",
                AnswerKind.NotCompetent => "Le guichet transmet le dossier à l'autorité compétente et prévient l'entreprise.",
                _ when task.Kind is TaskKind.Decision => "La décision est inscrite au dossier et l'entreprise en est informée.",
                _ => "Le service instructeur en est informé et en tiendra compte.",
            },
        };
    }
}

/// <summary>The answers as people say them.</summary>
internal static class AnswerNames
{
    public static string InFrench(AnswerKind kind) => kind switch
    {
        AnswerKind.Favourable => "Favorable",
        AnswerKind.FavourableWithPrescriptions => "Favorable avec prescriptions",
        AnswerKind.Unfavourable => "Défavorable",
        AnswerKind.NeedsPieces => "Il manque des pièces",
        AnswerKind.NotCompetent => "Non compétent",
        AnswerKind.Done => "Fait",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
