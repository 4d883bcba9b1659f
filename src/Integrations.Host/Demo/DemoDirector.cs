using System.Text.Json.Nodes;
using Integrations.Guichet.Files;
using Integrations.Host.CommandLine;
using Integrations.Host.Desk;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Store;
using Integrations.Host.Settings;
using Integrations.Partners.Forms;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;

namespace Integrations.Host.Demo;

/// <summary>
/// Plays the firms and the case worker of a demonstration: posts each sample as a signed webhook on its day, hands in the pieces that were
/// asked for, and makes the checks that silence opened. It only uses the ways that a person has; all it does may be repeated.
/// </summary>
internal sealed class DemoDirector(
    DemoWorld world, LiveWorkspace workspace, ServiceSettings service, WorkflowRuntime runtime, CaseWorkerActs acts, ILogger<DemoDirector> log) : BackgroundService
{
    private const int DaysUntilPieces = 15;
    private const int DaysUntilCheck = 2;
    private readonly HashSet<string> _sent = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var client = new HttpClient { BaseAddress = service.PublicUrl };
        var round = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SendDueSamplesAsync(client, stoppingToken);
                if (++round % 10 == 0) await WorkAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SendDueSamplesAsync(HttpClient client, CancellationToken cancellation)
    {
        foreach (var file in Directory.EnumerateFiles(workspace.Folder.Samples, "*.json").Where(file => !_sent.Contains(file)))
        {
            var body = await File.ReadAllBytesAsync(file, cancellation);
            if (JsonNode.Parse(body)?["source"]?["receivedAt"]?.GetValue<DateTimeOffset>() is not { } day || day > world.Time.GetUtcNow()) continue;
            var form = workspace.Forms.Find("generic") ?? throw new InvalidOperationException("The generic source is missing.");
            using var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/forms/generic") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            foreach (var (name, value) in WebhookSigner.Sign(form.Signature, DemoWorld.WebhookSecret, body, TimeProvider.System.GetUtcNow()).Headers)
                request.Headers.TryAddWithoutValidation(name, value);
            try
            {
                using var response = await client.SendAsync(request, cancellation);
                if (response.IsSuccessStatusCode) _sent.Add(file);
                else log.LogWarning("Sample {File} was answered {Status}", Path.GetFileName(file), (int)response.StatusCode);
            }
            catch (HttpRequestException)
            {
                // The service is still starting: the next round tries again.
            }
        }
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        var files = await runtime.Store.QueryDocumentsAsync(new DocumentQuery(PortalProjections.Files) { Group = PortalProjections.OpenGroup }, new PageRequest(0, 100), cancellation);
        foreach (var document in files.Items)
        {
            var slice = await runtime.Store.ReadStreamAsync(document.Id, 0, cancellation);
            var file = InstallationFile.Fold(slice.Events.Select(stored => FileJson.Read(stored.Payload)));
            if (file.End is null) await WorkOnAsync(file, cancellation);
        }
    }

    private async Task WorkOnAsync(InstallationFile file, CancellationToken cancellation)
    {
        var today = file.Place.DateOf(world.Time.GetUtcNow());
        foreach (var procedure in file.Procedures.Where(procedure => procedure.Status == ProcedureStatus.Incomplete && procedure.MissingPieces.Count > 0))
            if (procedure.PiecesRequest is { } request && request.SentOn.AddDays(DaysUntilPieces) <= today)
                await acts.DoAsync(new PiecesReceivedAct(file.Number, procedure.Key, procedure.MissingPieces, today), null, cancellation);
        foreach (var check in file.Checks.Where(check => check.IsOpen && check.OpenedAt.AddDays(DaysUntilCheck) <= world.Time.GetUtcNow()))
            await acts.DoAsync(new CloseCheckAct(file.Number, check.Id, true, "Vérifié auprès du service."), null, cancellation);
    }
}
