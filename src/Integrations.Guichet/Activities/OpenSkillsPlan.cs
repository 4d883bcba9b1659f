using Integrations.Guichet.Desk;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Opens the skills plan of the file with the trades that the firm says it lacks: at once, and not after the permit.</summary>
[Activity("Guichet.OpenSkillsPlan", Category = GuichetActivities.Category, Fr = "Ouvrir le plan de compétences", En = "Open the skills plan",
    DescriptionFr = "Reprend les métiers que l'entreprise demande (code ROME, nombre, date) en lignes du plan. Sort par « Aucun » quand elle n'en demande pas. Exemple : juste après « Qualifier et planifier », pour que la formation commence avec le permis.",
    DescriptionEn = "Takes the trades that the firm asks for (ROME code, number, date) as lines of the plan. Leaves by None when it asks for none. Example: right after Qualify and plan, so that training begins with the permit.")]
[Outcomes("Opened", "None")]
public sealed class OpenSkillsPlan : Activity
{
    /// <summary>How the jobs are to be filled.</summary>
    [Input(Fr = "Voie", En = "Channel", DescriptionFr = "Vide : à choisir plus tard avec les partenaires.", DescriptionEn = "Empty: chosen later with the partners.", Options = ["", "POEI", "Apprentissage", "CQP", "Lycée professionnel"])]
    public readonly Input<string> Channel = new();

    /// <summary>Jobs to fill, in all.</summary>
    [Output(Fr = "Postes à pourvoir", En = "Jobs to fill")]
    public readonly Output<long> Jobs = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var channel = context.Get(Channel) is { Length: > 0 } chosen ? chosen : null;
        var lines = desk.File.Request.Skills
            .Where(need => need is { Rome.Length: > 0, Count: > 0 })
            .Select(need => new SkillNeedLine(need.Rome!, need.Label ?? need.Rome!, need.Count!.Value, need.NeededBy, channel))
            .ToList();
        context.Set(Jobs, lines.Sum(line => (long)line.Needed));
        if (lines.Count > 0) context.Require(desk.Acts.PlanSkills(lines));
        context.Complete(lines.Count > 0 ? "Opened" : "None");
    }
}
