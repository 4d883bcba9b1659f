namespace Integrations.Workflows.Execution;

/// <summary>Faults of the real engine that are only reproduced to compare with its recordings.</summary>
internal static class EngineFault
{
    /// <summary>
    /// The real engine does not save a variable again once it was saved with a value: what a resumed burst assigns is lost when the burst ends
    /// (recordings r051-struct, r273-struct and some thirty others).
    /// </summary>
    public static ExecutionRecord[] ForgetVariables(IReadOnlyList<ExecutionRecord> before, ExecutionRecord[] after)
    {
        for (var i = 0; i < after.Length; i++)
        {
            if (after[i].Variables is not { } values || Find(before, after[i].Number)?.Variables is not { } saved) continue;
            var kept = new object?[values.Length];
            for (var slot = 0; slot < kept.Length; slot++) kept[slot] = saved[slot] ?? values[slot];
            after[i] = after[i] with { Variables = kept };
        }

        return after;
    }

    /// <summary>The real engine journals a start as Resumed when another execution of the same activity waits (recording r256-flow.token).</summary>
    public static bool LooksResumed(ActivityNode node, BookmarkSet bookmarks)
    {
        foreach (var bookmark in bookmarks.Open)
            if (bookmark.ActivityId == node.Id)
                return true;
        return false;
    }

    private static ExecutionRecord? Find(IReadOnlyList<ExecutionRecord> records, int number)
    {
        foreach (var record in records)
            if (record.Number == number)
                return record;
        return null;
    }
}
