using Integrations.Runtime.Definitions;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Retention;
using Integrations.Runtime.Streams;

namespace Integrations.Runtime.Stores;

/// <summary>
/// The one place where anything lasts. Every provider passes the same test suite. Reads see committed units only;
/// what finds work (due messages, timers, commands) touches only rows that wait, whatever the size of history.
/// </summary>
public interface IWorkflowStore : IAsyncDisposable
{
    /// <summary>
    /// Makes the store ready to be asked: to be called before anything else, again where it failed; where it is ready it costs nothing.
    /// </summary>
    /// <exception cref="StoreRefusedException">It cannot be opened as it is.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <summary>Whether an error says that the store is away for a while, and the same may succeed later.</summary>
    bool IsOutage(Exception error) => false;

    /// <summary>
    /// Whether so many units wait to be written that who can come again later should: what is already in hand needs the room that is left.
    /// </summary>
    bool IsCongested => false;

    /// <summary>
    /// Writes a unit, all or nothing. Durable when the task completes. The token takes the unit back while it waits for its turn; once it is
    /// being written it is carried to its end, and the task with it. Who goes away before that knows nothing: what he does again is recognised
    /// by its keys and versions if it was written after all.
    /// </summary>
    Task<CommitResult> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken = default);

    // Inbox

    /// <summary>A message by its number.</summary>
    ValueTask<InboxMessage?> GetMessageAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Numbers of pending messages due at <paramref name="now"/>, claimed or not, in order of due instant, then arrival.</summary>
    ValueTask<IReadOnlyList<long>> FindDueMessagesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives messages that <see cref="FindDueMessagesAsync"/> would find, and that nobody has claimed, to this process alone. A claim is a
    /// lease: it ends with the mark that ends or defers the work, or by itself when its process died. It only spares useless work: who was
    /// first is decided by the mark, at commit.
    /// </summary>
    /// <param name="now">Messages due at this instant, UTC.</param>
    /// <param name="until">End of the lease, UTC; no further away than <see cref="Lease.Longest"/>.</param>
    /// <param name="limit">Messages at most.</param>
    /// <param name="cancellationToken">Gives up before the claim is taken.</param>
    ValueTask<IReadOnlyList<long>> ClaimDueMessagesAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default);

    /// <summary>Claims one message, as <see cref="ClaimDueMessagesAsync"/> does.</summary>
    /// <returns>False: it is not pending, not due, or claimed already, be it by this process.</returns>
    ValueTask<bool> ClaimMessageAsync(long id, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Messages in a state, newest first.</summary>
    ValueTask<Page<InboxMessage>> ListMessagesAsync(InboxState state, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>The highest number of a message that is there; 0: none is.</summary>
    ValueTask<long> GetLastMessageIdAsync(CancellationToken cancellationToken = default);

    /// <summary>Replays of a message, in order.</summary>
    ValueTask<IReadOnlyList<Replay>> GetMessageReplaysAsync(long id, CancellationToken cancellationToken = default);

    // Instances

    /// <summary>An instance with its state.</summary>
    ValueTask<InstanceRow?> GetInstanceAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>A part of the list of instances; the newest first, unless the filter says otherwise.</summary>
    ValueTask<Page<InstanceHeader>> ListInstancesAsync(
        InstanceFilter filter, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>The bursts of an instance, in order.</summary>
    ValueTask<IReadOnlyList<JournalRow>> GetJournalAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>A bookmark by its id.</summary>
    ValueTask<BookmarkRow?> GetBookmarkAsync(string bookmarkId, CancellationToken cancellationToken = default);

    /// <summary>Where an instance waits: the bookmarks that its state names, in order of id.</summary>
    ValueTask<IReadOnlyList<BookmarkRow>> GetBookmarksOfAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Bookmarks that wait for a stimulus, in order of id; only of one file when a correlation id is given.</summary>
    ValueTask<IReadOnlyList<BookmarkRow>> FindBookmarksAsync(
        string stimulusKey, string? correlationId, CancellationToken cancellationToken = default);

    /// <summary>Bookmarks whose timer is due, in order of due instant, then id.</summary>
    ValueTask<IReadOnlyList<BookmarkRow>> FindDueTimersAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    // Outbox

    /// <summary>A command by its number.</summary>
    ValueTask<OutboxCommand?> GetCommandAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Numbers of pending commands due at <paramref name="now"/>, claimed or not, that no earlier pending command of the same ordering key
    /// holds back, in order of due instant, then emission.
    /// </summary>
    ValueTask<IReadOnlyList<long>> FindDueCommandsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives commands that <see cref="FindDueCommandsAsync"/> would find, and that nobody has claimed, to this process alone, so that no two
    /// deliver one command at the same time. A claim is a lease: it ends with the mark of the delivery, or by itself when its process died.
    /// </summary>
    /// <param name="now">Commands due at this instant, UTC.</param>
    /// <param name="until">End of the lease, UTC; later than the delivery can last, no further away than <see cref="Lease.Longest"/>.</param>
    /// <param name="limit">Commands at most.</param>
    /// <param name="cancellationToken">Gives up before the claim is taken.</param>
    ValueTask<IReadOnlyList<long>> ClaimDueCommandsAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims as <see cref="ClaimDueCommandsAsync"/> does, but only commands that nobody has had in hand since they became due. One whose lease
    /// lapsed may still be in somebody's hands where the clock was set forward.
    /// </summary>
    ValueTask<IReadOnlyList<long>> ClaimFreshCommandsAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken = default);

    /// <summary>Claims one command, as <see cref="ClaimDueCommandsAsync"/> does.</summary>
    /// <returns>False: it is not pending, not due, held back by an earlier one, or claimed already, be it by this process.</returns>
    ValueTask<bool> ClaimCommandAsync(long id, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether a command is pending and was claimed last by this process, lapsed or not. False: another has it in hand, or has had it since.
    /// </summary>
    ValueTask<bool> HoldsCommandAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Commands in a state, newest first; only of one stream when given.</summary>
    ValueTask<Page<OutboxCommand>> ListCommandsAsync(
        OutboxState? state, string? streamId, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>Replays of a command, in order.</summary>
    ValueTask<IReadOnlyList<Replay>> GetCommandReplaysAsync(long id, CancellationToken cancellationToken = default);

    // Streams

    /// <summary>Events of a stream after a sequence (0: all), and when it is due.</summary>
    ValueTask<StreamSlice> ReadStreamAsync(string streamId, long afterSequence = 0, CancellationToken cancellationToken = default);

    /// <summary>Streams due, earliest first.</summary>
    ValueTask<IReadOnlyList<StreamDue>> FindDueStreamsAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    // Documents and counters

    /// <summary>A document by its key.</summary>
    ValueTask<Document?> GetDocumentAsync(DocumentKey key, CancellationToken cancellationToken = default);

    /// <summary>A part of a collection.</summary>
    ValueTask<Page<Document>> QueryDocumentsAsync(
        DocumentQuery query, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>Counters whose name starts with the prefix.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> GetCountersAsync(string prefix, CancellationToken cancellationToken = default);

    // Definitions

    /// <summary>A definition version by its id.</summary>
    ValueTask<DefinitionVersion?> GetDefinitionVersionAsync(string versionId, CancellationToken cancellationToken = default);

    /// <summary>The published version of each definition, in order of definition id.</summary>
    ValueTask<IReadOnlyList<DefinitionVersion>> GetPublishedDefinitionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Versions of a definition, newest first, the first so many.</summary>
    ValueTask<IReadOnlyList<DefinitionVersion>> GetDefinitionVersionsAsync(
        string definitionId, int limit = int.MaxValue, CancellationToken cancellationToken = default);

    /// <summary>A number that rises with each change of the definitions: whoever has seen it need not read them again. Cheap.</summary>
    ValueTask<long> GetDefinitionsRevisionAsync(CancellationToken cancellationToken = default);

    /// <summary>A part of the list of definition versions.</summary>
    ValueTask<Page<DefinitionSummary>> ListDefinitionsAsync(
        DefinitionFilter filter, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>What people did to a definition, the last first.</summary>
    ValueTask<IReadOnlyList<DefinitionChange>> GetDefinitionChangesAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>All that time starts, in order of definition and activity.</summary>
    ValueTask<IReadOnlyList<TimeTrigger>> GetTimeTriggersAsync(CancellationToken cancellationToken = default);

    /// <summary>Triggers whose instant has come, in order of due instant, then definition and activity.</summary>
    ValueTask<IReadOnlyList<TimeTrigger>> FindDueTriggersAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    // Operations

    /// <summary>Walks over the rows of one kind, oldest first, and finds those that ended before an instant.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="before">They ended before this instant, UTC.</param>
    /// <param name="after">Where the walk stands; 0: at its begin.</param>
    /// <param name="limit">Rows looked at.</param>
    /// <param name="cancellationToken">Stops before the read.</param>
    ValueTask<ExpiredPage> FindExpiredAsync(
        RetentionKind kind, DateTimeOffset before, long after, int limit, CancellationToken cancellationToken = default);

    /// <summary>What operators watch.</summary>
    ValueTask<StoreHealth> GetHealthAsync(DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>
    /// The earliest instant at which something waits to be done: a message, a timer, a trigger, a command, a stream. Null: nothing waits for time.
    /// </summary>
    ValueTask<DateTimeOffset?> NextDueAtAsync(CancellationToken cancellationToken = default);
}
