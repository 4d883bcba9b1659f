using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Waits for an event by its name (case-sensitive), or starts the workflow when it comes (SEMANTICS 20).</summary>
[Activity("Elsa.Event", Category = "Primitives", En = "Event", Fr = "Événement", DescriptionEn = "Wait for an event to be published.", DescriptionFr = "Attend qu'un événement soit publié.", Kind = ActivityKind.Trigger)]
public sealed class Event : Activity
{
    /// <summary>The name.</summary>
    [Input(En = "Event name", Fr = "Nom de l'événement", Required = true)]
    public readonly Input<string> EventName = new();

    /// <summary>The payload of the event.</summary>
    [Output(En = "Result", Fr = "Contenu")]
    public readonly Output<object> Result = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (context.IsTriggerOfStart)
        {
            context.Set(Result, context.GetInput(StimulusInput.Payload)!);
            return;
        }

        var name = context.Get(EventName) ?? "";
        context.CreateBookmark("Elsa.Event", StimulusKey.ForEvent(name), new JsonObject { ["eventName"] = name });
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption) =>
        context.Set(Result, resumption.Get(StimulusInput.Payload)!);

    /// <inheritdoc/>
    protected internal override Trigger? GetTrigger(ActivityContext context) =>
        context.Get(EventName) is { } name ? new Trigger { Name = "Elsa.Event", StimulusKey = StimulusKey.ForEvent(name) } : null;
}
