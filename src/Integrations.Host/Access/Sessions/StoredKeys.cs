using System.Globalization;
using System.Xml.Linq;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Integrations.Host.Access.Sessions;

/// <summary>
/// The keys that lock cookies and forms, kept as documents of the store: every process that works on it reads the same, and a backup brings
/// them back. ASP.NET asks for them rarely and waits for them.
/// </summary>
internal sealed class StoredKeys(IWorkflowStore store) : IXmlRepository
{
    /// <summary>Collection of the keys.</summary>
    public const string Collection = "session-keys";

    /// <summary>A key lives for 90 days and is kept longer: a store holds a handful.</summary>
    private static readonly PageRequest All = new(0, 1000);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var page = store.QueryDocumentsAsync(new DocumentQuery(Collection), All).AsTask().GetAwaiter().GetResult();
        return [.. page.Items.Select(document => XElement.Parse(Text(document)))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        var document = new Document(Collection, friendlyName, System.Text.Json.JsonSerializer.Serialize(element.ToString(SaveOptions.DisableFormatting)))
        {
            Sort = ((DateTimeOffset?)element.Element("creationDate"))?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "",
        };
        store.CommitAsync(new UnitOfWork { Documents = [document] }).GetAwaiter().GetResult();
    }

    private static string Text(Document document) => System.Text.Json.JsonSerializer.Deserialize<string>(document.Json)
        ?? throw new InvalidDataException($"The document {document.Collection}/{document.Id} is empty.");
}
