namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>A thing that may be done. Studio opens a definition for editing only when it finds the link "publish".</summary>
internal sealed record Link(string Href, string Rel, string Method);

/// <summary>The links of definitions and of their list: those that change something are for administrators alone.</summary>
internal static class DefinitionLinks
{
    /// <summary>Of one definition.</summary>
    public static IReadOnlyList<Link> Of(string definitionId, bool mayDesign)
    {
        var address = $"/workflow-definitions/{Uri.EscapeDataString(definitionId)}";
        Link[] reading =
        [
            new(address, "self", "GET"),
            new($"/workflow-definitions/by-definition-id/{Uri.EscapeDataString(definitionId)}", "self", "GET"),
            new($"{address}/versions", "versions", "GET"),
            new($"{address}/export", "export", "POST"),
        ];
        Link[] designing =
        [
            new($"{address}/bulk-dispatch", "bulk-dispatch", "POST"),
            new($"{address}/dispatch", "dispatch", "POST"),
            new($"{address}/execute", "execute", "POST"),
            new($"{address}/publish", "publish", "POST"),
            new($"{address}/retract", "retract", "POST"),
            new(address, "delete", "DELETE"),
            new($"{address}/import", "import", "PUT"),
            new($"{address}/update-references", "update-references", "POST"),
        ];
        return mayDesign ? [.. reading, .. designing] : reading;
    }

    /// <summary>Of the list.</summary>
    public static IReadOnlyList<Link> OfList(bool mayDesign)
    {
        Link[] reading =
        [
            new("/workflow-definitions", "self", "GET"),
            new("/workflow-definitions/validation/is-name-unique", "is-name-unique", "GET"),
            new("/workflow-definitions/query/count", "count", "GET"),
            new("/workflow-definitions/many-by-id", "many-by-id", "GET"),
        ];
        Link[] designing =
        [
            new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
            new("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
            new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
            new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
            new("/workflow-definitions/import", "import", "POST"),
            new("/workflow-definitions/import-files", "import-files", "POST"),
            new("/workflow-definitions", "create", "POST"),
        ];
        return mayDesign ? [.. reading, .. designing] : reading;
    }
}
