using Integrations.Host.Portal.ReadModels;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.Portal.Pages;

/// <summary>The page that says the answer is recorded, and until when it can be corrected.</summary>
[AllowAnonymous]
public sealed class ReponseEnvoyeeModel(IPortalSource source, TimeProvider time) : VisitorPage
{
    /// <summary>The question.</summary>
    public required AnswerPage Answer { get; set; }

    /// <summary>The answer as it was recorded.</summary>
    public required GivenAnswer Given { get; set; }

    /// <summary>Reads the answer; without one, leads to the question.</summary>
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellation)
    {
        switch (await source.Answer(token, cancellation))
        {
            case Linked<AnswerPage>.Found { Page: var page }
                when (page.Given ?? AnswerJustSent.Of(TempData, page, time.GetUtcNow())) is { } given:
                Answer = page;
                Given = given;
                return Page();
            case Linked<AnswerPage>.Found:
                return RedirectToPage("/Reponse", new { token });
            case Linked<AnswerPage>.Expired:
                return StatusCode(StatusCodes.Status410Gone);
            default:
                return NotFound();
        }
    }
}
