using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// Qualifies a file: checks the firm's keys, works out its procedures by the rules of the day of reception, and opens them with the
/// authority that the directory names.
/// </summary>
[Activity("Guichet.QualifyFile", Category = GuichetActivities.Category, Fr = "Qualifier et planifier", En = "Qualify and plan",
    DescriptionFr = "Vérifie l'identité, calcule les procédures à partir des faits du dossier et des règles datées, et les ouvre. Exemple : permis et enregistrement ICPE pour un atelier neuf.",
    DescriptionEn = "Checks the identity, works out the procedures from the facts of the file and the dated rules, and opens them. Example: permit and ICPE registration for a new workshop.")]
[Outcomes("Qualified", "OutOfScope")]
public sealed class QualifyFile : Activity
{
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        var firm = desk.File.Request?.Firm;
        context.Require(firm?.Siret is not null || firm?.Siren is not null
            ? desk.Acts.CheckIdentity("form", true, "La clé du numéro est juste ; aucun registre n'a été interrogé.")
            : desk.Acts.CheckIdentity("form", false, "Entreprise en création : le numéro sera donné avant la décision."));

        var plan = desk.Knowledge.PlanOf(desk.File);
        context.Require(desk.Acts.PlanProcedures(plan));
        foreach (var planned in plan.Procedures)
        {
            var authority = planned.Communes.Count > 0 ? desk.Knowledge.Partners.Find(planned.Authority.Role, planned.Communes[0]) : null;
            context.Require(desk.Acts.OpenPlanned(planned.Key, authority?.Id, authority?.Name));
        }

        context.Complete(plan.Procedures.Count > 0 ? "Qualified" : "OutOfScope");
    }
}
