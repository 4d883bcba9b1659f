using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Host.Access;
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
    private const string CaseWorker = "developpeur_economique";

    /// <summary>Does one act.</summary>
    public async Task<ActResult> DoAsync(DeskAct act, Member by, string? confirmation, CancellationToken cancellation)
    {
        ActResult result = new ActResult.Ok(new Text("Le courrier part.", "The letter leaves."));
        await runtime.ActAsync<DeskSession>(
            act.Number,
            desk =>
            {
                desk.Acts.ActAs(new Actor(CaseWorker, by.Subject, by.Name), "desk");
                if (desk.Acts.Seal is { } seal)
                    result = new ActResult.Refused(seal.Code, Text.Same(seal.Message));
                else if (act is FactAct fact)
                    result = ActsOnFile.Do(desk.Acts, fact, confirmation);
                return result is ActResult.Ok ? Followed(desk, act) : UnitOfWork.Empty;
            },
            cancellation);
        return result;
    }

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
