using System.Diagnostics.CodeAnalysis;

namespace Integrations.Workflows.Activities;

/// <summary>The activity types a host offers. Built explicitly, then only read.</summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<string, ActivityDescriptor> _descriptors = new(StringComparer.Ordinal);

    /// <summary>All types, in the order in which they were added.</summary>
    public IReadOnlyCollection<ActivityDescriptor> Descriptors => _descriptors.Values;

    /// <summary>A registry with the activities of Elsa that this engine knows.</summary>
    public static ActivityRegistry WithElsa() => new ActivityRegistry().AddElsa();

    /// <summary>Adds one activity type.</summary>
    /// <exception cref="ArgumentException">The type name is already taken.</exception>
    public ActivityRegistry Add<T>()
        where T : Activity, new()
    {
        var descriptor = ActivityDescriptor.Of(typeof(T), static () => new T());
        if (!_descriptors.TryAdd(descriptor.TypeName, descriptor))
            throw new ArgumentException($"The activity type '{descriptor.TypeName}' is already registered.");
        return this;
    }

    /// <summary>Finds a type by its name in the definition; case-sensitive.</summary>
    public bool TryGet(string typeName, [NotNullWhen(true)] out ActivityDescriptor? descriptor) =>
        _descriptors.TryGetValue(typeName, out descriptor);
}
