using Integrations.Runtime.Retention;

namespace Integrations.Runtime.Stores.Sqlite;

internal sealed partial class UnitWriter
{
    private void Delete(ExpiredRows expired)
    {
        foreach (var row in expired.Rows)
        {
            switch (expired.Kind)
            {
                case RetentionKind.FinishedInstances: DeleteInstance(row, expired.Before); break;
                case RetentionKind.HandledMessages: DeleteMessage(row, expired.Before, "state = 1"); break;
                case RetentionKind.UnhandledMessages: DeleteMessage(row, expired.Before, "state IN (2, 3)"); break;
                case RetentionKind.DeliveredCommands: DeleteCommand(row, expired.Before, "state = 1"); break;
                default: DeleteCommand(row, expired.Before, "state = 2"); break;
            }
        }
    }

    /// <summary>One that was retried meanwhile has a later end, or none; one that faulted can still be retried. What ended waits for nothing: it has no bookmarks.</summary>
    private void DeleteInstance(long row, DateTimeOffset before)
    {
        var id = session.Prepare("DELETE FROM instances WHERE rowid = $row AND status = 1 AND sub_status <> 5 AND finished_at < $before RETURNING instance_id")
            .ReadFirst(deleted => deleted.GetString(0), row, before);
        if (id is null)
            return;
        session.Prepare("DELETE FROM journal WHERE instance_id = $instance_id").Execute(id);
    }

    /// <summary>One that is finished waits for nothing: there are no bookmarks to look for.</summary>
    private void DeleteInstance(string instanceId)
    {
        if (session.Prepare("DELETE FROM instances WHERE instance_id = $instance_id AND status = 1").Execute(instanceId) > 0)
            session.Prepare("DELETE FROM journal WHERE instance_id = $instance_id").Execute(instanceId);
    }

    private void DeleteMessage(long row, DateTimeOffset before, string state)
    {
        if (session.Prepare($"DELETE FROM inbox WHERE id = $row AND {state} AND finished_at < $before").Execute(row, before) > 0)
            session.Prepare("DELETE FROM replays WHERE target = 'inbox' AND row_id = $row").Execute(row);
    }

    private void DeleteCommand(long row, DateTimeOffset before, string state)
    {
        if (session.Prepare($"DELETE FROM outbox WHERE id = $row AND {state} AND finished_at < $before").Execute(row, before) > 0)
            session.Prepare("DELETE FROM replays WHERE target = 'outbox' AND row_id = $row").Execute(row);
    }
}
