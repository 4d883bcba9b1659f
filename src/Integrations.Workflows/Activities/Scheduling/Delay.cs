using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Waits for some time.</summary>
[Activity("Elsa.Delay", Category = "Scheduling", En = "Delay", Fr = "Attendre", DescriptionEn = "Delay execution for the specified duration.", DescriptionFr = "Attend la durée indiquée.")]
public sealed class Delay : Activity
{
    /// <summary>How long.</summary>
    [Input(En = "Time span", Fr = "Durée", DescriptionEn = "d.hh:mm:ss", DescriptionFr = "j.hh:mm:ss")]
    public readonly Input<TimeSpan> TimeSpan = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context) => Waiting.Until(context, "Elsa.Delay", context.Now + context.Get(TimeSpan));
}

/// <summary>Bookmarks that time resumes.</summary>
internal static class Waiting
{
    public static void Until(ActivityContext context, string name, DateTimeOffset due) =>
        Until(context, name, due, new JsonObject { ["resumeAt"] = Text(due) });

    public static void Until(ActivityContext context, string name, DateTimeOffset due, JsonObject payload) =>
        context.CreateBookmark(name, string.Concat(name, ":", context.ExecutionId), payload, due);

    /// <summary>An instant as Elsa writes it in payloads.</summary>
    public static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
