using System.Globalization;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Stores;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>Elsa's VersionOptions: Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions, or a number.</summary>
internal readonly record struct VersionOptions(DefinitionScope Scope, int? Version)
{
    /// <summary>Reads what the caller sent; empty: all versions.</summary>
    /// <returns>False: it is none of the names.</returns>
    public static bool TryParse(string? text, out VersionOptions options)
    {
        options = new VersionOptions(DefinitionScope.All, null);
        if (string.IsNullOrWhiteSpace(text) || text.Equals("AllVersions", StringComparison.OrdinalIgnoreCase) || text.Equals("All", StringComparison.OrdinalIgnoreCase)) return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            options = options with { Version = number };
            return true;
        }

        if (!Enum.TryParse<DefinitionScope>(text, ignoreCase: true, out var scope)) return false;
        options = options with { Scope = scope };
        return true;
    }

    /// <summary>The one version of a definition that is meant: without a name the newest.</summary>
    public async Task<DefinitionVersion?> FindAsync(IWorkflowStore store, string definitionId, CancellationToken cancellation)
    {
        if (Scope is DefinitionScope.All or DefinitionScope.Latest && Version is null)
            return await store.GetDefinitionVersionsAsync(definitionId, 1, cancellation) is [var newest] ? newest : null;
        var filter = new DefinitionFilter { DefinitionIds = [definitionId], Scope = Scope, Version = Version, Order = DefinitionOrder.Version, Descending = true };
        var found = await store.ListDefinitionsAsync(filter, new PageRequest(0, 1), cancellation);
        return found.Items is [var summary] ? await store.GetDefinitionVersionAsync(summary.VersionId, cancellation) : null;
    }
}
