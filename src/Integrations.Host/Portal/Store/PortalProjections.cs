using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Reading;
using Integrations.Host.Portal.ReadModels;
using Integrations.Runtime.Documents;

namespace Integrations.Host.Portal.Store;

/// <summary>
/// What the pages keep beside each file, written in the transaction of its events so that lists are never behind. Lists then
/// open no history, whatever the number of files.
/// </summary>
public static class PortalProjections
{
    /// <summary>One card per file, by its number: what the list shows.</summary>
    public const string Files = "portal-files";

    /// <summary>What each open file asks of the desk, by its number, due on its earliest day.</summary>
    public const string Todo = "portal-todo";

    /// <summary>Numbers of files by the ids of their streams.</summary>
    public const string Numbers = "portal-numbers";

    /// <summary>Group of files that live.</summary>
    public const string OpenGroup = "open";

    /// <summary>Group of files that ended and are still in the everyday list.</summary>
    public const string EndedGroup = "ended";

    /// <summary>Group of files in the archive.</summary>
    public const string ArchivedGroup = "archived";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The documents of a file; they replace those it had.</summary>
    public static IReadOnlyList<Document> Of(InstallationFile file)
    {
        var card = FileCard.Of(file);
        var items = TodoItems.Of(file);
        return
        [
            new Document(Files, file.Number, JsonSerializer.Serialize(card, Json))
            {
                Group = GroupOf(card),
                Sort = string.Create(CultureInfo.InvariantCulture, $"{file.ReceivedAt.UtcDateTime:O} {file.Number}"),
                Search = Searchable($"{card.FirmName} {card.Siret} {card.Number} {card.Commune}"),
            },
            new Document(Todo, file.Number, JsonSerializer.Serialize(items, Json))
            {
                Group = GroupOf(card),
                DueAt = items.Count == 0 ? null : items.Min(item => item.By ?? file.ReceivedOn).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            },
            new Document(Numbers, file.Id, JsonSerializer.Serialize(file.Number, Json)),
        ];
    }

    /// <summary>Text as searches compare it: lower case, without accents, spaces as one.</summary>
    public static string Searchable(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);
        return string.Join(' ', string.Concat(plain).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string GroupOf(FileCard card) => card switch
    {
        { Archived: true } => ArchivedGroup,
        { Ended: true } => EndedGroup,
        _ => OpenGroup,
    };

    internal static FileCard Card(Document document) => Read<FileCard>(document);

    internal static IReadOnlyList<TodoItem> Items(Document document) => Read<List<TodoItem>>(document);

    internal static string Number(Document document) => Read<string>(document);

    private static T Read<T>(Document document) =>
        JsonSerializer.Deserialize<T>(document.Json, Json) ?? throw new JsonException($"Document {document.Collection}/{document.Id} is null.");
}
