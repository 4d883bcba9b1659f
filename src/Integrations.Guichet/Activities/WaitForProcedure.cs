using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Waits for what happens to a procedure: complete, pieces, another period, a decision, or the effect of silence.</summary>
[Activity("Guichet.WaitForProcedure", Category = GuichetActivities.Category, Fr = "Attendre un événement de la procédure", En = "Wait for the procedure",
    DescriptionFr = "Attend le prochain des événements choisis et sort par le port de son nom. Chaque événement n'est vu qu'une fois. Exemple : DecisionRecorded et SilenceEffect.",
    DescriptionEn = "Waits for the next of the chosen events and leaves by the port of its name. Each event is seen once. Example: DecisionRecorded and SilenceEffect.")]
[Outcomes("FileDeclaredComplete", "FileReputedComplete", "PiecesRequested", "PiecesReceived", "PeriodModified", "DecisionRecorded", "SilenceEffect")]
public sealed class WaitForProcedure : FileEventWait
{
    internal static readonly string[] Types =
    [
        nameof(FileDeclaredComplete), nameof(FileReputedComplete), nameof(PiecesRequested), nameof(PiecesReceived), nameof(PeriodModified),
        nameof(DecisionRecorded), nameof(SilenceEffect),
    ];

    [Input(Fr = "Procédure", En = "Procedure", Required = true)]
    public readonly Input<string> Procedure = new();

    [Input(Fr = "Événements", En = "Events", UIHint = "multi-text", Required = true)]
    public readonly Input<string[]> Events = new();

    protected override void Execute(ActivityContext context) => LookOrWait(context, context.Get(Procedure), context.Get(Events));

    protected override void Resume(ActivityContext context, Resumption resumption) => Execute(context);

    private protected override void Found(ActivityContext context, DeskSession desk, FileEvent recorded) => context.Complete(recorded.Type);
}
