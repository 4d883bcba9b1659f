using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Integrations.Host.Portal.Pages;

/// <summary>Réponse: one question to one partner. Opening the page records nothing, only sending the form does.</summary>
[AllowAnonymous]
public sealed class ReponseModel(IPortalSource source, PartnerAnswers answers) : VisitorPage
{
    private const int LongestComment = 4000;
    private const int LongestName = 120;

    /// <summary>The question.</summary>
    public required AnswerPage Answer { get; set; }

    /// <summary>The answer chosen.</summary>
    public AnswerKind? Choice { get; private set; }

    /// <summary>The comment typed.</summary>
    public string? Comment { get; private set; }

    /// <summary>The name typed.</summary>
    public string? Name { get; private set; }

    /// <summary>What is wrong with what was typed.</summary>
    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>Why the answer was not taken.</summary>
    public ActResult.Refused? Refusal { get; private set; }

    /// <summary>Shows the question; one that was answered leads to its answer.</summary>
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellation)
    {
        if (await Load(token, cancellation) is { } failure)
            return failure;
        if (Answer.Given is not null)
            return RedirectToPage("/ReponseEnvoyee", new { token });

        return Page();
    }

    /// <summary>Takes the answer.</summary>
    public async Task<IActionResult> OnPostAsync(
        string token,
        [FromForm(Name = "choix")] AnswerKind? choice,
        [FromForm(Name = "commentaire")] string? comment,
        [FromForm(Name = "nom")] string? name,
        CancellationToken cancellation)
    {
        if (await Load(token, cancellation) is { } failure)
            return failure;
        // One answer, one link: what was given stands, and the page that shows it says whom to call.
        if (Answer.Given is not null)
            return RedirectToPage("/ReponseEnvoyee", new { token });

        Choice = choice is { } chosen && AnswerWords.Offered.Contains(chosen) ? chosen : null;
        Comment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        Name = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        Errors = [.. Check()];
        if (Errors.Count > 0 || Choice is null || Name is null)
            return Unprocessable();

        var answer = new AnswerAct(token, Choice.Value, Comment, Name, HttpContext.Connection.RemoteIpAddress?.ToString());
        if (await answers(answer, cancellation) is ActResult.Refused refusal)
        {
            Refusal = refusal;
            return Unprocessable();
        }

        AnswerJustSent.Keep(TempData, Answer.Number, Choice.Value, Comment);
        return RedirectToPage("/ReponseEnvoyee", new { token });
    }

    private IEnumerable<FieldError> Check()
    {
        if (Choice is null)
            yield return new FieldError("choix", AnswerWords.ChooseOne);
        if (Choice is { } choice && AnswerWords.NeedsComment(choice) && Comment is null)
            yield return new FieldError("commentaire", AnswerWords.CommentMissing);
        if (Comment?.Length > LongestComment)
            yield return new FieldError("commentaire", AnswerWords.CommentTooLong);
        if (Name is null || Name.Length > LongestName)
            yield return new FieldError("nom", AnswerWords.NameMissing);
    }

    private async Task<IActionResult?> Load(string token, CancellationToken cancellation)
    {
        switch (await source.Answer(token, cancellation))
        {
            case Linked<AnswerPage>.Found found:
                Answer = found.Page;
                return null;
            case Linked<AnswerPage>.Expired:
                return StatusCode(StatusCodes.Status410Gone);
            default:
                return NotFound();
        }
    }

    private PageResult Unprocessable()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
