using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Activities;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Submissions;
using Integrations.Host.Desk.Messages;
using Integrations.Runtime.Outbox;

namespace Integrations.Host.Desk.Deliveries;

/// <summary>
/// Takes the wish of a workflow to open a file: refuses at once what a form could not send either, gives the number that the key has already,
/// and hands the rest to the inbox, whose handler opens the file.
/// </summary>
internal sealed class FileOpening(OpenedFiles opened, Func<DeskKnowledge> knowledge, TimeProvider time)
{
    /// <summary>Takes one wish.</summary>
    public async Task<DeliveryResult> DeliverAsync(OutboxCommand command, CancellationToken cancellation)
    {
        var payload = JsonNode.Parse(command.Payload)!.AsObject();
        var wish = new FileToOpen((string)payload["definitionId"]!, (string)payload["key"]!, payload["request"]!.DeepClone().AsObject());
        if (await opened.FindAsync(wish.DefinitionId, wish.Key, cancellation) is { } number)
            return new DeliveryResult.Delivered(OpenFile.Opened(number).ToJsonString());
        var problems = ProblemsOf(wish.Request);
        return problems.Count > 0
            ? new DeliveryResult.Delivered(OpenFile.Refused(problems).ToJsonString())
            : new DeliveryResult.Delivered { Messages = [wish.ToMessage(time.GetUtcNow())] };
    }

    private IReadOnlyList<string> ProblemsOf(JsonObject request)
    {
        try
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            return
            [
                .. SubmissionValidator.Validate(InstallationRequest.FromJson(request.ToJsonString()), knowledge().Rules, knowledge().Territory, today)
                    .Where(finding => finding.Severity == Severity.Reject).Select(finding => $"{finding.Path} : {finding.Message}"),
            ];
        }
        catch (JsonException error)
        {
            return [$"La valeur à l'endroit « {error.Path} » n'a pas la forme attendue."];
        }
    }
}
