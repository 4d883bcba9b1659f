using Integrations.Host.Portal.Language;
using Integrations.Runtime.Processing;

namespace Integrations.Host.ElsaApi.Descriptors;

/// <summary>What Studio asks to know of this server's activities, expressions, types and strategies.</summary>
internal static class DescriptorEndpoints
{
    /// <summary>Maps /descriptors.</summary>
    public static void MapDescriptors(this RouteGroupBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors");
        descriptors.MapGet("/activities", (HttpContext context, WorkflowRuntime runtime) =>
            ElsaJson.List(Activities(runtime, TongueChoice.Of(context)).ToList()));
        descriptors.MapGet("/activities/{typeName}", (string typeName, HttpContext context, WorkflowRuntime runtime) =>
            Activities(runtime, TongueChoice.Of(context)).FirstOrDefault(view => view.TypeName == typeName) is { } view ? ElsaJson.Ok(view) : Results.NotFound());
        descriptors.MapPost("/activities/{typeName}/options/{input}", (string typeName, string input, HttpContext context, WorkflowRuntime runtime) =>
            runtime.Definitions.Activities.TryGet(typeName, out var descriptor) && ActivityDescriptorView.Of(descriptor, TongueChoice.Of(context)).Inputs.FirstOrDefault(view => view.Name == input) is { } view
                ? ElsaJson.Ok(new { items = view.UiSpecifications })
                : Results.NotFound());
        descriptors.MapGet("/expression-descriptors", (HttpContext context) => ElsaJson.List(ExpressionView.All(TongueChoice.Of(context))));
        descriptors.MapGet("/variables", () => ElsaJson.Ok(new { items = TypeAliases.Offered }));
        descriptors.MapGet("/storage-drivers", (HttpContext context) => ElsaJson.Ok(new { items = StorageDriverView.All(TongueChoice.Of(context)) }));
        descriptors.MapGet("/incident-strategies", (HttpContext context) => ElsaJson.List(StrategyView.OfIncidents(TongueChoice.Of(context))));
        descriptors.MapGet("/workflow-activation-strategies", (HttpContext context) => ElsaJson.List(StrategyView.OfActivation(TongueChoice.Of(context))));
        descriptors.MapGet("/log-persistence-strategies", (HttpContext context) => ElsaJson.List(StrategyView.OfLogPersistence(TongueChoice.Of(context))));
        descriptors.MapGet("/commit-strategies/workflows", () => ElsaJson.List(Array.Empty<StrategyView>()));
        descriptors.MapGet("/commit-strategies/activities", () => ElsaJson.List(Array.Empty<StrategyView>()));
        descriptors.MapGet("/output-converters", () => ElsaJson.List(Array.Empty<StrategyView>()));
    }

    private static IEnumerable<ActivityDescriptorView> Activities(WorkflowRuntime runtime, Tongue tongue) =>
        runtime.Definitions.Activities.Descriptors.Select(descriptor => ActivityDescriptorView.Of(descriptor, tongue)).Concat(WorkflowActivityView.Of(runtime.Definitions));
}
