using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.ReadModels;

/// <summary>The desk's home: everything that waits for the reader, the greatest legal risk first.</summary>
/// <param name="Today">Local date of the desk.</param>
/// <param name="Items">In the order in which they are to be shown.</param>
/// <param name="OpenFiles">How many files are open in all.</param>
public sealed record TodoPage(DateOnly Today, IReadOnlyList<TodoItem> Items, int OpenFiles);

/// <summary>Why something waits for the desk.</summary>
public enum TodoKind
{
    /// <summary>A statutory clock ends: a decision or a request has a last day.</summary>
    LegalClock,

    /// <summary>A silence took effect and a person must look before it is told to the firm.</summary>
    SilenceToConfirm,

    /// <summary>A partner has not answered in time.</summary>
    OverdueTask,

    /// <summary>The desk's own promise, in working days.</summary>
    Promise,

    /// <summary>A form arrived that could not be turned into a file.</summary>
    Quarantine,
}

/// <summary>One thing to do: who, what, by when, one action.</summary>
/// <param name="Kind">Why it waits.</param>
/// <param name="What">The thing to do, as an order: "Constater le permis tacite".</param>
/// <param name="Who">The firm and its project in a few words.</param>
/// <param name="By">Last day (local legal date), if there is one.</param>
/// <param name="IfNothing">What happens if nobody acts.</param>
/// <param name="Action">The label of the one action.</param>
/// <param name="Address">Where the action is done, a path of this site.</param>
public sealed record TodoItem(TodoKind Kind, Text What, Text Who, DateOnly? By, Text? IfNothing, Text Action, string Address);
