using Integrations.Host.Desk.Messages;
using Integrations.Host.Portal.Acts;
using Integrations.Host.Portal.Language;
using Integrations.Partners.Answers;
using Integrations.Runtime.Processing;

namespace Integrations.Host.Desk;

/// <summary>Takes a partner's answer from the page behind its link: durable in the inbox before the page says so.</summary>
internal sealed class AnswerIntake(WorkflowRuntime runtime, LinkTokens tokens)
{
    /// <summary>Keeps one answer.</summary>
    public async Task<ActResult> TakeAsync(AnswerAct answer, CancellationToken cancellation)
    {
        var now = runtime.Time.GetUtcNow();
        switch (tokens.TryRead<SignedLink.PartnerAnswer>(answer.Token, now))
        {
            case LinkReading<SignedLink.PartnerAnswer>.Valid { Link: var link }:
                var received = new AnswerReceived(
                    link.FileId, link.TaskId, link.PartnerId, answer.Choice, answer.Name, answer.Comment, answer.Address, "answer-link");
                await runtime.ReceiveAsync(received.ToMessage(now), cancellation);
                return new ActResult.Ok(new Text("Votre réponse est enregistrée.", "Your answer is recorded."));
            case LinkReading<SignedLink.PartnerAnswer>.Invalid invalid:
                return new ActResult.Refused(invalid.Code, new Text(invalid.InFrench, invalid.InFrench));
            default:
                throw new InvalidOperationException("A link is valid or not.");
        }
    }
}
