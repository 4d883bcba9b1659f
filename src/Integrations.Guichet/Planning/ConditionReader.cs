using System.Text.Json;
using Integrations.Guichet.DataFiles;

namespace Integrations.Guichet.Planning;

/// <summary>
/// Reads conditions: <c>{"all":[...]}</c>, <c>{"any":[...]}</c>, <c>{"not":{...}}</c>, <c>{"procedure":"PC"}</c>,
/// <c>{"fact":"project.pinm"}</c> (a yes/no fact), <c>{"fact":"works.newAreaM2","op":">","value":20}</c>.
/// </summary>
internal static class ConditionReader
{
    private static readonly Dictionary<string, Comparison> Operators = new()
    {
        ["="] = Comparison.Equal,
        ["!="] = Comparison.NotEqual,
        [">"] = Comparison.GreaterThan,
        [">="] = Comparison.AtLeast,
        ["<"] = Comparison.LessThan,
        ["<="] = Comparison.AtMost,
        ["in"] = Comparison.OneOf,
    };

    /// <summary>The condition under this name; always true when it is absent.</summary>
    internal static Condition ReadOptional(DataNode owner, string name) =>
        owner.ObjectOrNull(name) is { } node ? Read(node) : Condition.Always;

    internal static Condition Read(DataNode node)
    {
        Condition condition = node switch
        {
            _ when node.Has("all") => new Condition.All([.. node.Items("all").Select(Read)]),
            _ when node.Has("any") => new Condition.Any([.. node.Items("any").Select(Read)]),
            _ when node.Has("not") => new Condition.Not(Read(node.Object("not"))),
            _ when node.Has("procedure") => new Condition.Planned(node.Text("procedure")),
            _ when node.Has("fact") => ReadComparison(node),
            _ => Unknown(node),
        };
        node.RefuseUnknown();
        return condition;
    }

    private static Condition Unknown(DataNode node)
    {
        node.Fault("une condition est attendue : all, any, not, procedure ou fact.");
        return Condition.Always;
    }

    private static Condition ReadComparison(DataNode node)
    {
        var fact = node.Text("fact");
        if (!ProjectFacts.Catalogue.TryGetValue(fact, out var type))
        {
            _ = (node.Raw("op"), node.Raw("value"));
            node.Fault("fact", $"le fait « {fact} » est inconnu ; faits possibles : {string.Join(", ", ProjectFacts.Catalogue.Keys)}.");
            return Condition.Always;
        }

        if (!node.Has("op"))
            return ReadYesNo(node, fact, type);
        var comparison = node.Word("op", Operators);
        if (type != FactType.Number && comparison is not (Comparison.Equal or Comparison.NotEqual or Comparison.OneOf))
            node.Fault("op", $"le fait « {fact} » n'est pas un nombre : seuls =, != et in le comparent.");
        var values = comparison == Comparison.OneOf
            ? [.. node.Items("value").Select(item => ReadValue(item, type))]
            : new List<FactValue> { ReadValue(node, "value", type) };
        return new Condition.Compare(fact, comparison, values);
    }

    private static Condition.Compare ReadYesNo(DataNode node, string fact, FactType type)
    {
        if (type != FactType.YesNo)
            node.Fault($"le fait « {fact} » se compare : « op » et « value » manquent.");
        return new Condition.Compare(fact, Comparison.Equal, [true]);
    }

    private static FactValue ReadValue(DataNode node, string name, FactType type) => type switch
    {
        FactType.Number => node.Number(name),
        FactType.YesNo => node.Flag(name),
        _ => node.TextOrNull(name),
    };

    private static FactValue ReadValue(DataNode item, FactType type)
    {
        if (type == FactType.Word)
            return item.AsText();
        item.Fault("« in » ne compare que des mots.");
        return default;
    }
}
