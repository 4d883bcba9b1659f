using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Integrations.Host.Settings;
using Integrations.Partners.Forms;

namespace Integrations.Host.CommandLine;

/// <summary>Posts a signed webhook to a running host, as a form tool would.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("BODYFILE") { Description = "Fichier dont les octets sont envoyés tels quels." };
        var source = new Option<string>("--source") { Description = "Nom de la correspondance (workflows/forms).", Required = true };
        var secret = new Option<string>("--secret") { Description = "Secret partagé de ce formulaire.", Required = true };
        var contentType = new Option<string>("--content-type") { Description = "Type du contenu.", DefaultValueFactory = _ => "application/json" };
        var command = new Command("send", "Envoie un webhook signé à un service démarré.") { file, source, secret, contentType, Shared.Url, Shared.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var body = parsed.GetRequiredValue(file);
            if (!body.Exists) return Report.Fail($"Le fichier « {body.FullName} » n'existe pas.");
            return await SendAsync(
                await File.ReadAllBytesAsync(body.FullName, cancellation), parsed.GetRequiredValue(contentType), parsed.GetRequiredValue(source),
                parsed.GetRequiredValue(secret), parsed.GetRequiredValue(Shared.Url), parsed.GetValue(Shared.Json), cancellation);
        });
        return command;
    }

    /// <summary>Signs and posts. The answer is printed; anything but 202 is a failure.</summary>
    public static async Task<int> SendAsync(
        byte[] body, string contentType, string source, string secret, Uri url, bool json, CancellationToken cancellation)
    {
        var form = FormCatalog.Load(WorkspaceFolder.Find().Forms).Find(source);
        if (form is null) return Report.Fail($"La source « {source} » n'a pas de fichier dans workflows/forms.");

        var signed = WebhookSigner.Sign(form.Signature, secret, body, TimeProvider.System.GetUtcNow());
        var path = $"webhooks/forms/{Uri.EscapeDataString(source)}" + (signed.PathSecret is { } last ? "/" + Uri.EscapeDataString(last) : "");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in signed.Headers) request.Headers.TryAddWithoutValidation(name, value);

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            var answer = await response.Content.ReadAsStringAsync(cancellation);
            if (!response.IsSuccessStatusCode) return Report.Fail($"Refusé ({(int)response.StatusCode}) : {Detail(answer)}");
            if (json) Report.Json(JsonNode.Parse(answer));
            else Report.Say($"Reçu ({(int)response.StatusCode}) : {answer}");
            return 0;
        }
        catch (HttpRequestException error)
        {
            return Report.Fail($"Aucun service ne répond à {url} ({error.Message}). Démarrez-le, ou donnez son adresse avec --url.");
        }
    }

    private static string Detail(string problem)
    {
        try
        {
            return JsonNode.Parse(problem)?["detail"]?.GetValue<string>() ?? problem;
        }
        catch (System.Text.Json.JsonException)
        {
            return problem;
        }
    }
}
