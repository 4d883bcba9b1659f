using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integrations.Simulators.Graph;

/// <summary>Which properties a type has and what may stand in them. What the type does not know is refused, as Graph refuses it.</summary>
internal sealed partial class EntityType(string name, Dictionary<string, Action<string, JsonNode>> properties)
{
    public static EntityType TodoTaskList { get; } = new("microsoft.graph.todoTaskList", new()
    {
        ["displayName"] = Text,
    });

    public static EntityType LinkedResource { get; } = new("microsoft.graph.linkedResource", new()
    {
        ["webUrl"] = Text,
        ["applicationName"] = Text,
        ["displayName"] = Text,
        ["externalId"] = Text,
        ["id"] = Text,
    });

    public static EntityType TodoTask { get; } = new("microsoft.graph.todoTask", new()
    {
        ["title"] = Text,
        ["body"] = Body,
        ["importance"] = OneOf("low", "normal", "high"),
        ["status"] = OneOf("notStarted", "inProgress", "completed", "waitingOnOthers", "deferred"),
        ["dueDateTime"] = DateTimeTimeZone,
        ["startDateTime"] = DateTimeTimeZone,
        ["reminderDateTime"] = DateTimeTimeZone,
        ["completedDateTime"] = DateTimeTimeZone,
        ["isReminderOn"] = Flag,
        ["categories"] = ListOf(Text),
        ["linkedResources"] = ListOf((_, item) => LinkedResource.Check(item)),
    });

    public static EntityType Message { get; } = new("microsoft.graph.message", new()
    {
        ["subject"] = Text,
        ["body"] = Body,
        ["importance"] = OneOf("low", "normal", "high"),
        ["toRecipients"] = ListOf(Recipient),
        ["ccRecipients"] = ListOf(Recipient),
        ["bccRecipients"] = ListOf(Recipient),
        ["replyTo"] = ListOf(Recipient),
        ["attachments"] = ListOf((_, item) => FileAttachment!.Check(item)),
        ["isRead"] = Flag,
        ["categories"] = ListOf(Text),
        ["internetMessageHeaders"] = ListOf(InternetHeader),
        ["singleValueExtendedProperties"] = ListOf(ExtendedProperty),
    });

    private static EntityType ItemBody { get; } = new("microsoft.graph.itemBody", new()
    {
        ["contentType"] = OneOf("text", "html"),
        ["content"] = Text,
    });

    private static EntityType TimeInZone { get; } = new("microsoft.graph.dateTimeTimeZone", new()
    {
        ["dateTime"] = Text,
        ["timeZone"] = Text,
    });

    private static EntityType Correspondent { get; } = new("microsoft.graph.recipient", new()
    {
        ["emailAddress"] = (_, item) => Address!.Check(item),
    });

    private static EntityType Address { get; } = new("microsoft.graph.emailAddress", new()
    {
        ["address"] = Text,
        ["name"] = Text,
    });

    private static EntityType FileAttachment { get; } = new("microsoft.graph.fileAttachment", new()
    {
        ["name"] = Text,
        ["contentType"] = Text,
        ["contentBytes"] = Bytes,
        ["isInline"] = Flag,
    });

    private static EntityType NamedProperty { get; } = new("microsoft.graph.singleValueLegacyExtendedProperty", new()
    {
        ["id"] = Text,
        ["value"] = Text,
    });

    private static EntityType NamedHeader { get; } = new("microsoft.graph.internetMessageHeader", new()
    {
        ["name"] = Text,
        ["value"] = Text,
    });

    /// <exception cref="GraphErrorException">400, with the property.</exception>
    public void Check(JsonNode value)
    {
        if (value is not JsonObject item)
            throw Bad($"An object of type '{name}' was expected.");
        foreach (var (property, content) in item)
        {
            if (property.StartsWith('@'))
                continue;
            if (!properties.TryGetValue(property, out var check))
                throw Bad($"The property '{property}' does not exist on type '{name}'. Make sure to only use property names that are defined by the type.");
            if (content is not null)
                check(property, content);
        }
    }

    private static void Text(string property, JsonNode value)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            throw Bad($"Cannot convert the value of '{property}' to the expected type 'Edm.String'.");
    }

    private static void Bytes(string property, JsonNode value)
    {
        if (value.GetValueKind() != JsonValueKind.String || !Convert.TryFromBase64String(value.GetValue<string>(), new byte[value.GetValue<string>().Length], out _))
            throw Bad($"Cannot convert the value of '{property}' to the expected type 'Edm.Binary'.");
    }

    private static void Flag(string property, JsonNode value)
    {
        if (value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            throw Bad($"Cannot convert the value of '{property}' to the expected type 'Edm.Boolean'.");
    }

    private static Action<string, JsonNode> OneOf(params string[] values) => (property, value) =>
    {
        if (value.GetValueKind() != JsonValueKind.String || !values.Contains(value.GetValue<string>(), StringComparer.OrdinalIgnoreCase))
            throw Bad($"Requested value '{value}' was not found for '{property}'.");
    };

    private static Action<string, JsonNode> ListOf(Action<string, JsonNode> check) => (property, value) =>
    {
        if (value is not JsonArray items)
            throw Bad($"An array was expected for '{property}'.");
        foreach (var item in items)
            check(property, item ?? throw Bad($"A null value was found in '{property}'."));
    };

    private static void Body(string property, JsonNode value) => ItemBody.Check(value);

    private static void DateTimeTimeZone(string property, JsonNode value)
    {
        TimeInZone.Check(value);
        if (value["dateTime"]?.GetValue<string>() is not { } instant || value["timeZone"]?.GetValue<string>() is not { } zone)
            throw Bad($"'{property}' needs dateTime and timeZone.");
        if (!DateTime.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) || instant.Length < 10)
            throw Bad($"Cannot convert the literal '{instant}' to the expected type 'Edm.DateTime'.");
        if (zone != "UTC" && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            throw new GraphErrorException(new GraphError(400, "TimeZoneNotSupportedException", $"A valid TimeZone value must be specified. '{zone}' is not supported."));
    }

    private static void Recipient(string property, JsonNode value)
    {
        Correspondent.Check(value);
        if (value["emailAddress"]?["address"]?.GetValue<string>() is not { } address || !MailAddress().IsMatch(address))
            throw new GraphErrorException(new GraphError(400, "ErrorInvalidRecipients", "At least one recipient is not valid."));
    }

    private static void InternetHeader(string property, JsonNode value)
    {
        NamedHeader.Check(value);
        if (value["name"]?.GetValue<string>().StartsWith("x-", StringComparison.OrdinalIgnoreCase) != true)
            throw new GraphErrorException(new GraphError(
                400, "InvalidInternetMessageHeader", "The internet message header name should start with 'x-' or 'X-'."));
    }

    private static void ExtendedProperty(string property, JsonNode value)
    {
        NamedProperty.Check(value);
        if (value["id"]?.GetValue<string>() is not { } id || !ExtendedPropertyId().IsMatch(id) || value["value"] is null)
            throw new GraphErrorException(new GraphError(400, "ErrorInvalidPropertyRequest", "The extended property's id or value is not valid."));
    }

    private static GraphErrorException Bad(string message) => new(GraphError.BadRequest(message));

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"^(String|Integer|Boolean|SystemTime) (\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\} (Name \S+|Id 0x[0-9a-fA-F]+)|0x[0-9a-fA-F]+)$")]
    internal static partial Regex ExtendedPropertyId();
}
