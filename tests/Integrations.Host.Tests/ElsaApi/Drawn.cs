using System.Text.Json.Nodes;

namespace Integrations.Host.Tests.ElsaApi;

/// <summary>Workflows as Studio saves them.</summary>
internal static class Drawn
{
    /// <summary>Greets, waits for the event "Go", says the variable Nom; keeps values in its journal.</summary>
    public static JsonObject Waiting(string definitionId = "waiting", bool publish = true)
    {
        var said = Expression("WriteLine", "after", "text", "JavaScript", "getNom()");
        var flow = Flow(Literal("WriteLine", "a", "text", "hi"), Literal("Event", "ev", "eventName", "Go"), said);
        var saved = DefinitionApiTests.Save(definitionId, "Attente", flow, publish);
        saved["model"]!["variables"] = new JsonArray(new JsonObject { ["id"] = "v1", ["name"] = "Nom", ["typeName"] = "String", ["value"] = "Alice" });
        saved["model"]!["customProperties"] = new JsonObject { ["logPersistenceConfig"] = new JsonObject { ["default"] = "Include" } };
        return saved;
    }

    /// <summary>Faults at once.</summary>
    public static JsonObject Faulting() =>
        DefinitionApiTests.Save("faulting", "Faute", Flow(Expression("WriteLine", "b", "text", "JavaScript", "nope")), true);

    /// <summary>Waits for a task.</summary>
    public static JsonObject Task() => DefinitionApiTests.Save("task", "Tâche", Flow(Literal("RunTask", "t", "taskName", "Do")), true);

    /// <summary>A flowchart of activities one after the other.</summary>
    public static JsonObject Flow(params JsonObject[] activities)
    {
        var flow = DefinitionApiTests.Activity("fc", "Elsa.Flowchart");
        flow["activities"] = new JsonArray([.. activities]);
        flow["connections"] = new JsonArray([.. activities.Zip(activities.Skip(1), (from, to) => new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = (string?)from["id"], ["port"] = "Done" },
            ["target"] = new JsonObject { ["activity"] = (string?)to["id"], ["port"] = "In" },
        })]);
        return flow;
    }

    /// <summary>An activity with one input.</summary>
    public static JsonObject Literal(string type, string id, string input, string value) => Expression(type, id, input, "Literal", value);

    private static JsonObject Expression(string type, string id, string input, string syntax, string value)
    {
        var activity = DefinitionApiTests.Activity(id, "Elsa." + type);
        activity[input] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = syntax, ["value"] = value } };
        return activity;
    }
}
