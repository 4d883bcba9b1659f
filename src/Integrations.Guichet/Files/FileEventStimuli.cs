using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>What a workflow may wait for in a file: an event type, perhaps of one procedure or one task only.</summary>
/// <param name="FileId">The file.</param>
/// <param name="EventType">"PartnerTaskAnswered", "SilenceEffect"...</param>
/// <param name="Subject">Key of a procedure or id of a task; null: any.</param>
public sealed record FileEventScope(string FileId, string EventType, string? Subject = null)
{
    /// <summary>Name of the bookmarks that wait for events of files.</summary>
    public const string BookmarkName = "Guichet.FileEvent";

    /// <summary>The key by which a bookmark and a stimulus find each other.</summary>
    public string Key => Subject is null ? $"{BookmarkName}:{FileId}:{EventType}" : $"{BookmarkName}:{FileId}:{EventType}:{Subject}";
}

/// <summary>Which waits an event ends.</summary>
public static class FileEventStimuli
{
    /// <summary>All scopes that an event satisfies: of any subject, of its procedure, of its task.</summary>
    /// <param name="fileEvent">The event.</param>
    /// <param name="file">The file after it: a task knows its procedure.</param>
    public static IReadOnlyList<FileEventScope> Of(FileEvent fileEvent, InstallationFile file)
    {
        ArgumentNullException.ThrowIfNull(fileEvent);
        ArgumentNullException.ThrowIfNull(file);
        var taskId = TaskIdOf(fileEvent.Fact);
        var procedure = ProcedureOf(fileEvent.Fact) ?? file.TaskOf(taskId)?.Procedure;
        return
        [
            new(fileEvent.FileId, fileEvent.Type),
            .. procedure is null ? [] : new[] { new FileEventScope(fileEvent.FileId, fileEvent.Type, procedure) },
            .. taskId is null ? [] : new[] { new FileEventScope(fileEvent.FileId, fileEvent.Type, taskId) },
        ];
    }

    private static string? ProcedureOf(FileFact fact) => fact switch
    {
        ProcedureFact f => f.Procedure,
        PartnerTaskSent f => f.Procedure,
        OpinionDeemed f => f.Procedure,
        AlertRaised f => f.Procedure,
        HumanCheckOpened f => f.Procedure,
        MessageSent f => f.Procedure,
        NoteAdded f => f.Procedure,
        AcknowledgementSent f => f.Procedure,
        _ => null,
    };

    private static string? TaskIdOf(FileFact fact) => fact switch
    {
        TaskFact f => f.TaskId,
        AlertRaised f => f.TaskId,
        HumanCheckOpened f => f.TaskId,
        MessageSent f => f.TaskId,
        MessageReceived f => f.TaskId,
        _ => null,
    };
}
