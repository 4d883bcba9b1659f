using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>What is found while an instance is carried over.</summary>
internal sealed class MigrationDraft(WorkflowPlan from, WorkflowPlan to, InstanceState state, ActivityMap map)
{
    public WorkflowPlan From => from;

    public WorkflowPlan To => to;

    public InstanceState State => state;

    public ActivityMap Map => map;

    public List<MigrationFinding> Changes { get; } = [];

    public List<MigrationFinding> Obstacles { get; } = [];

    public void Change(string code, string? subject, string message) => Changes.Add(new MigrationFinding(code, subject, message));

    public void Refuse(string code, string? subject, string message) => Obstacles.Add(new MigrationFinding(code, subject, message));

    /// <summary>The executions directly below one.</summary>
    public IEnumerable<ExecutionRecord> Below(ExecutionRecord execution) => state.Executions.Where(child => child.Parent == execution.Number);
}
