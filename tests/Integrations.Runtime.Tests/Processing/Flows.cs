using System.Text.Json.Nodes;

namespace Integrations.Runtime.Tests.Processing;

/// <summary>Small definitions in Elsa's format, as Studio would save them.</summary>
internal static class Flows
{
    public static string Sequence(string definitionId, params JsonObject[] activities) => new JsonObject
    {
        ["id"] = definitionId + "-draft",
        ["definitionId"] = definitionId,
        ["name"] = definitionId,
        ["version"] = 1,
        ["isLatest"] = true,
        ["isPublished"] = true,
        ["variables"] = new JsonArray(),
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Sequence",
            ["activities"] = new JsonArray([.. activities]),
        },
    }.ToJsonString();

    /// <summary>A flowchart; a connection is "from>to" or "from.Port>to".</summary>
    public static string Flowchart(string definitionId, JsonObject[] activities, string[] connections, JsonArray? variables = null, string mode = "Counter") => new JsonObject
    {
        ["definitionId"] = definitionId,
        ["name"] = definitionId,
        ["variables"] = variables,
        ["customProperties"] = new JsonObject { ["Flowchart:ExecutionMode"] = mode },
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Flowchart",
            ["activities"] = new JsonArray([.. activities]),
            ["connections"] = new JsonArray([.. connections.Select(Connection)]),
        },
    }.ToJsonString();

    /// <summary>The definition with this activation strategy, named as Studio saves it.</summary>
    public static string Activated(string definition, string strategy)
    {
        var json = JsonNode.Parse(definition)!.AsObject();
        json["options"] = new JsonObject { ["activationStrategyType"] = $"Elsa.Workflows.Runtime.ActivationValidators.{strategy}Strategy, Elsa.Workflows.Runtime" };
        return json.ToJsonString();
    }

    public static JsonObject Variable(string name, string type, string? value = null) =>
        new() { ["id"] = name, ["name"] = name, ["typeName"] = type, ["value"] = value };

    public static JsonObject Of(string id, string type) => new() { ["id"] = id, ["type"] = type };

    public static JsonObject Join(string id, string mode) => new() { ["id"] = id, ["type"] = "Elsa.FlowJoin", ["mode"] = Literal("FlowJoinMode", mode) };

    public static JsonObject Fork(string id, params string[] branches) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.FlowFork",
        ["branches"] = new JsonObject
        {
            ["typeName"] = "Object",
            ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. branches.Select(branch => JsonValue.Create(branch))]).ToJsonString() },
        },
    };

    /// <summary>Prints what a script gives.</summary>
    public static JsonObject Print(string id, string script) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.WriteLine",
        ["text"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } },
    };

    public static JsonObject WriteLine(string id, string text = "done") =>
        new() { ["id"] = id, ["type"] = "Elsa.WriteLine", ["text"] = Literal("String", text) };

    public static JsonObject Event(string id, string name, bool starts = false) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.Event",
        ["eventName"] = Literal("String", name),
        ["customProperties"] = new JsonObject { ["canStartWorkflow"] = starts },
    };

    public static JsonObject Publish(string id, string name) =>
        new() { ["id"] = id, ["type"] = "Elsa.PublishEvent", ["eventName"] = Literal("String", name) };

    public static JsonObject Delay(string id, string time) =>
        new() { ["id"] = id, ["type"] = "Elsa.Delay", ["timeSpan"] = Literal("TimeSpan", time) };

    /// <summary>Starts the workflow at this interval, for example "00:00:10".</summary>
    public static JsonObject Timer(string id, string interval) => Starting(new JsonObject
    {
        ["id"] = id,
        ["type"] = "Elsa.Timer",
        ["interval"] = Literal("TimeSpan", interval),
    });

    /// <summary>Starts the workflow by a cron expression of six fields.</summary>
    public static JsonObject Cron(string id, string expression) => Starting(new JsonObject
    {
        ["id"] = id,
        ["type"] = "Elsa.Cron",
        ["cronExpression"] = Literal("String", expression),
    });

    /// <summary>Starts the workflow at an instant, ISO 8601.</summary>
    public static JsonObject StartAt(string id, string instant) => Starting(new JsonObject
    {
        ["id"] = id,
        ["type"] = "Elsa.StartAt",
        ["dateTime"] = Literal("DateTimeOffset", instant),
    });

    public static JsonObject RunTask(string id, string name) =>
        new() { ["id"] = id, ["type"] = "Elsa.RunTask", ["taskName"] = Literal("String", name) };

    public static JsonObject Execute(string id, string definitionId) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.ExecuteWorkflow",
        ["workflowDefinitionId"] = Literal("String", definitionId),
        ["waitForCompletion"] = new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = true } },
    };

    /// <summary>Another workflow as an activity, by the type name under which it is offered.</summary>
    public static JsonObject Use(string id, string type) => new() { ["id"] = id, ["type"] = type };

    /// <summary>The same definition, offered as an activity.</summary>
    public static string AsActivity(string definition)
    {
        var json = JsonNode.Parse(definition)!.AsObject();
        json["options"] = new JsonObject { ["usableAsActivity"] = true };
        return json.ToJsonString();
    }

    public static JsonObject Fault(string id, string message) =>
        new() { ["id"] = id, ["type"] = "Elsa.Fault", ["message"] = Literal("String", message) };

    private static JsonObject Connection(string text)
    {
        var ends = text.Split('>');
        var source = ends[0].Split('.');
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
        };
    }

    private static JsonObject Starting(JsonObject trigger)
    {
        trigger["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return trigger;
    }

    private static JsonObject Literal(string type, string value) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value },
    };
}
