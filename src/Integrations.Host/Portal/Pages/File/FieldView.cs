using Integrations.Host.Portal.Acts;

namespace Integrations.Host.Portal.Pages;

/// <summary>A field as it is shown: what was typed in it, and what is wrong with that.</summary>
public sealed record FieldView(ActField Field, IReadOnlyList<string> Typed, string? Error);
