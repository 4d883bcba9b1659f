using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// Base of every activity. One class per activity; what the designer sees is derived from its declaration.
/// </summary>
/// <remarks>
/// <para>How to write one:</para>
/// <code>
/// [Activity("Guichet.AskOpinion", Category = "Guichet", En = "Ask for an opinion", Fr = "Demander un avis")]
/// [Outcomes("Favourable", "Unfavourable", "Late")]
/// public sealed class AskOpinion : Activity
/// {
///     [Input(En = "Partner", Fr = "Partenaire", Required = true)]
///     public readonly Input&lt;string&gt; Partner = new();
///
///     [Output(En = "Comment", Fr = "Commentaire")]
///     public readonly Output&lt;string&gt; Comment = new();
///
///     protected override void Execute(ActivityContext context)
///     {
///         var answer = context.CreateBookmark("Guichet.Answer", "Guichet.Answer:" + context.InstanceId, new JsonObject());
///         context.CreateBookmark("Guichet.Late", "Guichet.Late:" + answer.Id, new JsonObject(), dueAt: context.Now.AddDays(30));
///         context.Emit(new Command("guichet.ask", answer.Id, new JsonObject { ["partner"] = context.Get(Partner) }, answer.Id));
///     }
///
///     protected override void Resume(ActivityContext context, Resumption resumption)
///     {
///         if (resumption.Bookmark.Name == "Guichet.Late") { context.Complete("Late"); return; }
///         context.Set(Comment, resumption.Get("comment") as string);
///         context.Complete("Favourable");
///     }
/// }
/// </code>
/// <list type="bullet">
/// <item>Fields are public, read-only and set to <c>new()</c>: <see cref="Input{T}"/>, <see cref="Output{T}"/>, <see cref="Child"/>, <see cref="Children"/>, <see cref="Plain{T}"/>.</item>
/// <item>One object serves all instances and threads: never keep anything in a field while running. What must be remembered until the
/// activity is resumed goes in the bookmark's payload or in <see cref="ActivityContext.Memory"/>.</item>
/// <item>No clock, no I/O, no static state: time and ids come from the context, effects leave by <see cref="ActivityContext.Emit"/>.</item>
/// <item>When <see cref="Execute"/> or <see cref="Resume"/> returns and the activity has neither completed nor waits (on a bookmark or on
/// a child), it is completed with the outcome "Done".</item>
/// <item>Completing removes the activity's other bookmarks and cancels its children.</item>
/// <item><see cref="ActivityContext.Fault"/> or an exception is an incident; the workflow's strategy decides what follows.</item>
/// </list>
/// <para>Add it with <see cref="ActivityRegistry.Add{T}"/>.</para>
/// </remarks>
public abstract class Activity
{
    /// <summary>The place of this activity in its plan.</summary>
    public ActivityNode Node { get; internal set; } = null!;

    /// <summary>Reads what attributes cannot say (connections, cases) while the plan is compiled. Children and inputs are already bound.</summary>
    protected internal virtual void Bind(ActivityBinder binder)
    {
    }

    /// <summary>The outcomes with which this activity can complete, as far as the drawing tells; null: any. A connection from another port is named to the designer.</summary>
    protected internal virtual IReadOnlyList<string>? DrawnOutcomes() => Node.DeclaredOutcomes;

    /// <summary>Does the work, or begins it.</summary>
    protected internal abstract void Execute(ActivityContext context);

    /// <summary>Goes on after one of its bookmarks was resumed. By default the activity completes.</summary>
    protected internal virtual void Resume(ActivityContext context, Resumption resumption)
    {
    }

    /// <summary>Goes on after a child completed. By default the activity completes once it has no child left.</summary>
    /// <param name="context">This activity.</param>
    /// <param name="child">The child, already completed.</param>
    /// <param name="outcomes">Outcomes of the child; "Done" when it chose none.</param>
    protected internal virtual void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        if (!context.HasPendingChildren) context.Complete();
    }

    /// <summary>A descendant (or this activity itself) was cancelled.</summary>
    protected internal virtual void DescendantCanceled(ActivityContext context, ActivityContext descendant)
    {
    }

    /// <summary>Nothing is scheduled or runs below it any more, it has no bookmark, and nobody will tell it. By default it completes.</summary>
    protected internal virtual void Idle(ActivityContext context) => context.Complete();

    /// <summary>A Break was reached below. Returns true when it must not go further up.</summary>
    protected internal virtual bool Break(ActivityContext context) => false;

    /// <summary>What starts a workflow when this activity has canStartWorkflow set; null when it is no trigger.</summary>
    /// <param name="context">A context outside any instance: inputs can be read, nothing else.</param>
    protected internal virtual Trigger? GetTrigger(ActivityContext context) => null;

    /// <summary>The same for an activity that more than one thing starts.</summary>
    /// <param name="context">A context outside any instance: inputs can be read, nothing else.</param>
    protected internal virtual IEnumerable<Trigger> GetTriggers(ActivityContext context) => GetTrigger(context) is { } trigger ? [trigger] : [];
}
