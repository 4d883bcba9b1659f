using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;

namespace Integrations.Host.ElsaApi.Descriptors;

/// <summary>The published workflows that others may use, as activities of the toolbox.</summary>
internal static class WorkflowActivityView
{
    /// <summary>One for each, without those whose type name another activity has.</summary>
    public static IEnumerable<ActivityDescriptorView> Of(DefinitionCatalog catalog) =>
        from version in catalog.PublishedVersions
        where catalog.FindPublishedPlan(version.DefinitionId) is { IsUsableAsActivity: true }
        let view = Of(version)
        where !catalog.Activities.TryGet(view.TypeName, out _)
        group view by view.TypeName into sameName
        select sameName.First();

    private static ActivityDescriptorView Of(DefinitionVersion version)
    {
        var definition = WorkflowDefinitionJson.Read(version.Json);
        var document = WorkflowDefinitionJson.Write(definition);
        var type = WorkflowActivityReference.TypeName(version.Name ?? version.DefinitionId);
        return new ActivityDescriptorView
        {
            TypeName = type,
            ClrType = "WorkflowDefinitionActivity",
            Name = type,
            Version = version.Version,
            Category = (string?)document["options"]?["activityCategory"] is { Length: > 0 } category ? category : "Workflows",
            DisplayName = version.Name ?? version.DefinitionId,
            Description = version.Description,
            Inputs = [.. definition.Inputs.Select((input, place) => InputOf(input, place, (document["inputs"] as JsonArray)?[place] as JsonObject))],
            Outputs = [.. definition.Outputs.Select((output, place) => new OutputDescriptorView(output.Name, output.TypeName, Named(output.DisplayName, output.Name), output.Description, place, true, true))],
            Kind = ActivityKind.Action,
            Ports =
            [
                new PortView("Root", "Root", PortKind.Embedded, false),
                .. definition.Outcomes.Select(outcome => new PortView(outcome, outcome, PortKind.Flow, true)),
            ],
            CustomProperties = new JsonObject
            {
                ["RootType"] = "WorkflowDefinitionActivity",
                ["WorkflowDefinitionId"] = version.DefinitionId,
                ["WorkflowDefinitionVersionId"] = version.VersionId,
            },
            ConstructionProperties = new JsonObject
            {
                ["WorkflowDefinitionId"] = version.DefinitionId,
                ["WorkflowDefinitionVersionId"] = version.VersionId,
                ["Version"] = version.Version,
            },
            IsBrowsable = true,
        };
    }

    private static InputDescriptorView InputOf(InputDefinition input, int place, JsonObject? json) => new()
    {
        Name = input.Name,
        TypeName = input.TypeName,
        DisplayName = Named(input.DisplayName, input.Name),
        Description = input.Description,
        Category = (string?)json?["category"] ?? "Primitives",
        Order = place,
        IsWrapped = true,
        UiHint = (string?)json?["uiHint"] is { Length: > 0 } hint ? hint : "singleline",
        UiSpecifications = [],
        IsSynthetic = true,
    };

    private static string Named(string displayName, string name) => displayName.Length > 0 ? displayName : name;
}
