using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>The states and transitions of a StateMachine, in Elsa's JSON: states [{name, entry, exit}], transitions [{from, to, trigger, condition, action}], initialState.</summary>
internal sealed record StateChart(IReadOnlyList<MachineState> States, IReadOnlyList<MachineTransition> Transitions, int? Initial)
{
    public static StateChart Empty { get; } = new([], [], null);

    /// <summary>The transitions that leave a state, in the order of their declaration.</summary>
    public IReadOnlyList<int> WaysOut(int state) => States[state].WaysOut;

    /// <summary>Reads it, and says what is missing, what is drawn in vain, and where the machine may get stuck.</summary>
    public static StateChart Read(ActivityBinder binder)
    {
        var states = new List<MachineState>();
        foreach (var json in Objects(binder, "states"))
        {
            var name = new JsonFields(json).Text("name") ?? "";
            if (name.Length == 0) binder.Problem("state-without-name", "States", $"Un état de la machine « {binder.Node.Id} » n'a pas de nom.");
            else if (states.Exists(state => state.Name == name)) binder.Problem("duplicate-state", name, $"La machine « {binder.Node.Id} » a deux états nommés « {name} ».");
            states.Add(new MachineState(name, binder.Child(json["entry"]), binder.Child(json["exit"])));
        }

        var transitions = new List<MachineTransition>();
        foreach (var json in Objects(binder, "transitions"))
        {
            // Its activities are compiled even when it leads nowhere, so that what is wrong in them is named too.
            var transition = ReadTransition(json, binder, states);
            if (transition is { From: >= 0, To: >= 0 }) transitions.Add(transition);
        }

        for (var i = 0; i < transitions.Count; i++) states[transitions[i].From].WaysOut.Add(i);
        var chart = new StateChart(states, transitions, ReadInitial(binder, states));
        chart.Examine(binder);
        return chart;
    }

    private static MachineTransition ReadTransition(JsonObject json, ActivityBinder binder, List<MachineState> states)
    {
        var fields = new JsonFields(json);
        var name = fields.Text("name") is { Length: > 0 } given ? given : $"{fields.Text("from")}->{fields.Text("to")}";
        Input<bool>? condition = null;
        if (json["condition"] is JsonObject wrapped)
        {
            condition = new Input<bool>();
            binder.BindExpression(condition, wrapped["expression"] ?? wrapped, $"Transitions[{name}].Condition");
        }

        return new MachineTransition(Find("from"), Find("to"), binder.Child(json["trigger"]), condition, binder.Child(json["action"]));

        int Find(string end)
        {
            var wanted = fields.Text(end);
            var found = states.FindIndex(state => state.Name.Length > 0 && state.Name == wanted);
            if (found < 0) binder.Problem("unknown-state", name, $"La transition « {name} » de la machine « {binder.Node.Id} » nomme l'état « {wanted} », qui n'existe pas.");
            return found;
        }
    }

    /// <summary>A machine that was saved in a state goes on from it (Elsa's currentState).</summary>
    private static int? ReadInitial(ActivityBinder binder, List<MachineState> states)
    {
        var fields = new JsonFields(binder.Json);
        var name = fields.Text("currentState") is { Length: > 0 } current ? current : fields.Text("initialState");
        var found = states.FindIndex(state => state.Name.Length > 0 && state.Name == name);
        if (found >= 0) return found;
        if (states.Count > 0)
        {
            binder.Problem("initial-state", "InitialState", string.IsNullOrEmpty(name)
                ? $"La machine « {binder.Node.Id} » n'a pas d'état initial : elle finirait aussitôt."
                : $"L'état initial « {name} » de la machine « {binder.Node.Id} » n'existe pas.");
        }

        return null;
    }

    private void Examine(ActivityBinder binder)
    {
        if (Initial is not { } initial) return;
        var reached = new HashSet<int> { initial };
        var next = new Queue<int>(reached);
        while (next.TryDequeue(out var state))
            foreach (var way in WaysOut(state))
                if (reached.Add(Transitions[way].To))
                    next.Enqueue(Transitions[way].To);
        for (var i = 0; i < States.Count; i++)
        {
            if (!reached.Contains(i))
                binder.Problem("unreachable-state", States[i].Name, $"Aucune transition ne mène à l'état « {States[i].Name} » de la machine « {binder.Node.Id} ».", ProblemSeverity.Warning);
            else if (States[i].WaysOut.Count > 0 && States[i].WaysOut.TrueForAll(way => Transitions[way] is { Trigger: null, Condition: not null }))
                binder.Problem("stalling-state", States[i].Name, $"L'état « {States[i].Name} » de la machine « {binder.Node.Id} » n'a que des transitions conditionnelles sans déclencheur : si aucune condition n'est vraie à l'entrée, la machine reste bloquée.", ProblemSeverity.Warning);
        }
    }

    private static IEnumerable<JsonObject> Objects(ActivityBinder binder, string name) => binder.Json[name] is JsonArray array ? array.OfType<JsonObject>() : [];
}

/// <summary>A state.</summary>
internal sealed record MachineState(string Name, ActivityNode? Entry, ActivityNode? Exit)
{
    public List<int> WaysOut { get; } = [];
}

/// <summary>A transition between two states, by their positions; below zero: no such state.</summary>
internal sealed record MachineTransition(int From, int To, ActivityNode? Trigger, Input<bool>? Condition, ActivityNode? Action);
