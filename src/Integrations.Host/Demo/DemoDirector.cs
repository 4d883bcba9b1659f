using System.Diagnostics;
using System.Text.Json.Nodes;
using Integrations.Guichet.Files;
using Integrations.Host.Access;
using Integrations.Host.CommandLine;
using Integrations.Host.Desk;
using Integrations.Host.Hosting;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Store;
using Integrations.Host.Settings;
using Integrations.Partners.Forms;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Simulators.PartnerAgents;

namespace Integrations.Host.Demo;

/// <summary>
/// Plays the firms, the partners and the case worker of a demonstration: posts each sample as a signed webhook on its day, hands in the
/// pieces that were asked for, and makes the checks that silence opened. It only uses the ways that a person has; all it does may be
/// repeated. Time runs on when everyone has done what was due, so that a slow machine shows the same story as a fast one.
/// </summary>
internal sealed class DemoDirector(
    DemoWorld world, LiveWorkspace workspace, ServiceSettings service, WorkflowRuntime runtime, CaseWorkerActs acts, ILogger<DemoDirector> log) : IBackgroundWork
{
    private const int DaysUntilPieces = 15;
    private const int DaysUntilCheck = 2;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(50);

    /// <summary>Real time for which the clock waits for work that does not get done, before it goes on without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Member CaseWorker = new("demo:case-worker", "Camille Référent", DeskRole.CaseWorker);

    private List<Sample> _unsent = [];
    private DateOnly _worked;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        _unsent = Samples(workspace.Folder.Samples);
        using var timer = new PeriodicTimer(Round);
        using var client = new HttpClient { BaseAddress = service.PublicUrl };
        var ran = Stopwatch.StartNew();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SendDueSamplesAsync(client, stoppingToken);
                foreach (var visit in await world.People.AnswerDueAsync(stoppingToken))
                    if (visit.Outcome == VisitOutcome.Refused) log.LogWarning("The answer {Answer} from {Mailbox} was refused", visit.Answer, visit.Mailbox);
                await WorkOfTheDayAsync(stoppingToken);
                if (ran.Elapsed < Patience && (_unsent.Exists(IsDue) || await runtime.Store.NextDueAtAsync(stoppingToken) <= world.Time.GetUtcNow())) continue;
                world.Time.RunOn(2 * Round);
                ran.Restart();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private static List<Sample> Samples(string folder) =>
    [
        .. from file in Directory.EnumerateFiles(folder, "*.json")
           let body = File.ReadAllBytes(file)
           let day = JsonNode.Parse(body)?["source"]?["receivedAt"]?.GetValue<DateTimeOffset>()
           where day is not null
           orderby day, file
           select new Sample(Path.GetFileName(file), body, day.Value),
    ];

    private bool IsDue(Sample sample) => sample.Day <= world.Time.GetUtcNow();

    private async Task SendDueSamplesAsync(HttpClient client, CancellationToken cancellation)
    {
        foreach (var sample in _unsent.Where(IsDue).ToList())
        {
            var form = workspace.Forms.Find("generic") ?? throw new InvalidOperationException("The generic source is missing.");
            using var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/forms/generic") { Content = new ByteArrayContent(sample.Body) };
            request.Content.Headers.ContentType = new("application/json");
            foreach (var (name, value) in WebhookSigner.Sign(form.Signature, DemoWorld.WebhookSecret, sample.Body, TimeProvider.System.GetUtcNow()).Headers)
                request.Headers.TryAddWithoutValidation(name, value);
            try
            {
                using var response = await client.SendAsync(request, cancellation);
                if (response.IsSuccessStatusCode) _unsent.Remove(sample);
                else log.LogWarning("Sample {File} was answered {Status}", sample.File, (int)response.StatusCode);
            }
            catch (HttpRequestException)
            {
                // The service is still starting: the next round tries again.
            }
        }
    }

    /// <summary>A case worker and a firm look at their files once a day.</summary>
    private async Task WorkOfTheDayAsync(CancellationToken cancellation)
    {
        var day = DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime);
        if (day == _worked) return;
        await WorkAsync(cancellation);
        _worked = day;
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
                await acts.DoAsync(new PiecesReceivedAct(file.Number, procedure.Key, procedure.MissingPieces, today), CaseWorker, null, cancellation);
        foreach (var check in file.Checks.Where(check => check.IsOpen && check.OpenedAt.AddDays(DaysUntilCheck) <= world.Time.GetUtcNow()))
            await acts.DoAsync(new CloseCheckAct(file.Number, check.Id, true, "Vérifié auprès du service."), CaseWorker, null, cancellation);
    }

    /// <summary>A firm's form that is sent on its day.</summary>
    private sealed record Sample(string File, byte[] Body, DateTimeOffset Day);
}
