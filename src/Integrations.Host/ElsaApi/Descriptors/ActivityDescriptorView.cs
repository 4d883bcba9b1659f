using System.Text.Json.Nodes;
using Integrations.Host.Portal.Language;
using Integrations.Workflows.Activities;

namespace Integrations.Host.ElsaApi.Descriptors;

/// <summary>An activity type as Studio's toolbox and property editors read it (STUDIO: ActivityDescriptor).</summary>
internal sealed record ActivityDescriptorView
{
    /// <summary>Type name in the definition.</summary>
    public required string TypeName { get; init; }

    /// <summary>Not a type of this server: Studio ignores it.</summary>
    public required string ClrType { get; init; }

    /// <summary>Namespace part of the type name.</summary>
    public string? Namespace { get; init; }

    /// <summary>Studio names what is dropped by it: "WriteLine1".</summary>
    public required string Name { get; init; }

    /// <summary>Version of the type.</summary>
    public required int Version { get; init; }

    /// <summary>Group of the toolbox.</summary>
    public required string Category { get; init; }

    /// <summary>Shown in the toolbox and under the node's title.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Help text.</summary>
    public string? Description { get; init; }

    /// <summary>Inputs.</summary>
    public required IReadOnlyList<InputDescriptorView> Inputs { get; init; }

    /// <summary>Outputs.</summary>
    public required IReadOnlyList<OutputDescriptorView> Outputs { get; init; }

    /// <summary>Action, Trigger, Task or Job.</summary>
    public required ActivityKind Kind { get; init; }

    /// <summary>Always false: effects leave by commands.</summary>
    public bool RunAsynchronously { get; init; }

    /// <summary>Ports; none: the single socket "Done", which Studio draws by itself.</summary>
    public required IReadOnlyList<PortView> Ports { get; init; }

    /// <summary>What else Studio knows by key.</summary>
    public required JsonObject CustomProperties { get; init; }

    /// <summary>Copied into what is dropped.</summary>
    public required JsonObject ConstructionProperties { get; init; }

    /// <summary>Holds other activities on a canvas of its own.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Shown in the toolbox.</summary>
    public bool IsBrowsable { get; init; }

    /// <summary>Where a flowchart begins.</summary>
    public bool IsStart { get; init; }

    /// <summary>A flowchart ends with it.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The view of a type of the registry.</summary>
    public static ActivityDescriptorView Of(ActivityDescriptor descriptor, Tongue tongue)
    {
        var declaration = descriptor.Declaration;
        var ports = descriptor.Ports.Where(port => port.Kind == PortKind.Embedded || descriptor.Outcomes is not ["Done"]);
        return new ActivityDescriptorView
        {
            TypeName = descriptor.TypeName,
            ClrType = descriptor.TypeName,
            Namespace = descriptor.Namespace,
            Name = descriptor.Name,
            Version = declaration.Version,
            Category = descriptor.Category,
            DisplayName = new Text(declaration.Fr, declaration.En).In(tongue),
            Description = new Text(declaration.DescriptionFr, declaration.DescriptionEn).In(tongue),
            Inputs = [.. descriptor.Inputs.Select((input, place) => InputDescriptorView.Of(input, place, tongue))],
            Outputs = [.. descriptor.Outputs.Select((output, place) => OutputDescriptorView.Of(output, place, tongue))],
            Kind = descriptor.Kind,
            Ports = [.. ports.Select(port => PortView.Of(port, tongue))],
            CustomProperties = new JsonObject { ["Type"] = descriptor.TypeName },
            ConstructionProperties = [],
            IsContainer = declaration.IsContainer,
            IsBrowsable = !declaration.IsHidden,
            IsStart = declaration.IsStart,
            IsTerminal = declaration.IsTerminal,
        };
    }
}

/// <summary>An output as Studio reads it.</summary>
internal sealed record OutputDescriptorView(string Name, string TypeName, string DisplayName, string? Description, double Order, bool IsBrowsable, bool IsSynthetic)
{
    /// <summary>The view of a declared output.</summary>
    public static OutputDescriptorView Of(OutputDescriptor output, int place, Tongue tongue)
    {
        var declaration = output.Declaration;
        var name = Words.Label(declaration.Fr, declaration.En, output.Name, tongue);
        return new OutputDescriptorView(output.Name, TypeAliases.Of(output.ValueType), name, new Text(declaration.DescriptionFr, declaration.DescriptionEn).In(tongue), place, true, false);
    }
}

/// <summary>A port as Studio reads it.</summary>
internal sealed record PortView(string Name, string DisplayName, PortKind Type, bool IsBrowsable)
{
    private static readonly Dictionary<string, string> French = new(StringComparer.Ordinal)
    {
        ["Done"] = "Terminé",
        ["True"] = "Vrai",
        ["False"] = "Faux",
        ["Default"] = "Sinon",
        ["Then"] = "Alors",
        ["Else"] = "Sinon",
        ["Body"] = "Corps",
        ["Completed"] = "Terminé",
        ["Canceled"] = "Annulé",
        ["Timeout"] = "Délai dépassé",
        ["Error"] = "Erreur",
        ["Failed to connect"] = "Connexion impossible",
        ["Unmatched status code"] = "Autre code de statut",
        ["UnmatchedStatusCode"] = "Autre code de statut",
        ["FailedToConnect"] = "Connexion impossible",
    };

    /// <summary>The view of a port; its name is what connections store, so only the label is translated.</summary>
    public static PortView Of(PortDescriptor port, Tongue tongue) =>
        new(port.Name, tongue == Tongue.French ? French.GetValueOrDefault(port.Name, port.Name) : port.Name, port.Kind, true);
}
