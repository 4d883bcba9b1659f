using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Pages;

/// <summary>The small form that replays one thing, with a reason.</summary>
public sealed record ReplayView(string Id, string What, Text Label, bool ReasonMissing);
