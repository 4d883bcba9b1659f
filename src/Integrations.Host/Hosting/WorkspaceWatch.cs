using Integrations.Host.Settings;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;

namespace Integrations.Host.Hosting;

/// <summary>Takes up what administrators change in their folder, without a restart. A faulty file is named in the log and the last good one stays.</summary>
internal sealed partial class WorkspaceWatch(LiveWorkspace workspace, WorkflowRuntime runtime, ILogger<WorkspaceWatch> log) : IBackgroundWork
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(workspace.Folder.Root) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        void Note(object sender, FileSystemEventArgs change) => changed.Release();
        watcher.Changed += Note;
        watcher.Created += Note;
        watcher.Deleted += Note;
        watcher.Renamed += Note;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await changed.WaitAsync(stoppingToken);
                // An editor writes a file in several steps: wait until it is quiet.
                while (await changed.WaitAsync(Quiet, stoppingToken))
                {
                }

                await ReloadAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ReloadAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var problem in workspace.Reload()) Faulty(problem);
            await runtime.Definitions.LoadFolderAsync(workspace.Folder.Definitions, cancellation);
        }
        catch (DefinitionRefusedException refused)
        {
            Faulty(refused.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // An editor still holds the file, or it is just being replaced: the next change of the folder reads it again.
            Faulty(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "workflows/: {Problem}. The last good version stays.")]
    private partial void Faulty(string problem);
}
