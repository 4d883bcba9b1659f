using System.Globalization;
using System.Text.Json;

namespace Integrations.Guichet.DataFiles;

/// <summary>
/// A value of a data file with its place in it. Reading never stops at the first fault: a wrong value is noted with its path,
/// a harmless default goes on, and <see cref="DataFile.Read"/> throws at the end with all faults together.
/// </summary>
internal sealed class DataNode(DataFileReading reading, string path, JsonElement value)
{
    private readonly HashSet<string> read = [];

    internal string Path => path;

    internal bool Has(string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null;

    /// <summary>The property as an object; an empty one, with a fault noted, when it is not there.</summary>
    internal DataNode Object(string name) => ObjectOrNull(name) ?? Missing(name, "un objet");

    internal DataNode? ObjectOrNull(string name)
    {
        if (Property(name) is not { } found)
            return null;
        if (found.ValueKind != JsonValueKind.Object)
            reading.Fault($"{path}.{name}", "un objet { ... } est attendu ici.");
        return new(reading, $"{path}.{name}", found);
    }

    internal string Text(string name)
    {
        var text = TextOrNull(name);
        if (string.IsNullOrWhiteSpace(text) && !reading.HasFaultAt($"{path}.{name}"))
            reading.Fault(path, $"la propriété « {name} » manque ou est vide ; un texte est attendu.");
        return text ?? "";
    }

    internal string? TextOrNull(string name)
    {
        if (Property(name) is not { } found)
            return null;
        if (found.ValueKind == JsonValueKind.String)
            return found.GetString();
        reading.Fault($"{path}.{name}", "un texte entre guillemets est attendu ici.");
        return null;
    }

    internal decimal Number(string name) => NumberOrNull(name) ?? Missing(name, "un nombre", 0m);

    internal decimal? NumberOrNull(string name)
    {
        if (Property(name) is not { } found)
            return null;
        if (found.ValueKind == JsonValueKind.Number && found.TryGetDecimal(out var number))
            return number;
        reading.Fault($"{path}.{name}", "un nombre est attendu ici.");
        return null;
    }

    internal int Integer(string name)
    {
        var number = Number(name);
        if (number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue)
            return (int)number;
        reading.Fault($"{path}.{name}", "un nombre entier est attendu ici.");
        return 0;
    }

    internal bool Flag(string name)
    {
        if (Property(name) is not { } found)
            return false;
        if (found.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            reading.Fault($"{path}.{name}", "true ou false est attendu ici.");
        return found.ValueKind == JsonValueKind.True;
    }

    internal DateOnly Date(string name) => DateOrNull(name) ?? Missing(name, "une date AAAA-MM-JJ", DateOnly.MinValue);

    internal DateOnly? DateOrNull(string name)
    {
        if (TextOrNull(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        reading.Fault($"{path}.{name}", $"« {text} » n'est pas une date ; forme attendue : AAAA-MM-JJ.");
        return null;
    }

    /// <summary>A word out of a closed list, with the thing it stands for.</summary>
    internal TMeaning Word<TMeaning>(string name, IReadOnlyDictionary<string, TMeaning> words)
    {
        var text = Text(name);
        if (words.TryGetValue(text, out var meaning))
            return meaning;
        if (text.Length > 0)
            reading.Fault($"{path}.{name}", $"« {text} » est inconnu ; valeurs possibles : {string.Join(", ", words.Keys)}.");
        return words.Values.First();
    }

    internal IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => item.AsText()).OfType<string>()];

    /// <summary>The items of a list, none when the property is absent.</summary>
    internal IReadOnlyList<DataNode> Items(string name) =>
        Property(name) is { } found ? new DataNode(reading, $"{path}.{name}", found).Items() : [];

    /// <summary>The items of this value, which must be a list.</summary>
    internal IReadOnlyList<DataNode> Items()
    {
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select((item, index) => new DataNode(reading, $"{path}[{index}]", item))];
        reading.Fault(path, "une liste [ ... ] est attendue ici.");
        return [];
    }

    /// <summary>Names and values of this value, which must be an object.</summary>
    internal IReadOnlyList<(string Name, DataNode Value)> Entries()
    {
        if (value.ValueKind == JsonValueKind.Object)
            return [.. value.EnumerateObject().Select(entry => (entry.Name, new DataNode(reading, $"{path}.{entry.Name}", entry.Value)))];
        reading.Fault(path, "un objet { ... } est attendu ici.");
        return [];
    }

    internal string? AsText()
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        reading.Fault(path, "un texte entre guillemets est attendu ici.");
        return null;
    }

    /// <summary>The raw value of a property, for a place where several types are good.</summary>
    internal JsonElement? Raw(string name) => Property(name);

    internal void Fault(string message) => reading.Fault(path, message);

    internal void Fault(string name, string message) => reading.Fault($"{path}.{name}", message);

    /// <summary>Notes the properties that nobody read: a misspelt name must not pass for an absent one.</summary>
    internal void RefuseUnknown()
    {
        if (value.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in value.EnumerateObject().Where(property => !read.Contains(property.Name)))
            reading.Fault($"{path}.{property.Name}", "propriété inconnue ; est-elle bien orthographiée ?");
    }

    private JsonElement? Property(string name)
    {
        read.Add(name);
        return Has(name) ? value.GetProperty(name) : null;
    }

    private DataNode Missing(string name, string expected)
    {
        reading.Fault(path, $"la propriété « {name} » manque ; {expected} est attendu.");
        return new(reading, $"{path}.{name}", DataFileReading.EmptyObject);
    }

    private T Missing<T>(string name, string expected, T fallback)
    {
        if (!reading.HasFaultAt($"{path}.{name}"))
            reading.Fault(path, $"la propriété « {name} » manque ; {expected} est attendu.");
        return fallback;
    }
}
