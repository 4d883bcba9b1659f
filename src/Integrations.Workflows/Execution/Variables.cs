using System.Text.Json.Nodes;

namespace Integrations.Workflows.Execution;

/// <summary>A variable as its scope declares it.</summary>
/// <param name="Id">Id by which activities refer to it.</param>
/// <param name="Name">Name by which scripts refer to it.</param>
/// <param name="Type">What is kept is converted to it.</param>
/// <param name="Default">Value at the start of the scope, already converted.</param>
internal sealed record VariableDeclaration(string Id, string Name, VariableType Type, object? Default);

/// <summary>Where a variable lives: the execution of the node that declares it, and the slot there.</summary>
internal sealed record VariableReference(int NodeIndex, int Slot, VariableDeclaration Declaration);

/// <summary>The variables that an activity sees: its own scope, then the scopes around it.</summary>
internal sealed class VariableScope
{
    private readonly Dictionary<string, VariableReference> _byName;
    private readonly Dictionary<string, VariableReference> _byId;

    private VariableScope(Dictionary<string, VariableReference> byName, Dictionary<string, VariableReference> byId)
    {
        _byName = byName;
        _byId = byId;
    }

    public static VariableScope Empty { get; } = new([], []);

    /// <summary>Visible variables by name; an inner one hides an outer one of the same name.</summary>
    public IReadOnlyDictionary<string, VariableReference> Visible => _byName;

    /// <summary>The scope inside a node that declares variables.</summary>
    public VariableScope With(int nodeIndex, VariableDeclaration[] declarations)
    {
        var byName = new Dictionary<string, VariableReference>(_byName, StringComparer.Ordinal);
        var byId = new Dictionary<string, VariableReference>(_byId, StringComparer.Ordinal);
        for (var slot = 0; slot < declarations.Length; slot++)
        {
            var reference = new VariableReference(nodeIndex, slot, declarations[slot]);
            byName[declarations[slot].Name] = reference;
            byId[declarations[slot].Id] = reference;
        }

        return new VariableScope(byName, byId);
    }

    public VariableReference? ByName(string name) => _byName.GetValueOrDefault(name);

    public VariableReference? ById(string id) => _byId.GetValueOrDefault(id);
}

/// <summary>The type of a variable, in Elsa's names ("Int32", "String", "ObjectDictionary"), and how values become of it.</summary>
internal sealed record VariableType(string Name, bool IsArray)
{
    private readonly Func<object?, object?> _convert = IsArray ? ToArray : Converter(Name);

    /// <summary>Converts a value. What cannot be converted becomes null.</summary>
    public object? Convert(object? value) => value is null ? null : _convert(value);

    private static Func<object?, object?> Converter(string name) => name switch
    {
        "String" or "string" => value => Values.ToText(Values.Normalize(value)),
        "Boolean" or "bool" => To<bool>,
        "Int16" or "Int32" or "int" => To<int>,
        "Int64" or "long" => To<long>,
        "Single" or "Double" or "double" or "float" => To<double>,
        "Decimal" or "decimal" => To<decimal>,
        "TimeSpan" => To<TimeSpan>,
        "DateTime" => To<DateTime>,
        "DateTimeOffset" => To<DateTimeOffset>,
        "ObjectDictionary" or "StringDictionary" or "JsonObject" or "ExpandoObject" => To<JsonObject>,
        "JsonArray" or "ObjectArray" or "StringArray" => ToArray,
        "JsonNode" or "JsonElement" => To<JsonNode>,
        _ => Values.Normalize,
    };

    private static object? To<T>(object? value) => Values.TryConvert(value, typeof(T), out var result) ? Values.Normalize(result) : null;

    private static object? ToArray(object? value)
    {
        value = Values.Normalize(value);
        if (value is string text && Values.TryParseJson(text) is { } parsed) value = parsed;
        return value is JsonArray ? value : value is null ? null : new JsonArray(Values.ToJson(value));
    }
}
