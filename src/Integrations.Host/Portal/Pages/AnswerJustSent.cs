using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.ReadModels;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Integrations.Host.Portal.Pages;

/// <summary>
/// An answer is safe as soon as it is sent, and in the file a moment later. Until then the page that says "thank you" shows what the
/// browser itself has just sent.
/// </summary>
internal static class AnswerJustSent
{
    private const string ChoiceKey = "reponse-choix";
    private const string CommentKey = "reponse-commentaire";
    private const string NumberKey = "reponse-dossier";

    public static void Keep(ITempDataDictionary memory, string number, AnswerKind choice, string? comment)
    {
        memory[NumberKey] = number;
        memory[ChoiceKey] = choice.ToString();
        memory[CommentKey] = comment;
    }

    public static GivenAnswer? Of(ITempDataDictionary memory, AnswerPage question, DateTimeOffset now) =>
        memory.Peek(NumberKey) as string == question.Number && Enum.TryParse<AnswerKind>(memory.Peek(ChoiceKey) as string, out var choice)
            ? new GivenAnswer(choice, memory.Peek(CommentKey) as string, now, question.Late ? null : question.DueOn)
            : null;
}
