using System.Text.Json.Nodes;

namespace Integrations.Host.ElsaApi.Descriptors;

/// <summary>Elsa's names of the types of values, as variables, inputs and outputs use them.</summary>
internal static class TypeAliases
{
    /// <summary>The types that a designer may give to a variable, an input or an output; the first is proposed.</summary>
    public static IReadOnlyList<VariableTypeView> Offered { get; } =
    [
        new("Object", "Primitives", "Toute valeur"),
        new("String", "Primitives", "Un texte"),
        new("Boolean", "Primitives", "Vrai ou faux"),
        new("Int32", "Primitives", "Un nombre entier"),
        new("Int64", "Primitives", "Un grand nombre entier"),
        new("Double", "Primitives", "Un nombre à virgule"),
        new("Decimal", "Primitives", "Un montant"),
        new("DateTimeOffset", "Primitives", "Un instant, avec son fuseau"),
        new("DateTime", "Primitives", "Une date et une heure"),
        new("TimeSpan", "Primitives", "Une durée"),
        new("ObjectDictionary", "Dynamic", "Un objet : des noms et leurs valeurs"),
        new("JsonObject", "Dynamic", "Un objet JSON"),
        new("JsonArray", "Dynamic", "Une liste JSON"),
    ];

    /// <summary>The name of a type of ours.</summary>
    public static string Of(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(string)) return "String";
        if (value == typeof(bool)) return "Boolean";
        if (value == typeof(int)) return "Int32";
        if (value == typeof(long)) return "Int64";
        if (value == typeof(double)) return "Double";
        if (value == typeof(decimal)) return "Decimal";
        if (value == typeof(TimeSpan)) return "TimeSpan";
        if (value == typeof(DateTimeOffset)) return "DateTimeOffset";
        if (value == typeof(DateTime)) return "DateTime";
        if (value == typeof(JsonObject)) return "ObjectDictionary";
        if (value == typeof(string[]) || value == typeof(IReadOnlyList<string>)) return "List<String>";
        if (value.IsEnum) return value.Name;
        return value.IsArray || value == typeof(IReadOnlyList<object>) || value == typeof(JsonArray) ? "List<Object>" : "Object";
    }
}

/// <summary>A type that a designer may choose.</summary>
internal sealed record VariableTypeView(string TypeName, string Category, string Description)
{
    /// <summary>As Studio shows it.</summary>
    public string DisplayName => TypeName;
}
