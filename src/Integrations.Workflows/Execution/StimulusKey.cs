namespace Integrations.Workflows.Execution;

/// <summary>Builds the keys by which bookmarks and stimuli find each other.</summary>
public static class StimulusKey
{
    /// <summary>Key of Elsa's Event activity. Names are case-sensitive (recording s21-event-case).</summary>
    public static string ForEvent(string eventName) => "Elsa.Event:" + eventName;

    /// <summary>Key of Elsa's RunTask activity.</summary>
    public static string ForTask(string taskId) => "Elsa.RunTask:" + taskId;

    /// <summary>Key of the end of a child instance. Siblings (see <see cref="Sibling"/>) share one.</summary>
    public static string ForChild(string instanceId) =>
        "Elsa.ExecuteWorkflow:" + (instanceId.LastIndexOf(SiblingMark) is > 0 and var end ? instanceId[..end] : instanceId);

    /// <summary>Id of one of many children that their parent waits for at one bookmark.</summary>
    internal static string Sibling(string siblings, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{siblings}{SiblingMark}{number}");

    /// <summary>The number in the id of a sibling; -1 when it is none.</summary>
    internal static int NumberOf(string instanceId) =>
        int.TryParse(instanceId.AsSpan(instanceId.LastIndexOf(SiblingMark) + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;

    private const char SiblingMark = '~';
}
