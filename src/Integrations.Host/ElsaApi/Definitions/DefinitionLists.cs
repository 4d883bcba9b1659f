using Integrations.Host.Access;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Microsoft.AspNetCore.Mvc;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>Lists and single definitions.</summary>
internal static class DefinitionLists
{
    /// <summary>Rows of a page at most, whatever is asked for.</summary>
    private const int MaxPageSize = 10_000;

    /// <summary>Maps the reading of definitions.</summary>
    public static void MapDefinitionLists(this RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions");
        definitions.MapGet("/", ListAsync);
        definitions.MapGet("/by-definition-id/{definitionId}", ByDefinitionIdAsync);
        definitions.MapGet("/by-id/{versionId}", ByIdAsync);
        definitions.MapGet("/many-by-id", ManyByIdAsync);
        definitions.MapGet("/{definitionId}/versions", VersionsAsync);
        definitions.MapGet("/query/count", CountAsync);
        definitions.MapGet("/validation/is-name-unique", IsNameUniqueAsync);
        definitions.MapGet("/{definitionId}/consumers", ConsumersAsync);
        definitions.MapGet("/{definitionId}/changes", ChangesAsync);
        definitions.MapGet("/{definitionId}/differences", DifferencesAsync);
    }

    private static async Task<IResult> ListAsync([AsParameters] DefinitionQuery query, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        if (!query.TryRead(out var filter, out var problem)) return problem;
        var take = query.PageSize is { } size ? Math.Clamp(size, 1, MaxPageSize) : MaxPageSize;
        var page = new PageRequest((int)Math.Min((long)Math.Max(query.Page ?? 0, 0) * take, int.MaxValue), take);
        var found = await runtime.Store.ListDefinitionsAsync(filter, page, cancellation);
        var mayDesign = context.User.MayDesign();
        return ElsaJson.Ok(new
        {
            items = found.Items.Select(summary => DefinitionView.Row(summary, mayDesign)),
            totalCount = found.Total,
            links = DefinitionLinks.OfList(mayDesign),
        });
    }

    private static async Task<IResult> ByDefinitionIdAsync(
        string definitionId, string? versionOptions, HttpContext context, DefinitionReading reading, CancellationToken cancellation)
    {
        if (!VersionOptions.TryParse(versionOptions, out var options)) return UnknownOptions(versionOptions);
        return await reading.FindAsync(definitionId, options, cancellation) is { } version
            ? ElsaJson.Ok(await reading.ViewAsync(version, context.User.MayDesign(), cancellation))
            : Results.NotFound();
    }

    private static async Task<IResult> ByIdAsync(string versionId, HttpContext context, WorkflowRuntime runtime, DefinitionReading reading, CancellationToken cancellation) =>
        await runtime.Store.GetDefinitionVersionAsync(versionId, cancellation) is { } version
            ? ElsaJson.Ok(await reading.ViewAsync(version, context.User.MayDesign(), cancellation))
            : Results.NotFound();

    private static async Task<IResult> ManyByIdAsync([FromQuery] string[] ids, HttpContext context, WorkflowRuntime runtime, DefinitionReading reading, CancellationToken cancellation)
    {
        var mayDesign = context.User.MayDesign();
        var items = new List<object>();
        foreach (var id in ids)
            if (await runtime.Store.GetDefinitionVersionAsync(id, cancellation) is { } version)
                items.Add(await reading.ViewAsync(version, mayDesign, cancellation));
        return ElsaJson.List(items);
    }

    private static async Task<IResult> VersionsAsync(string definitionId, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var versions = await runtime.Store.GetDefinitionVersionsAsync(definitionId, cancellationToken: cancellation);
        return versions.Count == 0 ? Results.NotFound() : ElsaJson.Ok(versions.Select((version, place) => DefinitionView.Stored(version, place == 0)));
    }

    private static async Task<IResult> CountAsync(WorkflowRuntime runtime, CancellationToken cancellation) =>
        ElsaJson.Ok(new { count = (await runtime.Store.ListDefinitionsAsync(new DefinitionFilter { Scope = DefinitionScope.Latest }, new PageRequest(0, 1), cancellation)).Total });

    private static async Task<IResult> IsNameUniqueAsync(string? name, string? definitionId, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name)) return ElsaProblems.BadMember("name", "Un nom est attendu.");
        var filter = new DefinitionFilter { Scope = DefinitionScope.Latest, SearchTerm = name };
        var found = await runtime.Store.ListDefinitionsAsync(filter, new PageRequest(0, MaxPageSize), cancellation);
        var isTaken = found.Items.Any(summary => string.Equals(summary.Name, name.Trim(), StringComparison.OrdinalIgnoreCase) && summary.DefinitionId != definitionId);
        return ElsaJson.Ok(new { isUnique = !isTaken });
    }

    private static async Task<IResult> ConsumersAsync(string definitionId, WorkflowRuntime runtime, DefinitionReading reading, CancellationToken cancellation) =>
        await runtime.Store.GetDefinitionVersionsAsync(definitionId, 1, cancellation) is [_]
            ? ElsaJson.Ok(new { consumingWorkflowDefinitionIds = await reading.ConsumersAsync(definitionId, cancellation) })
            : Results.NotFound();

    private static async Task<IResult> ChangesAsync(string definitionId, WorkflowRuntime runtime, CancellationToken cancellation) =>
        ElsaJson.List(await runtime.Store.GetDefinitionChangesAsync(definitionId, cancellation));

    private static async Task<IResult> DifferencesAsync(string definitionId, int from, int to, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var versions = await runtime.Store.GetDefinitionVersionsAsync(definitionId, cancellationToken: cancellation);
        var (before, after) = (versions.FirstOrDefault(version => version.Version == from), versions.FirstOrDefault(version => version.Version == to));
        return before is null || after is null ? Results.NotFound() : ElsaJson.List(DefinitionDifferences.Between(before, after).ToList());
    }

    internal static IResult UnknownOptions(string? versionOptions) =>
        ElsaProblems.BadMember("versionOptions", $"« {versionOptions} » n'est pas une version : Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions ou un numéro.");
}
