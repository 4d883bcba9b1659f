using System.Text;
using System.Text.Json.Nodes;

namespace Integrations.Workflows.Tests.Fuzz;

/// <summary>Changes of a definition such as a broken tool, a bad merge or a hostile hand would make.</summary>
internal static class DefinitionMutation
{
    private static readonly string[] Types =
    [
        "Elsa.Flowchart", "Elsa.Sequence", "Elsa.FlowJoin", "Elsa.Fork", "Elsa.ForEach", "Elsa.While", "Elsa.Event", "Elsa.StateMachine", "Elsa.HttpEndpoint",
        "Elsa.Cron", "Elsa.Complete", "Elsa.Workflow", "Elsa.RunJavaScript", "Elsa.Nothing", "",
    ];

    /// <summary>One to four changes of the document's members.</summary>
    public static JsonObject OfMembers(JsonObject definition, Random random)
    {
        var document = (JsonObject)definition.DeepClone();
        for (var changes = random.Next(1, 5); changes > 0; changes--) Change(document, random);
        return document;
    }

    /// <summary>One to four changes of the text.</summary>
    public static string OfText(string text, Random random)
    {
        var changed = new StringBuilder(text);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(changed.Length);
            switch (random.Next(8))
            {
                case 0: changed[at] = "{}[]\",:0 -\\"[random.Next(11)]; break;
                case 1: changed[at] = (char)random.Next(char.MaxValue); break;
                case 2: changed[at] = '\ud800'; break;
                case 3: changed.Length = at + 1; break;
                case 4: changed.Insert(at, new string("[{\"("[random.Next(4)], random.Next(1, 3000))); break;
                case 5: changed.Insert(at, changed.ToString(at, Math.Min(changed.Length - at, random.Next(400)))); break;
                case 6: changed.Insert(at, "99999999999999999999999999999999e9999"); break;
                default: changed.Remove(at, Math.Min(changed.Length - at - 1, random.Next(40))); break;
            }
        }

        return changed.ToString();
    }

    /// <summary>The text as bytes, some of them no UTF-8, as a person's file would be read.</summary>
    public static string OfBytes(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var changes = random.Next(1, 6); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return Encoding.UTF8.GetString(bytes);
    }

    private static void Change(JsonObject document, Random random)
    {
        var at = Somewhere(document, random);
        if (at.Parent is JsonObject parent)
        {
            var name = at.GetPropertyName();
            switch (random.Next(7))
            {
                case 0: parent.Remove(name); break;
                case 1: Rename(parent, name, random.Next(2) == 0 ? name.ToUpperInvariant() : name + random.Next(9)); break;
                case 2: Rename(parent, name, name); break;
                case 3 when name == "type": parent[name] = Types[random.Next(Types.Length)]; break;
                case 4: parent[name] = Somewhere(document, random).DeepClone(); break;
                default: parent[name] = Anything(random); break;
            }
        }
        else if (at.Parent is JsonArray list)
        {
            var index = at.GetElementIndex();
            switch (random.Next(5))
            {
                case 0: list.RemoveAt(index); break;
                case 1: list.Add(at.DeepClone()); break;
                case 2:
                    list.RemoveAt(index);
                    list.Insert(random.Next(list.Count + 1), at);
                    break;
                case 3: list[index] = Somewhere(document, random).DeepClone(); break;
                default: list[index] = Anything(random); break;
            }
        }
    }

    /// <summary>Gives a member another name, and the last place.</summary>
    private static void Rename(JsonObject parent, string name, string other)
    {
        var value = parent[name];
        parent.Remove(name);
        parent[other] = value;
    }

    private static JsonNode Somewhere(JsonObject document, Random random)
    {
        JsonNode at = document;
        while (true)
        {
            var inner = Children(at).ToList();
            if (inner.Count == 0 || (at != document && random.Next(8) == 0)) return at;
            at = inner[random.Next(inner.Count)];
        }
    }

    private static IEnumerable<JsonNode> Children(JsonNode node) => node switch
    {
        JsonObject json => json.Select(pair => pair.Value).OfType<JsonNode>(),
        JsonArray array => array.OfType<JsonNode>(),
        _ => [],
    };

    private static JsonNode? Anything(Random random) => random.Next(16) switch
    {
        0 => null,
        1 => random.Next(-3, 3),
        2 => true,
        3 => "x",
        4 => "Workflow1",
        5 => new JsonArray(1, "a", null),
        6 => new JsonObject { ["id"] = 5, ["type"] = "Elsa.Sequence" },
        7 => 1e300,
        8 => long.MinValue,
        9 => JsonNode.Parse("-1e999999999"),
        10 => "\ud800",
        11 => new string('x', random.Next(5000)),
        12 => "99999999.23:59:59",
        13 => "0 0 0 31 2 ?",
        14 => Deep(random.Next(1, 120)),
        _ => new JsonObject { ["type"] = "JavaScript", ["value"] = "[" },
    };

    private static JsonNode Deep(int depth)
    {
        JsonNode node = "end";
        for (; depth > 0; depth--) node = depth % 2 == 0 ? new JsonArray(node) : new JsonObject { ["value"] = node };
        return node;
    }
}
