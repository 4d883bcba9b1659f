using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Workflows.Execution;

/// <summary>Writes the parts of a state. Names are short on purpose: a suspended instance is stored once per row.</summary>
internal static class StateWriter
{
    public static void Write(Utf8JsonWriter writer, InstanceState state)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, state.InstanceId);
        writer.WriteString("def"u8, state.DefinitionId);
        writer.WriteString("ver"u8, state.DefinitionVersionId);
        Text(writer, "corr"u8, state.CorrelationId);
        Text(writer, "parent"u8, state.ParentInstanceId);
        Text(writer, "name"u8, state.Name);
        Text(writer, "trigger"u8, state.TriggerActivityId);
        writer.WriteNumber("st"u8, (int)state.Status);
        writer.WriteNumber("sub"u8, (int)state.SubStatus);
        writer.WriteNumber("next"u8, state.NextExecution);
        Map(writer, "in"u8, state.Input);
        Map(writer, "out"u8, state.Output);
        Map(writer, "last"u8, state.LastingMemory);
        if (state.Bookmarks.Count > 0) Bookmarks(writer, state.Bookmarks);
        if (state.Incidents.Count > 0) Incidents(writer, state.Incidents);
        if (state.Executions.Count > 0) Executions(writer, state.Executions);
        writer.WriteEndObject();
    }

    private static void Bookmarks(Utf8JsonWriter writer, IReadOnlyList<Bookmark> bookmarks)
    {
        writer.WriteStartArray("bm"u8);
        foreach (var bookmark in bookmarks)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, bookmark.Id);
            writer.WriteString("a"u8, bookmark.ActivityId);
            writer.WriteNumber("e"u8, bookmark.Execution);
            writer.WriteString("n"u8, bookmark.Name);
            writer.WriteString("k"u8, bookmark.StimulusKey);
            writer.WritePropertyName("p"u8);
            bookmark.Payload.WriteTo(writer);
            if (bookmark.DueAt is { } due) writer.WriteString("due"u8, due);
            if (!bookmark.AutoBurn) writer.WriteBoolean("keep"u8, true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Incidents(Utf8JsonWriter writer, IReadOnlyList<Incident> incidents)
    {
        writer.WriteStartArray("inc"u8);
        foreach (var incident in incidents)
        {
            writer.WriteStartObject();
            writer.WriteString("a"u8, incident.ActivityId);
            writer.WriteString("t"u8, incident.ActivityType);
            writer.WriteString("m"u8, incident.Message);
            writer.WriteString("at"u8, incident.At);
            Text(writer, "d"u8, incident.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Executions(Utf8JsonWriter writer, IReadOnlyList<ExecutionRecord> executions)
    {
        writer.WriteStartArray("ex"u8);
        foreach (var execution in executions)
        {
            writer.WriteStartObject();
            writer.WriteNumber("n"u8, execution.Number);
            writer.WriteString("a"u8, execution.ActivityKey);
            if (execution.Parent >= 0) writer.WriteNumber("p"u8, execution.Parent);
            if (execution.Status != ActivityStatus.Running) writer.WriteNumber("s"u8, (int)execution.Status);
            if (execution.Tag != 0) writer.WriteNumber("t"u8, execution.Tag);
            if (execution.IsBreaking) writer.WriteBoolean("b"u8, true);
            if (execution.EndedWith is { } outcomes) Texts(writer, outcomes);
            if (execution.Counters is { } counters) Numbers(writer, counters);
            if (execution.Memory is not null) Property(writer, "m"u8, execution.Memory);
            if (execution.Locals is { } locals) Locals(writer, locals);
            if (execution.Variables is { } variables) Variables(writer, variables);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter writer, int[] counters)
    {
        writer.WriteStartArray("c"u8);
        foreach (var counter in counters) writer.WriteNumberValue(counter);
        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray("o"u8);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Locals(Utf8JsonWriter writer, (string Name, object? Value)[] locals)
    {
        writer.WriteStartObject("l"u8);
        foreach (var (name, value) in locals)
        {
            writer.WritePropertyName(name);
            Value(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Variables(Utf8JsonWriter writer, object?[] variables)
    {
        writer.WriteStartArray("v"u8);
        foreach (var value in variables) Value(writer, value);
        writer.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    private static void Map(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, object?> map)
    {
        if (map.Count == 0) return;
        writer.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            writer.WritePropertyName(key);
            Value(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Property(Utf8JsonWriter writer, ReadOnlySpan<byte> name, object? value)
    {
        writer.WritePropertyName(name);
        Value(writer, value);
    }

    private static void Value(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number) && number != Math.Floor(number): writer.WriteNumberValue(number); break;
            case double number: Tagged(writer, "f", number.ToString("R", CultureInfo.InvariantCulture)); break;
            case decimal number: Tagged(writer, "m", number.ToString(CultureInfo.InvariantCulture)); break;
            case DateTimeOffset instant: Tagged(writer, "o", instant.ToString("O", CultureInfo.InvariantCulture)); break;
            case DateTime instant: Tagged(writer, "d", instant.ToString("O", CultureInfo.InvariantCulture)); break;
            case TimeSpan span: Tagged(writer, "s", span.ToString("c", CultureInfo.InvariantCulture)); break;
            case JsonObject json when json.ContainsKey("$t"): Wrapped(writer, json); break;
            case JsonNode node: node.WriteTo(writer); break;
            default: Value(writer, Values.Normalize(value)); break;
        }
    }

    private static void Tagged(Utf8JsonWriter writer, string kind, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("$t"u8, kind);
        writer.WriteString("v"u8, text);
        writer.WriteEndObject();
    }

    private static void Wrapped(Utf8JsonWriter writer, JsonObject json)
    {
        writer.WriteStartObject();
        writer.WriteString("$t"u8, "j");
        writer.WritePropertyName("v"u8);
        json.WriteTo(writer);
        writer.WriteEndObject();
    }
}
