using System.Text.Json.Nodes;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// Waits for events of the file. It looks first at those it has not seen yet, so that an event that comes while the instance is busy is
/// never missed, and it sees each event once, also in a loop: the position is remembered for the activity over all its executions.
/// </summary>
public abstract class FileEventWait : Activity
{
    /// <summary>Types of event that an activity of the guichet can wait for; the others wake nobody.</summary>
    public static IReadOnlySet<string> Awaitable { get; } = new HashSet<string>(
        [.. WaitForProcedure.Types, .. WaitForTask.Types, nameof(HumanCheckClosed)], StringComparer.Ordinal);

    /// <summary>Completes with the first event not yet seen, or waits.</summary>
    private protected void LookOrWait(ActivityContext context, string subject, IReadOnlyList<string> types)
    {
        var desk = context.Domain<DeskSession>();
        var seen = context.LastingMemory as long? ?? 0;
        foreach (var recorded in desk.EventsAfter(seen))
        {
            if (!types.Contains(recorded.Type) || !FileEventStimuli.Of(recorded, desk.File).Any(scope => scope.Subject == subject)) continue;
            context.LastingMemory = recorded.Sequence;
            Found(context, desk, recorded);
            return;
        }

        foreach (var type in types)
            context.CreateBookmark(
                FileEventScope.BookmarkName, new FileEventScope(desk.File.Id, type, subject).Key, new JsonObject { ["type"] = type, ["subject"] = subject });
    }

    /// <summary>The event came: completes with its outcome.</summary>
    private protected abstract void Found(ActivityContext context, DeskSession desk, FileEvent recorded);
}
