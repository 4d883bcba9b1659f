using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Sets the correlation id of the instance.</summary>
[Activity("Elsa.Correlate", Category = "Primitives", En = "Correlate", Fr = "Corréler", DescriptionEn = "Set the CorrelationId of the workflow to a given value.", DescriptionFr = "Rattache l'instance à un identifiant de corrélation (ici le numéro du dossier).")]
public sealed class Correlate : Activity
{
    /// <summary>The id.</summary>
    [Input(En = "Correlation ID", Fr = "Identifiant de corrélation")]
    public readonly Input<string> CorrelationId = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => context.CorrelationId = context.Get(CorrelationId);
}
