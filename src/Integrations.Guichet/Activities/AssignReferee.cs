using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Names the person of the desk who answers for the file; the firm calls this person and nobody else.</summary>
[Activity("Guichet.AssignReferee", Category = GuichetActivities.Category, Fr = "Désigner le référent", En = "Assign the referee",
    DescriptionFr = "Nomme la personne du guichet qui suit le dossier. Sans nom, le référent réglé pour le guichet. Exemple : un référent par zone d'activités.",
    DescriptionEn = "Names the person of the desk who follows the file. Without a name, the desk's own referee. Example: one referee per business park.")]
public sealed class AssignReferee : Activity
{
    [Input(Fr = "Nom", En = "Name")]
    public readonly Input<string?> RefereeName = new();

    [Input(Fr = "Courriel", En = "Email")]
    public readonly Input<string?> Email = new();

    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var name = context.Get(RefereeName);
        context.Require(string.IsNullOrWhiteSpace(name)
            ? desk.Acts.AssignReferee(desk.Knowledge.Profile.Referee, "developpeur_economique", desk.Knowledge.Profile.Email, desk.Knowledge.Profile.Phone)
            : desk.Acts.AssignReferee(name, "developpeur_economique", context.Get(Email)));
    }
}
