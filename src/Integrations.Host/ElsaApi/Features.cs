namespace Integrations.Host.ElsaApi;

/// <summary>What this server says it can do. Studio asks for live updates only when their feature is listed.</summary>
internal static class Features
{
    private static readonly Feature[] Installed =
    [
        Feature.Of("Elsa.Workflows", "Moteur de workflows"),
        Feature.Of("Elsa.WorkflowManagement", "Conception des workflows"),
        Feature.Of("Elsa.WorkflowInstances", "Suivi des instances"),
        Feature.Of("Elsa.JavaScript", "Expressions JavaScript"),
        Feature.Of("Elsa.Liquid", "Expressions Liquid"),
        Feature.Of("Elsa.Http", "Activités HTTP"),
        Feature.Of("Elsa.RealTimeWorkflowUpdates", "Suivi en direct"),
    ];

    /// <summary>Maps the features and the version.</summary>
    public static void MapFeatures(this RouteGroupBuilder api)
    {
        api.MapGet("/features/installed", () => ElsaJson.List(Installed));
        api.MapGet("/features/installed/{fullName}", (string fullName) =>
            Array.Find(Installed, feature => feature.FullName == fullName) is { } feature ? ElsaJson.Ok(feature) : Results.NotFound());
        api.MapGet("/package/version", () => ElsaJson.Ok(new { packageVersion = "3.8.2" }));
    }

    private sealed record Feature(string Name, string Namespace, string FullName, string DisplayName, string Description)
    {
        public static Feature Of(string fullName, string description)
        {
            var dot = fullName.LastIndexOf('.');
            return new Feature(fullName[(dot + 1)..], fullName[..dot], fullName, fullName[(dot + 1)..], description);
        }
    }
}
