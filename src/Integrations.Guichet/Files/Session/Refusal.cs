namespace Integrations.Guichet.Files;

/// <summary>An act that may not be done. Nothing was recorded.</summary>
/// <param name="Code">Stable code for machines: "pieces.late", "task.answered"...</param>
/// <param name="Message">French sentence for people.</param>
public sealed record Refusal(string Code, string Message);
