using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>The body of a call.</summary>
/// <param name="Text">Text, or Base64 of bytes.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="IsBase64">The text is Base64.</param>
internal sealed record HttpBody(string Text, string ContentType, bool IsBase64 = false)
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Makes a body of a value: a form of an object where the type says so, the bytes of a file, otherwise JSON or text.</summary>
    public static HttpBody? Of(object? value, string? contentType)
    {
        var type = string.IsNullOrWhiteSpace(contentType) ? null : contentType.Trim();
        return value switch
        {
            null => null,
            JsonObject fields when IsForm(type) => new HttpBody(Encode(fields), type!),
            string typed when IsForm(type) && Values.TryParseJson(typed) is JsonObject fields => new HttpBody(Encode(fields), type!),
            JsonObject file when AsFile(file) is { } data => new HttpBody(data.Content, type ?? data.ContentType, IsBase64: true),
            JsonNode json => new HttpBody(Values.ToText(json), type ?? "application/json"),
            string text => new HttpBody(text, type ?? (Values.TryParseJson(text) is JsonObject or JsonArray ? "application/json" : "text/plain")),
            _ => new HttpBody(Values.ToText(value), type ?? "text/plain"),
        };
    }

    /// <summary>A file as <see cref="HttpFileData"/> writes it; null for any other object.</summary>
    public static HttpFileData? AsFile(JsonObject json) =>
        new JsonFields(json) is var fields && fields.Text("fileName") is not null && fields.Text("content") is not null && json.ContainsKey("contentType") ? HttpFileData.Read(json) : null;

    private static bool IsForm(string? type) => type?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) == true;

    private static string Encode(JsonObject fields) =>
        string.Join('&', fields.SelectMany(field => Values.ToList(field.Value).Select(value => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(Values.ToText(value))}")));
}
