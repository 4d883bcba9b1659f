using System.Text.Json.Nodes;

namespace Integrations.Workflows.Tests.Execution.Properties;

/// <summary>An activity of a random drawing, before it has an id.</summary>
internal abstract record Shape
{
    /// <summary>An activity without children: its JSON without id.</summary>
    public sealed record Leaf(string Json) : Shape;

    /// <summary>A list of activities in one place: Sequence, Parallel, Fork.</summary>
    public sealed record Block(string Json, string Place, IReadOnlyList<Shape> Inside) : Shape;

    /// <summary>One activity in one place: the body of a loop, a branch of an If.</summary>
    public sealed record Around(string Json, string Place, Shape Inside) : Shape;

    /// <summary>Activities joined by connections: source, port, target.</summary>
    public sealed record Flow(IReadOnlyList<Shape> Inside, IReadOnlyList<(int Source, string Port, int Target)> Connections) : Shape;

    /// <summary>A state machine: what runs on entry to each state, and what leads from one to another.</summary>
    public sealed record Machine(IReadOnlyList<Shape> Entries, IReadOnlyList<Transition> Transitions) : Shape;

    /// <summary>A way from one state to another: at once, or when its trigger completes.</summary>
    public sealed record Transition(int From, int To, Shape Trigger, bool IsTriggered);

    /// <summary>The activity with ids of its own, a0, a1... in the order of the drawing.</summary>
    public JsonObject Draw()
    {
        var next = 0;
        return Draw(this, ref next);
    }

    private static JsonObject Draw(Shape shape, ref int next)
    {
        var id = $"a{next++}";
        var json = shape switch
        {
            Leaf leaf => Parse(leaf.Json),
            Block block => With(Parse(block.Json), block.Place, List(block.Inside, ref next)),
            Around around => With(Parse(around.Json), around.Place, Draw(around.Inside, ref next)),
            Flow flow => DrawFlow(flow, ref next),
            Machine machine => DrawMachine(machine, ref next),
            _ => throw new NotSupportedException(shape.GetType().Name),
        };
        json["id"] = id;
        return json;
    }

    private static JsonObject DrawFlow(Flow flow, ref int next)
    {
        var activities = List(flow.Inside, ref next);
        var connections = flow.Connections.Select(connection => (JsonNode)new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = (string)activities[connection.Source]!["id"]!, ["port"] = connection.Port },
            ["target"] = new JsonObject { ["activity"] = (string)activities[connection.Target]!["id"]!, ["port"] = "In" },
        });
        return new JsonObject { ["type"] = "Elsa.Flowchart", ["activities"] = activities, ["connections"] = new JsonArray([.. connections]) };
    }

    private static JsonObject DrawMachine(Machine machine, ref int next)
    {
        var (states, transitions) = (new JsonArray(), new JsonArray());
        foreach (var entry in machine.Entries)
            states.Add((JsonNode)new JsonObject { ["name"] = $"s{states.Count}", ["entry"] = Draw(entry, ref next), ["exit"] = null });
        foreach (var transition in machine.Transitions)
        {
            transitions.Add((JsonNode)new JsonObject
            {
                ["from"] = $"s{transition.From}",
                ["to"] = $"s{transition.To}",
                ["trigger"] = transition.IsTriggered ? Draw(transition.Trigger, ref next) : null,
            });
        }

        return new JsonObject { ["type"] = "Elsa.StateMachine", ["initialState"] = "s0", ["states"] = states, ["transitions"] = transitions };
    }

    private static JsonArray List(IReadOnlyList<Shape> shapes, ref int next)
    {
        var list = new JsonArray();
        foreach (var shape in shapes) list.Add((JsonNode)Draw(shape, ref next));
        return list;
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static JsonObject With(JsonObject json, string place, JsonNode inside)
    {
        json[place] = inside;
        return json;
    }
}
