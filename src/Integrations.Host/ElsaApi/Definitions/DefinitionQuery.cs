using System.Diagnostics.CodeAnalysis;
using Integrations.Runtime.Definitions;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>The parameters of the list, as Studio sends them: in any case, some of them empty.</summary>
internal sealed record DefinitionQuery
{
    public string? VersionOptions { get; init; }

    public string? SearchTerm { get; init; }

    public string[]? DefinitionIds { get; init; }

    public string[]? Ids { get; init; }

    public int? Page { get; init; }

    public int? PageSize { get; init; }

    public string? OrderBy { get; init; }

    public string? OrderDirection { get; init; }

    /// <summary>Makes a filter of them; without an order Elsa lists by creation.</summary>
    /// <returns>False: one of them cannot be read.</returns>
    public bool TryRead(out DefinitionFilter filter, [NotNullWhen(false)] out IResult? problem)
    {
        filter = new DefinitionFilter();
        problem = null;
        var order = DefinitionOrder.Created;
        if (!Definitions.VersionOptions.TryParse(VersionOptions, out var options)) problem = DefinitionLists.UnknownOptions(VersionOptions);
        else if (!string.IsNullOrEmpty(OrderBy) && !Enum.TryParse(OrderBy, ignoreCase: true, out order)) problem = ElsaProblems.BadMember("orderBy", $"« {OrderBy} » n'est pas un ordre : Created, Name ou Version.");
        if (problem is not null) return false;
        filter = new DefinitionFilter
        {
            Scope = options.Scope,
            Version = options.Version,
            SearchTerm = SearchTerm,
            DefinitionIds = DefinitionIds is { Length: > 0 } ? DefinitionIds : null,
            VersionIds = Ids is { Length: > 0 } ? Ids : null,
            Order = order,
            Descending = string.Equals(OrderDirection, "Descending", StringComparison.OrdinalIgnoreCase),
        };
        return true;
    }
}
