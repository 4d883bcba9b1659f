using Integrations.Runtime.Processing;

namespace Integrations.Runtime.Queues.InProcess;

/// <summary>Hints for the workers of this process. What is due later they find by the tick, which looks at the rows each second.</summary>
internal sealed class InProcessHints(WorkQueue messages, Signal commands, TimeProvider time) : IWorkHints
{
    /// <inheritdoc/>
    public void Say(WorkHint hint, DateTimeOffset dueAt)
    {
        if (dueAt > time.GetUtcNow())
            return;
        switch (hint)
        {
            case WorkHint.Message(var id):
                messages.Offer(id);
                break;
            case WorkHint.Command:
                commands.Set();
                break;
            case WorkHint.Rows(var rows):
                foreach (var row in rows)
                    Say(row, dueAt);
                break;
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> RoomAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(messages.Room);
}
