using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>A mail that a workflow wants sent.</summary>
public sealed record Email
{
    /// <summary>Send a mail, once. The reply is empty, or holds <see cref="ErrorName"/>.</summary>
    public const string CommandKind = "elsa.send-email";

    /// <summary>Name in the reply of the reason, in French, why the mail cannot leave.</summary>
    public const string ErrorName = "error";

    /// <summary>The sender; null: the host's own mailbox.</summary>
    public string? From { get; init; }

    /// <summary>Addresses.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Addresses of copies.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Addresses of hidden copies.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    /// <summary>Subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Body.</summary>
    public required string Html { get; init; }

    /// <summary>Files.</summary>
    public IReadOnlyList<HttpFileData> Attachments { get; init; } = [];

    /// <summary>The payload of the command.</summary>
    public JsonObject ToJson() => new()
    {
        ["from"] = From,
        ["to"] = Values.ToJson(To),
        ["cc"] = Values.ToJson(Cc),
        ["bcc"] = Values.ToJson(Bcc),
        ["subject"] = Subject,
        ["html"] = Html,
        ["attachments"] = new JsonArray([.. Attachments.Select(file => file.ToJson())]),
    };

    /// <summary>Reads the payload of a command.</summary>
    public static Email Read(JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var fields = new JsonFields(payload);
        return new Email
        {
            From = fields.Text("from"),
            To = Texts("to"),
            Cc = Texts("cc"),
            Bcc = Texts("bcc"),
            Subject = fields.Text("subject") ?? "",
            Html = fields.Text("html") ?? "",
            Attachments = payload["attachments"] is JsonArray files ? [.. files.OfType<JsonObject>().Select(HttpFileData.Read)] : [],
        };

        string[] Texts(string name) => [.. Values.ToList(payload[name]).Select(Values.ToText)];
    }
}
