using System.Text.Json.Nodes;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Files;

namespace Integrations.Host.Desk.Letters;

/// <summary>The parts "file" and "closing" of a letter.</summary>
internal static class FileParts
{
    /// <summary>Days in which the acknowledgement of reception leaves: ten working days (CRPA R112-11-2).</summary>
    private const int AcknowledgementDays = 10;

    public static JsonObject File(InstallationFile file, FileLinks links)
    {
        var request = file.Request;
        var contact = request.Firm?.Contact;
        var name = $"{contact?.FirstName} {contact?.LastName}".Trim();
        return new JsonObject
        {
            ["number"] = file.Number,
            ["title"] = Title(file),
            ["firm"] = Firm(file),
            ["contactName"] = name.Length > 0 ? name : null,
            ["commune"] = FileSubject.Commune(file),
            ["receivedOn"] = Iso(file.ReceivedOn),
            ["receivedAt"] = TimeZoneInfo.ConvertTime(file.ReceivedAt, file.Place.TimeZone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
            ["acknowledgeBy"] = Iso(file.Place.Zone.AddWorkingDays(file.ReceivedOn, AcknowledgementDays)),
            ["trackingUrl"] = links.Tracking.AbsoluteUri,
        };
    }

    public static JsonObject Closing(InstallationFile file, FileEnd end) => new()
    {
        ["sentence"] = end.Status switch
        {
            CaseStatus.OutOfScope => "Votre projet ne relève pas de ce guichet. Nous vous indiquons ci-dessous à qui vous adresser, ou appelez-nous.",
            CaseStatus.Abandoned => "Vous avez renoncé à votre projet : nous fermons le dossier.",
            CaseStatus.RejectedForMissingPieces => "Des pièces demandées ne sont pas arrivées à temps : la demande est rejetée et le dossier fermé. Vous pouvez en déposer un autre.",
            _ => $"Toutes les démarches de votre projet « {Title(file)} » ont reçu leur réponse.",
        },
        ["on"] = Iso(end.On),
        ["results"] = new JsonArray([.. file.Procedures.Where(ProcedureParts.IsShown).Select(procedure => (JsonNode)new JsonObject
        {
            ["label"] = ProcedureParts.Capitalised(procedure.Label),
            ["outcome"] = procedure.AnsweredOn is { } on ? $"{procedure.Status.InFrench()} le {on.InWords()}" : procedure.Status.InFrench(),
        })]),
        ["nextSteps"] = new JsonArray([.. FileSubject.NextSteps(file).Select(step => (JsonNode)step)]),
    };

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Title(InstallationFile file) => FileSubject.Title(file);

    private static string Firm(InstallationFile file) => FileSubject.Firm(file);
}
