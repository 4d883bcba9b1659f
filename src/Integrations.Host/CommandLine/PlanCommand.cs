using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.DataFiles;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;
using Integrations.Host.Settings;

namespace Integrations.Host.CommandLine;

/// <summary>Prints the plan of one file: its procedures, authorities, missing documents and dates.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Dossier au format de workflows/samples." };
        var command = new Command("plan", "Le plan d'un dossier : procédures, autorités, pièces manquantes, échéances.") { file, Shared.Json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(Shared.Json)));
        return command;
    }

    private static int Run(FileInfo file, bool json)
    {
        if (!file.Exists) return Report.Fail($"Le fichier « {file.FullName} » n'existe pas.");
        try
        {
            var request = InstallationRequest.FromJson(File.ReadAllBytes(file.FullName));
            var rules = GuichetRules.Load(WorkspaceFolder.Find().Rules);
            var deposit = DepositDate(request);
            var rejected = SubmissionValidator.Validate(request, rules, TerritoryTable.Current, deposit).Where(finding => finding.Severity == Severity.Reject).ToList();
            if (rejected.Count > 0) return Report.Fail(rejected.Select(finding => $"{finding.Path} : {finding.Message} ({finding.Code})"));
            var plan = ProcedurePlanner.Plan(request, deposit, rules, TerritoryTable.Current);
            if (json) Report.Json(PlanReport.ToNode(plan));
            else Print(plan);
            return 0;
        }
        catch (ArgumentOutOfRangeException)
        {
            return Report.Fail($"« {file.Name} » contient une date hors du calendrier.");
        }
        catch (JsonException error)
        {
            return Report.Fail($"« {file.Name} » n'est pas un dossier lisible, à l'endroit {error.Path ?? "$"} : {error.Message}");
        }
        catch (DataFileException faults)
        {
            return Report.Fail(faults.Errors.Select(error => error.ToString()));
        }
    }

    private static DateOnly DepositDate(InstallationRequest request)
    {
        var received = request.Source?.ReceivedAt ?? TimeProvider.System.GetUtcNow();
        var place = request.Sites is [{ CommuneInsee: { } insee }, ..] && LegalPlace.TryOfCommune(insee, out var found) ? found : LegalPlace.Mainland;
        return place.DateOf(received);
    }

    private static void Print(ProcedurePlan plan)
    {
        Report.Say($"Règles {plan.RuleSet}, dépôt le {plan.DepositDate.InWordsWithWeekday()}. Régime ICPE : {plan.IcpeMaxRegime}. Permis : {plan.PermitCompetent}.");
        Report.Table(
            "Procédures",
            ["Clé", "Procédure", "Autorité", "Dernier jour", "Silence"],
            plan.Procedures.Select(procedure => (IReadOnlyList<string>)[procedure.Key, procedure.Label, procedure.Authority.Name, LastDay(procedure.Deadline), Guichet.Clocks.SilenceMeanings.InFrench(procedure.Clock.Silence)]));
        if (plan.MissingDocuments.Count > 0) Report.Say($"Pièces manquantes : {string.Join(", ", plan.MissingDocuments)}.");
        Report.Say($"CCI : {string.Join(", ", plan.Chambers)}. Préfecture chef de file : {plan.Lead?.PrefectureSeat}.");
        foreach (var finding in plan.Findings) Report.Say($"À vérifier : {finding.Message}");
    }

    private static string LastDay(PlanDeadline? deadline) => deadline switch
    {
        PlanDeadline.Permit { End: { } end } => end.LastDay.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        PlanDeadline.Registration { End: { } end } => $"{end.LastDay.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)} (estimation)",
        PlanDeadline.Authorisation { Phases: { } phases } => $"{phases.Decision.LastDay.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)} (estimation)",
        null => "—",
        _ => "dossier incomplet",
    };
}
