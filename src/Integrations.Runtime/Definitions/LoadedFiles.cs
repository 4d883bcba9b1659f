using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores;

namespace Integrations.Runtime.Definitions;

/// <summary>
/// What the store remembers of the files of definitions: the text that each had when it was last loaded, or written from here. A file with
/// this text says nothing new.
/// </summary>
/// <param name="store">Where it lasts.</param>
public sealed class LoadedFiles(IWorkflowStore store)
{
    private const string Collection = "definition-files";

    /// <summary>What is to be remembered of a file.</summary>
    public static Document Of(string definitionId, string text) => new(Collection, definitionId, $"\"{DefinitionCatalog.HashOf(text)}\"");

    /// <summary>Whether the file of a definition has the text that it had when it was last loaded or written.</summary>
    public async Task<bool> KnowAsync(string definitionId, string text, CancellationToken cancellationToken = default)
    {
        var known = await store.GetDocumentAsync(new DocumentKey(Collection, definitionId), cancellationToken).ConfigureAwait(false);
        return known?.Json == Of(definitionId, text).Json;
    }
}
