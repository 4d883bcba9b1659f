using Integrations.Guichet.Clocks;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Language;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Facts = Integrations.Guichet.Files.Facts;

namespace Integrations.Host.Desk;

/// <summary>Does what a case worker asks for on the page of a file: at once, in one transaction; the workflows react afterwards.</summary>
internal sealed class CaseWorkerActs(WorkflowRuntime runtime)
{
    private static readonly Actor CaseWorker = new("developpeur_economique");

    /// <summary>Does one act.</summary>
    public async Task<ActResult> DoAsync(DeskAct act, string? confirmation, CancellationToken cancellation)
    {
        if (act is RequestPiecesAct request && confirmation is null && await WarningAsync(request, cancellation) is { } warning) return warning;

        Refusal? refusal = null;
        await runtime.ActAsync<DeskSession>(
            act.Number,
            desk =>
            {
                desk.Acts.ActAs(CaseWorker, "desk");
                refusal = Apply(desk, act, confirmation is not null);
                return refusal is null ? Followed(desk, act) : UnitOfWork.Empty;
            },
            cancellation);
        return refusal is null
            ? new ActResult.Ok(new Text("C'est enregistré.", "Recorded."))
            : new ActResult.Refused(refusal.Code, new Text(refusal.Message, refusal.Message));
    }

    private async Task<ActResult?> WarningAsync(RequestPiecesAct request, CancellationToken cancellation)
    {
        PiecesRequestEffect? effect = null;
        await runtime.ActAsync<DeskSession>(
            request.Number,
            desk =>
            {
                effect = desk.Acts.PreviewRequestPieces(request.Procedure, request.SentOn, request.Channel);
                return UnitOfWork.Empty;
            },
            cancellation);
        return effect is { Counts: false, Warning: { } warning } ? new ActResult.Warn(new Text(warning, warning), "courtesy") : null;
    }

    private static Refusal? Apply(DeskSession desk, DeskAct act, bool confirmed) => act switch
    {
        RecordDepositAct a => desk.Acts.Deposit(a.Procedure, a.DepositedOn, a.Reference, DeskKnowledge.MissingPieces(desk.File, a.Procedure)),
        RequestPiecesAct a => desk.Acts.RequestPieces(a.Procedure, a.Pieces, a.Channel, a.SentOn, asCourtesy: a.Courtesy || confirmed),
        PiecesReceivedAct a => desk.Acts.ReceivePieces(a.Procedure, a.Pieces, a.ReceivedOn),
        DeclareCompleteAct a when desk.File.Procedure(a.Procedure)?.Rule.Start is ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases =>
            desk.Acts.DeclareCompleteAndRegular(a.Procedure, a.By, a.On),
        DeclareCompleteAct a => desk.Acts.DeclareComplete(a.Procedure, a.By, a.On),
        PeriodModifiedAct a => desk.Acts.ModifyPeriod(a.Procedure, a.Article, a.NotifiedOn, a.NewLastDay),
        RecordDecisionAct a => desk.Acts.RecordDecision(a.Procedure, a.Decision, a.DecidedOn, reference: a.Reference),
        PanelPostedAct a => desk.Acts.PostPanel(a.Procedure, a.PostedOn),
        LegalityReceivedAct a => desk.Acts.ReceiveLegality(a.Procedure, a.ReceivedOn),
        CloseCheckAct a => desk.Acts.CloseCheck(a.Check, a.Confirmed, a.Note),
        SendMessageAct => null,
        _ => throw new InvalidOperationException($"Unknown act {act.GetType().Name}."),
    };

    /// <summary>What no workflow does by itself: a courtesy letter, a free letter.</summary>
    private UnitOfWork Followed(DeskSession desk, DeskAct act)
    {
        switch (act)
        {
            case RequestPiecesAct request when desk.Acts.NewEvents.Any(recorded => recorded.Fact is Facts.CourtesyRequestSent):
                return Letter(desk, "courtesy-request", request.Procedure);
            case SendMessageAct message:
                var id = OrderedId.New(runtime.Time.GetUtcNow());
                desk.Acts.RecordMessage(id, FreeLetter.Notice, "entreprise", message.Subject, message.Body);
                return Command(FreeLetter.CommandKind, id, $$"""{"fileId":"{{desk.File.Id}}","messageId":"{{id}}"}""", desk.File.Id);
            default:
                return UnitOfWork.Empty;
        }
    }

    private UnitOfWork Letter(DeskSession desk, string notice, string procedure)
    {
        var payload = new System.Text.Json.Nodes.JsonObject
        {
            ["fileId"] = desk.File.Id,
            ["version"] = desk.File.Version,
            ["notice"] = notice,
            ["to"] = "firm",
            ["procedure"] = procedure,
        };
        return Command(Guichet.Activities.DeskCommands.Notify, $"{desk.Acts.NewEvents[^1].Id}.{notice}", payload.ToJsonString(), desk.File.Id);
    }

    private UnitOfWork Command(string kind, string key, string payload, string fileId) => new()
    {
        Commands = [new NewOutboxCommand(kind, key, payload) { CreatedAt = runtime.Time.GetUtcNow(), StreamId = fileId, OrderingKey = $"{fileId}|{kind}" }],
    };
}
