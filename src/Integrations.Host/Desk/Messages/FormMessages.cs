using System.Globalization;
using System.Text.Json;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;
using Integrations.Host.Api;
using Integrations.Partners.Forms;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Host.Desk.Messages;

/// <summary>
/// Turns a genuine delivery of a form into an installation file and starts its workflow. What cannot be used goes to quarantine with
/// the reason in French; nothing is lost.
/// </summary>
internal sealed class FormMessages(
    Func<FormCatalog> forms, Func<DeskKnowledge> knowledge, StreamTransaction streams, IWorkflowStore store, TimeProvider time)
{
    /// <summary>The workflow that leads a file.</summary>
    public const string Workflow = "installation-file";

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

        return await ReceiveAsync(message, request, cancellation);
    }

    private async Task<UnitOfWork> ReceiveAsync(InboxMessage message, InstallationRequest request, CancellationToken cancellation)
    {
        var number = await NumberAsync(message, request, cancellation);
        Refusal? refusal = null;
        var unit = await streams.RunAsync<DeskSession>(
            number,
            desk =>
            {
                desk.Acts.ActAs(Firm, "form");
                refusal = desk.Acts.Receive(number, number, request, message.ReceivedAt);
                return UnitOfWork.Empty;
            },
            cancellation);
        if (refusal is not null) return Quarantine(message, refusal.Code, refusal.Message);
        var start = new StartInstance(Workflow, $"{number}-file") { CorrelationId = number };
        return unit with { Messages = [.. unit.Messages, start.ToMessage(new DedupeKey("start", number), time.GetUtcNow())] };
    }

    /// <summary>
    /// The number that the sender gave, if it is free; else one made from the year, the department and the number of the delivery, so that
    /// handling the same delivery again gives the same number.
    /// </summary>
    private async Task<string> NumberAsync(InboxMessage message, InstallationRequest request, CancellationToken cancellation)
    {
        if (request.Id is { } given && FileNumber.IsValid(given) && (await store.ReadStreamAsync(given, 0, cancellation)).Events.Count == 0)
            return given;
        var department = request.Sites is [{ CommuneInsee: { } insee }, ..] && CommuneCode.TryParse(insee, out var code, out _)
            ? TerritoryTable.Current.Find(code)?.Department.Code ?? "00"
            : "00";
        for (var sequence = message.Id; ; sequence++)
        {
            var number = FileNumber.Of(message.ReceivedAt.Year, department, sequence);
            if ((await store.ReadStreamAsync(number, 0, cancellation)).Events.Count == 0) return number;
        }
    }

    private UnitOfWork Quarantine(InboxMessage message, string code, string reason) =>
        new() { InboxMarks = [new InboxMark.Quarantined(message.Id, time.GetUtcNow(), code, reason)] };

    private static IReadOnlyList<string> FindCommunes(string name, string? postalCode) => CommuneNames.Find(TerritoryTable.Current, name, postalCode);
}

/// <summary>IMP-year-department-sequence.</summary>
internal static partial class FileNumber
{
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    public static string Of(int year, string department, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"IMP-{year:D4}-{department}-{sequence % 1_000_000:D6}");

    [System.Text.RegularExpressions.GeneratedRegex(@"^IMP-\d{4}-(\d{2}|2A|2B|97\d)-\d{6}$")]
    private static partial System.Text.RegularExpressions.Regex Pattern();
}
