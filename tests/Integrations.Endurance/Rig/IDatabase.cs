using Integrations.Runtime.Stores;

namespace Integrations.Endurance.Rig;

/// <summary>Where the service keeps everything, and how the rig reads it behind its back.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Name for the report.</summary>
    string Name { get; }

    /// <summary>Settings of the service.</summary>
    IReadOnlyList<string> Settings { get; }

    /// <summary>Opens the store to read the books.</summary>
    IWorkflowStore Open();
}
