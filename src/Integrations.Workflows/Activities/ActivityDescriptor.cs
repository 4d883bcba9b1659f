using System.Reflection;

namespace Integrations.Workflows.Activities;

/// <summary>What a designer sees of an activity type, derived from its declaration.</summary>
public sealed record ActivityDescriptor
{
    /// <summary>Stable type name, for example "Elsa.WriteLine".</summary>
    public required string TypeName { get; init; }

    /// <summary>Class name, for example "WriteLine".</summary>
    public required string Name { get; init; }

    /// <summary>Namespace part of the type name, for example "Elsa".</summary>
    public required string Namespace { get; init; }

    /// <summary>The declaration: category, names, kind.</summary>
    public required ActivityAttribute Declaration { get; init; }

    /// <summary>Inputs in declaration order.</summary>
    public required IReadOnlyList<InputDescriptor> Inputs { get; init; }

    /// <summary>Outputs in declaration order.</summary>
    public required IReadOnlyList<OutputDescriptor> Outputs { get; init; }

    /// <summary>Ports: outcomes declared by <see cref="OutcomesAttribute"/> (Flow) and single children (Embedded).</summary>
    public required IReadOnlyList<PortDescriptor> Ports { get; init; }

    /// <summary>Category of the toolbox.</summary>
    public string Category => Declaration.Category;

    /// <summary>Elsa's kind.</summary>
    public ActivityKind Kind => Declaration.Kind;

    /// <summary>Names of the outcomes; "Done" when none is declared.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = ["Done"];

    internal IReadOnlyList<FieldInfo> Fields { get; init; } = [];

    internal Func<Activity> Create { get; init; } = null!;

    internal static ActivityDescriptor Of(Type type, Func<Activity> create)
    {
        var declaration = type.GetCustomAttribute<ActivityAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} has no [Activity] attribute.");
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance).OrderBy(f => f.MetadataToken).ToList();
        var outcomes = type.GetCustomAttribute<OutcomesAttribute>()?.Names;
        var dot = declaration.TypeName.LastIndexOf('.');
        return new ActivityDescriptor
        {
            TypeName = declaration.TypeName,
            Name = declaration.TypeName[(dot + 1)..],
            Namespace = dot < 0 ? "" : declaration.TypeName[..dot],
            Declaration = declaration,
            Inputs = [.. fields.Select(InputOf).OfType<InputDescriptor>()],
            Outputs = [.. fields.Select(OutputOf).OfType<OutputDescriptor>()],
            Ports =
            [
                .. (outcomes ?? []).Select(name => new PortDescriptor(name, PortKind.Flow)),
                .. fields.Where(f => f.FieldType == typeof(Child)).Select(f => new PortDescriptor(f.Name, PortKind.Embedded)),
            ],
            Outcomes = outcomes ?? ["Done"],
            Fields = fields,
            Create = create,
        };
    }

    private static InputDescriptor? InputOf(FieldInfo field)
    {
        var wrapped = IsGeneric(field, typeof(Input<>));
        var declaration = field.GetCustomAttribute<InputAttribute>();
        if (!wrapped && (!IsGeneric(field, typeof(Plain<>)) || declaration is null)) return null;
        return new InputDescriptor(field.Name, field.FieldType.GetGenericArguments()[0], wrapped, declaration ?? new InputAttribute());
    }

    private static OutputDescriptor? OutputOf(FieldInfo field) =>
        IsGeneric(field, typeof(Output<>))
            ? new OutputDescriptor(field.Name, field.FieldType.GetGenericArguments()[0], field.GetCustomAttribute<OutputAttribute>() ?? new OutputAttribute())
            : null;

    private static bool IsGeneric(FieldInfo field, Type definition) =>
        field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == definition;
}

/// <summary>An input as the designer sees it.</summary>
/// <param name="Name">Name with a capital; the definition uses the same with a small first letter.</param>
/// <param name="ValueType">Type wanted by the activity.</param>
/// <param name="IsWrapped">True: an expression; false: plain JSON.</param>
/// <param name="Declaration">Labels, editor, default.</param>
public sealed record InputDescriptor(string Name, Type ValueType, bool IsWrapped, InputAttribute Declaration);

/// <summary>An output as the designer sees it.</summary>
public sealed record OutputDescriptor(string Name, Type ValueType, OutputAttribute Declaration);

/// <summary>A port as the designer sees it.</summary>
public sealed record PortDescriptor(string Name, PortKind Kind);

/// <summary>Flow: a connection leaves from it. Embedded: a child sits in it.</summary>
public enum PortKind
{
    /// <summary>A connection leaves from it.</summary>
    Flow,

    /// <summary>A child activity sits in it.</summary>
    Embedded,
}
