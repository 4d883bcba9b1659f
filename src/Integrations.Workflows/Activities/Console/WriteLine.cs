using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Prints a line.</summary>
[Activity("Elsa.WriteLine", Category = "Console", En = "Write Line", Fr = "Écrire une ligne", DescriptionEn = "Write a line of text to the console.", DescriptionFr = "Écrit une ligne de texte dans le journal de l'instance.")]
public sealed class WriteLine : Activity
{
    /// <summary>The text.</summary>
    [Input(En = "Text", Fr = "Texte", DescriptionEn = "The text to write.", DescriptionFr = "Le texte à écrire.")]
    public readonly Input<string> Text = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => context.Print(context.Get(Text) ?? "");
}
