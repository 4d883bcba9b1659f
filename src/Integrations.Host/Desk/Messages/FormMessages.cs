using System.Text.Json;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;
using Integrations.Host.Api;
using Integrations.Partners.Forms;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Stores;

namespace Integrations.Host.Desk.Messages;

/// <summary>
/// Turns a genuine delivery of a form into an installation file and starts its workflow. What cannot be used goes to quarantine with
/// the reason in French; nothing is lost.
/// </summary>
internal sealed class FormMessages(
    Func<FormCatalog> forms, Func<DeskKnowledge> knowledge, FileReception reception, TimeProvider time)
{
    private static readonly Actor Firm = new("entreprise");

    /// <summary>Handles one delivery.</summary>
    public async Task<UnitOfWork> HandleAsync(InboxMessage message, CancellationToken cancellation)
    {
        var sourceName = message.Headers[FormWebhooks.SourceHeader];
        if (forms().Find(sourceName) is not { } source)
            return Quarantine(message, "form.source", $"La correspondance « {sourceName} » n'existe plus dans workflows/forms. Remettez le fichier, puis rejouez l'envoi.");
        if (source.Purpose == FormPurpose.Hint)
            return Quarantine(message, "form.hint", "Cet envoi ne fait que signaler un dossier : ouvrez-le dans l'outil d'origine et saisissez-le, la lecture automatique n'est pas raccordée.");

        var submission = await Submission.OpenAsync(source, message.ContentType, message.Payload);
        if (submission.Unreadable is { } unreadable) return Quarantine(message, "form.unreadable", unreadable);
        var reading = FormMapping.Map(source, submission, message.ReceivedAt, FindCommunes);
        if (!reading.IsUsable)
            return Quarantine(message, "form.mapping", string.Join(" ", reading.Problems.Select(problem => $"{problem.Field} : {problem.Reason}")));

        InstallationRequest request;
        try
        {
            request = InstallationRequest.FromJson(reading.File.ToJsonString());
        }
        catch (JsonException error)
        {
            return Quarantine(message, "form.shape", $"La valeur à l'endroit « {error.Path} » n'a pas la forme attendue.");
        }

        var today = DateOnly.FromDateTime(message.ReceivedAt.UtcDateTime);
        var rejected = SubmissionValidator.Validate(request, knowledge().Rules, knowledge().Territory, today)
            .Where(finding => finding.Severity == Severity.Reject).ToList();
        if (rejected.Count > 0)
            return Quarantine(message, rejected[0].Code, string.Join(" ", rejected.Select(finding => $"{finding.Path} : {finding.Message}")));

        var received = await reception.ReceiveAsync(message, request, Firm, "form", cancellation);
        return received.Refusal is { } refusal ? Quarantine(message, refusal.Code, refusal.Message) : received.Unit;
    }

    private UnitOfWork Quarantine(InboxMessage message, string code, string reason) =>
        new() { InboxMarks = [new InboxMark.Quarantined(message.Id, time.GetUtcNow(), code, reason)] };

    private static IReadOnlyList<string> FindCommunes(string name, string? postalCode) => CommuneNames.Find(TerritoryTable.Current, name, postalCode);
}
