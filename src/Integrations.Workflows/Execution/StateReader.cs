using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Workflows.Execution;

/// <summary>Reads what <see cref="StateWriter"/> writes. Unknown members are skipped, so that a newer writer can be rolled back.</summary>
internal static class StateReader
{
    private delegate void Member<T>(ref Utf8JsonReader reader, T target);

    public static InstanceState ReadState(ref Utf8JsonReader reader)
    {
        var draft = new Draft();
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "id": draft.Id = reader.GetString(); break;
                case "def": draft.Definition = reader.GetString(); break;
                case "ver": draft.Version = reader.GetString(); break;
                case "corr": draft.Correlation = reader.GetString(); break;
                case "parent": draft.Parent = reader.GetString(); break;
                case "name": draft.Name = reader.GetString(); break;
                case "trigger": draft.Trigger = reader.GetString(); break;
                case "st": draft.Status = (WorkflowStatus)reader.GetInt32(); break;
                case "sub": draft.SubStatus = (WorkflowSubStatus)reader.GetInt32(); break;
                case "next": draft.Next = reader.GetInt32(); break;
                case "in": draft.Input = Map(ref reader); break;
                case "out": draft.Output = Map(ref reader); break;
                case "last": draft.LastingMemory = Map(ref reader); break;
                case "bm": List(ref reader, draft.Bookmarks, Bookmark); break;
                case "inc": List(ref reader, draft.Incidents, Incident); break;
                case "ex": List(ref reader, draft.Executions, Execution); break;
                default: reader.Skip(); break;
            }
        }

        return draft.ToState();
    }

    private static void Bookmark(ref Utf8JsonReader reader, List<Bookmark> bookmarks)
    {
        string id = "", activity = "", bookmarkName = "", key = "";
        var execution = 0;
        var keep = false;
        JsonObject? payload = null;
        DateTimeOffset? due = null;
        while (NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "id": id = reader.GetString()!; break;
                case "a": activity = reader.GetString()!; break;
                case "e": execution = reader.GetInt32(); break;
                case "n": bookmarkName = reader.GetString()!; break;
                case "k": key = reader.GetString()!; break;
                case "p": payload = JsonNode.Parse(ref reader) as JsonObject; break;
                case "due": due = reader.GetDateTimeOffset(); break;
                case "keep": keep = reader.GetBoolean(); break;
                default: reader.Skip(); break;
            }
        }

        bookmarks.Add(new Bookmark(id, activity, bookmarkName, key, payload ?? [], due) { AutoBurn = !keep, Execution = execution });
    }

    private static void Incident(ref Utf8JsonReader reader, List<Incident> incidents)
    {
        string activity = "", type = "", message = "";
        string? detail = null;
        DateTimeOffset at = default;
        while (NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "a": activity = reader.GetString()!; break;
                case "t": type = reader.GetString()!; break;
                case "m": message = reader.GetString()!; break;
                case "at": at = reader.GetDateTimeOffset(); break;
                case "d": detail = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        incidents.Add(new Incident(activity, type, message, at) { Detail = detail });
    }

    private static void Execution(ref Utf8JsonReader reader, List<ExecutionRecord> executions)
    {
        var activity = "";
        int number = 0, parent = -1, tag = 0;
        var status = ActivityStatus.Running;
        var breaking = false;
        List<string>? ended = null;
        int[]? counters = null;
        object? memory = null;
        (string, object?)[]? locals = null;
        object?[]? variables = null;
        while (NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "n": number = reader.GetInt32(); break;
                case "a": activity = reader.GetString()!; break;
                case "p": parent = reader.GetInt32(); break;
                case "s": status = (ActivityStatus)reader.GetInt32(); break;
                case "t": tag = reader.GetInt32(); break;
                case "b": breaking = reader.GetBoolean(); break;
                case "o": ended = [.. Array(ref reader).Select(text => (string)text!)]; break;
                case "c": counters = Numbers(ref reader); break;
                case "m": memory = Value(ref reader); break;
                case "l": locals = [.. Map(ref reader).Select(pair => (pair.Key, pair.Value))]; break;
                case "v": variables = Array(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        executions.Add(new ExecutionRecord
        {
            Number = number,
            ActivityKey = activity,
            Parent = parent,
            Status = status,
            Tag = tag,
            IsBreaking = breaking,
            EndedWith = ended,
            Counters = counters,
            Memory = memory,
            Locals = locals,
            Variables = variables,
        });
    }

    private static void List<T>(ref Utf8JsonReader reader, List<T> list, Member<List<T>> item)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) item(ref reader, list);
    }

    private static int[] Numbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<int>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) numbers.Add(reader.GetInt32());
        return [.. numbers];
    }

    private static object?[] Array(ref Utf8JsonReader reader)
    {
        var values = new List<object?>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) values.Add(Value(ref reader));
        return [.. values];
    }

    private static Dictionary<string, object?> Map(ref Utf8JsonReader reader)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader, out var name)) map[name] = Value(ref reader);
        return map;
    }

    private static object? Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.Number:
                if (reader.TryGetInt64(out var integer)) return integer;
                return reader.GetDouble();
            default:
                var node = JsonNode.Parse(ref reader);
                return node is JsonObject json && json["$t"] is JsonValue kind ? Untagged(kind.GetValue<string>(), json["v"]) : node;
        }
    }

    private static object? Untagged(string kind, JsonNode? value)
    {
        if (kind == "j") return value?.DeepClone();
        var text = value!.GetValue<string>();
        return kind switch
        {
            "f" => double.Parse(text, CultureInfo.InvariantCulture),
            "m" => decimal.Parse(text, CultureInfo.InvariantCulture),
            "o" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
            "d" => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            "s" => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
            _ => throw new JsonException($"Unknown kind of value '{kind}' in an instance state."),
        };
    }

    private static bool NextMember(ref Utf8JsonReader reader, out string name)
    {
        name = "";
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject) return false;
        name = reader.GetString()!;
        reader.Read();
        return true;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type) throw new JsonException($"An instance state has {reader.TokenType} where {type} should be.");
    }

    private sealed class Draft
    {
        public string? Id { get; set; }

        public string? Definition { get; set; }

        public string? Version { get; set; }

        public string? Correlation { get; set; }

        public string? Parent { get; set; }

        public string? Name { get; set; }

        public string? Trigger { get; set; }

        public WorkflowStatus Status { get; set; }

        public WorkflowSubStatus SubStatus { get; set; }

        public int Next { get; set; }

        public IReadOnlyDictionary<string, object?> Input { get; set; } = new Dictionary<string, object?>();

        public IReadOnlyDictionary<string, object?> Output { get; set; } = new Dictionary<string, object?>();

        public IReadOnlyDictionary<string, object?> LastingMemory { get; set; } = new Dictionary<string, object?>();

        public List<Bookmark> Bookmarks { get; } = [];

        public List<Incident> Incidents { get; } = [];

        public List<ExecutionRecord> Executions { get; } = [];

        public InstanceState ToState() => new()
        {
            InstanceId = Id ?? throw new JsonException("An instance state has no id."),
            DefinitionId = Definition ?? "",
            DefinitionVersionId = Version ?? "",
            CorrelationId = Correlation,
            ParentInstanceId = Parent,
            Name = Name,
            TriggerActivityId = Trigger,
            Status = Status,
            SubStatus = SubStatus,
            NextExecution = Next,
            Input = Input,
            Output = Output,
            LastingMemory = LastingMemory,
            Bookmarks = Bookmarks,
            Incidents = Incidents,
            Executions = Executions,
        };
    }
}
