using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>When a Fork completes.</summary>
public enum ForkJoinMode
{
    /// <summary>When the first branch completes; the others are cancelled.</summary>
    WaitAny,

    /// <summary>When all have.</summary>
    WaitAll,
}

/// <summary>Runs branches side by side.</summary>
[Activity("Elsa.Fork", Category = "Branching", En = "Fork (embedded)", Fr = "Bifurcation (imbriquée)", DescriptionEn = "Fork executes one or more branches of execution in parallel.", DescriptionFr = "Exécute des branches côte à côte.")]
public sealed class Fork : Activity
{
    /// <summary>When it completes (plain JSON, not an expression).</summary>
    [Input(En = "Join mode", Fr = "Mode de jonction", UIHint = "dropdown", Default = "WaitAll", Options = ["WaitAny", "WaitAll"])]
    public readonly Plain<ForkJoinMode> JoinMode = new();

    /// <summary>The branches.</summary>
    public readonly Children Branches = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        JoinMode.Value = ForkJoinMode.WaitAll;
        var given = Values.OfJson(binder.Json["joinMode"]);
        if (given is JsonObject || !Values.TryConvert(given, typeof(ForkJoinMode), out var mode))
            binder.Problem("join-mode", "JoinMode", $"Le mode de jonction de « {Node.Id} » doit être WaitAny ou WaitAll.");
        else if (mode is ForkJoinMode known)
            JoinMode.Value = known;
    }

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        context.Counters(1)[0] = Branches.Nodes.Count;
        foreach (var branch in Branches.Nodes) context.Schedule(branch);
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes)
    {
        if (--context.Counters(1)[0] == 0 || context.IsBreaking || JoinMode.Value == ForkJoinMode.WaitAny) context.Complete();
    }

    /// <summary>A Break in one branch ends all of them once that branch is left, and goes on to the loop around.</summary>
    protected internal override bool Break(ActivityContext context)
    {
        context.IsBreaking = true;
        return false;
    }
}
