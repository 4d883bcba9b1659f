namespace Integrations.Host.Portal.ReadModels;

/// <summary>
/// Where the pages read. One implementation stands over the store; the tests of the pages have a fixed sample.
/// Every call returns a whole page, so that a page costs one call.
/// </summary>
public interface IPortalSource
{
    /// <summary>What waits for the desk.</summary>
    Task<TodoPage> Todo(CancellationToken cancellation);

    /// <summary>The files that answer the query.</summary>
    Task<FileList> Files(FileQuery query, CancellationToken cancellation);

    /// <summary>One file, or null if there is none with this number.</summary>
    Task<FilePage?> File(string number, CancellationToken cancellation);

    /// <summary>What the firm sees behind its signed link.</summary>
    Task<Linked<TrackingPage>> Tracking(string token, CancellationToken cancellation);

    /// <summary>What a partner sees behind its signed link. Reading records nothing: mail scanners open every link.</summary>
    Task<Linked<AnswerPage>> Answer(string token, CancellationToken cancellation);

    /// <summary>The state of the machinery.</summary>
    Task<OperationsPage> Operations(CancellationToken cancellation);
}
