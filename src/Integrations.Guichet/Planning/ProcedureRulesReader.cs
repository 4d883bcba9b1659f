using Integrations.Guichet.DataFiles;

namespace Integrations.Guichet.Planning;

/// <summary>Reads and checks <c>rules/procedures.json</c>.</summary>
internal static class ProcedureRulesReader
{
    private static readonly Dictionary<string, DependencyKind> DependencyKinds = new()
    {
        ["deposit_after_deposit"] = DependencyKind.DepositAfterDeposit,
        ["start_after_decision"] = DependencyKind.StartAfterDecision,
        ["decision_after_decision"] = DependencyKind.DecisionAfterDecision,
        ["execution_after_decision"] = DependencyKind.ExecutionAfterDecision,
    };

    internal static ProcedureRules Read(DataNode root)
    {
        var version = root.Text("version");
        _ = root.TextOrNull("note");
        var rules = root.Items("procedures").Select(node => (node, rule: ReadRule(node))).ToList();
        root.RefuseUnknown();
        RefuseOverlaps(rules);
        RefuseUnknownProcedures(rules);
        RefuseCircles(rules);
        return new(version, [.. rules.Select(pair => pair.rule)]);
    }

    private static ProcedureRule ReadRule(DataNode node)
    {
        var rule = new ProcedureRule
        {
            Code = node.Text("code"),
            Version = node.Text("version"),
            ValidFrom = node.Date("validFrom"),
            ValidTo = node.DateOrNull("validTo"),
            Order = node.Integer("order"),
            Label = node.Text("label"),
            Why = node.Text("why"),
            Trigger = ConditionReader.Read(node.Object("trigger")),
            PerCommune = node.Flag("perCommune"),
            Authorities = ReadAuthorities(node),
            Clock = node.ObjectOrNull("clock") is { } clock ? ClockTermsReader.Read(clock) : null,
            Extensions = [.. node.Items("extensions").Select(ReadExtension)],
            Documents = [.. node.Items("documents").Select(ReadDocument)],
            Opinions = [.. node.Items("opinions").Select(ReadOpinion)],
            Dependencies = [.. node.Items("dependsOn").Select(ReadDependency)],
            Warnings = [.. node.Items("warnings").Select(ReadWarning)],
            LegalRefs = node.Texts("legalRefs"),
            Cerfa = node.TextOrNull("cerfa"),
            Note = node.TextOrNull("note"),
            Provenance = node.Text("provenance"),
        };
        if (rule.ValidTo < rule.ValidFrom)
            node.Fault("validTo", "la fin de validité précède son début.");
        node.RefuseUnknown();
        return rule;
    }

    private static List<AuthorityChoice> ReadAuthorities(DataNode node)
    {
        var choices = node.Items("authority").Select(item =>
        {
            var choice = new AuthorityChoice(ConditionReader.ReadOptional(item, "when"), item.Text("role"), item.Text("name"));
            item.RefuseUnknown();
            return choice;
        }).ToList();
        if (choices.LastOrDefault()?.When != Condition.Always)
            node.Fault("authority", "la dernière autorité de la liste ne doit pas avoir de condition « when » : il en faut toujours une.");
        return choices;
    }

    private static PossibleExtension ReadExtension(DataNode node)
    {
        var extension = new PossibleExtension(node.Text("if"), node.Text("effect"), node.TextOrNull("ref"));
        node.RefuseUnknown();
        return extension;
    }

    private static RequiredDocument ReadDocument(DataNode node)
    {
        var document = new RequiredDocument(
            node.Text("code"), node.Text("label"), ConditionReader.ReadOptional(node, "when"), node.Texts("producedBy"));
        node.RefuseUnknown();
        return document;
    }

    private static OpinionRule ReadOpinion(DataNode node)
    {
        var opinion = new OpinionRule(
            node.Text("role"), node.Text("label"), ConditionReader.ReadOptional(node, "when"),
            ClockTermsReader.ReadPeriodOrNull(node, "period"), node.Word("silence", ClockTermsReader.Silences), node.TextOrNull("ref"));
        node.RefuseUnknown();
        return opinion;
    }

    private static DependencyRule ReadDependency(DataNode node)
    {
        var dependency = new DependencyRule(node.Text("procedure"), node.Word("kind", DependencyKinds), node.Text("note"), node.TextOrNull("ref"));
        node.RefuseUnknown();
        return dependency;
    }

    private static WarningRule ReadWarning(DataNode node)
    {
        var warning = new WarningRule(ConditionReader.ReadOptional(node, "when"), node.Text("code"), node.Text("message"));
        node.RefuseUnknown();
        return warning;
    }

    private static void RefuseOverlaps(List<(DataNode Node, ProcedureRule Rule)> rules)
    {
        foreach (var versions in rules.GroupBy(pair => pair.Rule.Code))
        {
            foreach (var (earlier, later) in versions.OrderBy(pair => pair.Rule.ValidFrom).Zip(versions.OrderBy(pair => pair.Rule.ValidFrom).Skip(1)))
            {
                if (earlier.Rule.ValidTo is null || earlier.Rule.ValidTo >= later.Rule.ValidFrom)
                    later.Node.Fault($"deux règles « {versions.Key} » sont en vigueur le même jour ({later.Rule.ValidFrom:yyyy-MM-dd}).");
            }
        }
    }

    private static void RefuseUnknownProcedures(List<(DataNode Node, ProcedureRule Rule)> rules)
    {
        var codes = rules.Select(pair => pair.Rule.Code).ToHashSet();
        foreach (var (node, rule) in rules)
        {
            var named = rule.Conditions().SelectMany(condition => condition.Procedures())
                .Concat(rule.Dependencies.Select(dependency => dependency.Procedure))
                .Concat(rule.Documents.SelectMany(document => document.ProducedBy));
            foreach (var unknown in named.Distinct().Where(code => !codes.Contains(code)))
                node.Fault($"la procédure « {unknown} » que nomme la règle « {rule.Code} » n'existe pas dans ce fichier.");
        }
    }

    // A trigger that depends on itself through others would never be settled.
    private static void RefuseCircles(List<(DataNode Node, ProcedureRule Rule)> rules)
    {
        var asked = rules.ToLookup(pair => pair.Rule.Code, pair => pair.Rule.Trigger.Procedures());
        bool Reaches(string from, string target, HashSet<string> seen) => asked[from].SelectMany(codes => codes)
            .Any(code => code == target || (seen.Add(code) && Reaches(code, target, seen)));
        foreach (var (node, rule) in rules.Where(pair => Reaches(pair.Rule.Code, pair.Rule.Code, [])))
            node.Fault("trigger", $"le déclencheur de « {rule.Code} » dépend de lui-même à travers d'autres procédures.");
    }
}
