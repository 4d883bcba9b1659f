using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Publishes an event to the instances that wait for it and to the workflows that it starts.</summary>
[Activity("Elsa.PublishEvent", Category = "Primitives", En = "Publish Event", Fr = "Publier un événement", DescriptionEn = "Publishes an event.", DescriptionFr = "Publie un événement.")]
public sealed class PublishEvent : Activity
{
    /// <summary>The name.</summary>
    [Input(En = "Event name", Fr = "Nom de l'événement", Required = true)]
    public readonly Input<string> EventName = new();

    /// <summary>Only instances with this correlation id are resumed; all when empty.</summary>
    [Input(En = "Correlation ID", Fr = "Identifiant de corrélation")]
    public readonly Input<string> CorrelationId = new();

    /// <summary>Only to this instance.</summary>
    [Input(En = "Local event", Fr = "Événement local", UIHint = "checkbox")]
    public readonly Input<bool> IsLocalEvent = new();

    /// <summary>The payload.</summary>
    [Input(En = "Payload", Fr = "Contenu", UIHint = "multiline")]
    public readonly Input<object> Payload = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var payload = new JsonObject { ["eventName"] = context.Get(EventName), ["payload"] = Values.ToJson(context.Get(Payload)) };
        if (context.Get(CorrelationId) is { Length: > 0 } correlationId) payload["correlationId"] = correlationId;
        if (context.Get(IsLocalEvent)) payload["instanceId"] = context.InstanceId;
        context.Emit(new Command(RuntimeCommands.PublishEvent, context.ExecutionId, payload));
    }
}
