using Integrations.Host.Access;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Integrations.Host.Portal.Pages;

/// <summary>One act of the case worker on one file: form, warning before sending, done.</summary>
[Authorize(Policies.Operate)]
public sealed class ActeModel(IPortalSource source, DeskActs acts, Voice voice) : PortalPage
{
    /// <summary>The file.</summary>
    public required FilePage Dossier { get; set; }

    /// <summary>The form of the act.</summary>
    public required ActForm Form { get; set; }

    /// <summary>Its fields, for this file.</summary>
    public IReadOnlyList<ActField> Fields { get; private set; } = [];

    /// <summary>What is wrong with what was typed.</summary>
    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>The warning to be read before the act is done.</summary>
    public ActResult.Warn? Warning { get; private set; }

    /// <summary>Why the act was not done.</summary>
    public ActResult.Refused? Refusal { get; private set; }

    /// <summary>What the page of the file says once the act is done.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string number, string slug, CancellationToken cancellation) =>
        await Load(number, slug, cancellation) ? Page() : NotFound();

    /// <summary>Does the act, or shows why not yet.</summary>
    public async Task<IActionResult> OnPostAsync(
        string number, string slug, [FromForm] string? confirmation, CancellationToken cancellation)
    {
        if (!await Load(number, slug, cancellation))
            return NotFound();

        (var act, Errors) = Form.Read(Dossier, Typed);
        if (act is null)
            return Unprocessable();

        if (act is RequestPiecesAct request)
            act = request with { Courtesy = confirmation is not null };

        switch (await acts(act, User.Actor(), confirmation, cancellation))
        {
            case ActResult.Ok ok:
                Done = voice[ok.Message];
                return Redirect($"/dossiers/{Uri.EscapeDataString(number)}");
            case ActResult.Warn warning:
                Warning = warning;
                return Page();
            case ActResult.Refused refusal:
                Refusal = refusal;
                return Unprocessable();
            default:
                throw new InvalidOperationException("An act is done, refused or warned about.");
        }
    }

    /// <summary>What was typed in a field; for a page just opened, what its address proposes.</summary>
    public IReadOnlyList<string> Typed(string field)
    {
        var values = Request.HasFormContentType ? Request.Form[field] : Request.Query[field];
        return [.. values.OfType<string>()];
    }

    /// <summary>Everything typed, to be carried through the warning.</summary>
    public IEnumerable<(string Name, string Value)> TypedPairs =>
        Fields.SelectMany(shown => Typed(shown.Name).Select(value => (shown.Name, value)));

    /// <summary>The label of a field.</summary>
    public Text LabelOf(string field) => Fields.Single(candidate => candidate.Name == field).Label;

    private async Task<bool> Load(string number, string slug, CancellationToken cancellation)
    {
        if (ActForms.Find(slug) is not { } form || await source.File(number, cancellation) is not { } file || !form.Applies(file))
            return false;

        Dossier = file;
        Form = form;
        Fields = form.Fields(file);
        return true;
    }

    private PageResult Unprocessable()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
